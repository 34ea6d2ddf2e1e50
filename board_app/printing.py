"""From papers that were read to pages, and to files for all agencies at once."""

import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from board_app.documents.files import made_folder, refuse_unfit, write_whole
from board_app.documents.pdf import render_pdf
from board_app.domain.book import Book, Enclosed
from board_app.domain.errors import StorageUnavailable
from board_app.domain.words import count
from board_app.services.papers.enclosing import Enclosures
from board_app.services.papers.kinds import Wanted, reporting_agencies
from board_app.services.papers.making import DraftPaper, MadePaper
from board_app.services.progress import Progress, Share
from board_app.services.session import Session

_CHECKED = 0.8
"""The checks of papers from outside take most of the time that a book needs."""
_BEFORE = "before"


def enclosures() -> Enclosures:
    """Return what checks the papers of books that are made together."""
    from board_app.exchange.attachment.door import clean  # noqa: PLC0415  (for books alone)

    return Enclosures(clean)


def printed(
    draft: DraftPaper,
    progress: Progress | None = None,
    *,
    checks: Enclosures | None = None,
    before: MadePaper | None = None,
) -> MadePaper:
    """Return the pages of a paper; raises Stopped.

    `before` are pages of the same paper, for other readers: what was checked then is fit still.
    """
    pdf = BytesIO()
    whole = draft.document
    if not isinstance(whole, Book):
        told = render_pdf(whole, pdf, progress=progress.step if progress else None)
        return MadePaper(draft, pdf.getvalue(), told.pages, told.lost)
    from board_app.documents.book import render_book  # noqa: PLC0415  (pikepdf: 60 ms, for books)

    going = progress or Progress()
    if before is not None and before.checked is not None and _has_tabs_of(whole, before):
        checked, done = replace(before.checked, front=whole.front), 0.0
    else:
        checked = (checks or enclosures()).checked(whole, Share(going, 0, _CHECKED))
        done = _CHECKED
    told = render_book(checked, pdf, progress=Share(going, done, 1))
    return MadePaper(draft, pdf.getvalue(), told.pages, told.lost, checked)


def _has_tabs_of(book: Book, before: MadePaper) -> bool:
    same = before.draft.document
    return isinstance(same, Book) and same.tabs == book.tabs


def drafts_for_each(
    session: Session, wanted: Wanted, draft: Callable[[Wanted], DraftPaper]
) -> list[DraftPaper]:
    """Return a paper for each agency that gets one, each under a file name of its own."""
    found: dict[str, DraftPaper] = {}
    taken: set[str] = set()
    known: dict[str, bytes] = {}
    for agency_id in reporting_agencies(session.reading, session.board().today):
        made = _shared(draft(replace(wanted, agency_id=agency_id)), known)
        # Two agencies of one short name must not take each other's file, and most disks take
        # DOD and DoD for one.
        name = f"{agency_id} {made.name}" if made.name.casefold() in taken else made.name
        taken.add(name.casefold())
        found[name] = replace(made, name=name)
    return [*found.values()]


def write_all(drafts: list[DraftPaper], folder: Path, progress: Progress | None = None) -> str:
    """Write papers into a folder, all or none, and return what is to be told of them.

    The folder is made if it is missing. Raises Stopped or StorageUnavailable.
    """
    going = progress or Progress()
    checks = enclosures() if any(isinstance(one.document, Book) for one in drafts) else None
    noun = "book" if checks else "report"
    is_new = [one for one in (folder, *folder.parents) if not one.exists()]
    made_folder(folder)
    beside = _beside(folder)
    is_whole = False
    try:
        for done, draft in enumerate(drafts):
            going.told = f"{noun.capitalize()} {done + 1} of {len(drafts)}"
            share = Share(going, done / len(drafts), (done + 1) / len(drafts))
            pdf = printed(draft, share, checks=checks).pdf
            write_whole(pdf, beside / draft.name, told_as=folder / draft.name)
        going.step(1, 1)
        _move(drafts, beside, folder)
        is_whole = True
    finally:
        # What could not be put back must not be lost with it.
        if is_whole or not any((beside / _BEFORE).glob("*")):
            shutil.rmtree(beside, ignore_errors=True)
        for made in [] if is_whole else is_new:
            with suppress(OSError):  # somebody put something there meanwhile
                made.rmdir()
    return f"{count(len(drafts), noun)} written, one for each agency."


def _beside(folder: Path) -> Path:
    """Return a place on the same disk, from which finished files are only renamed."""
    try:
        return Path(tempfile.mkdtemp(prefix=".upstream-", dir=folder))
    except OSError as error:
        raise StorageUnavailable(
            f"Not saved: the folder “{folder.name}” can't be written. Choose another one."
        ) from error


def _move(drafts: list[DraftPaper], beside: Path, folder: Path) -> None:
    """Put all files into their places; if one can't be, all that was there before stands again."""
    for draft in drafts:
        refuse_unfit(folder / draft.name)
    before = beside / _BEFORE
    moved: list[tuple[Path, Path]] = []
    name = ""
    try:
        before.mkdir()
        for name in (draft.name for draft in drafts):
            moved += _moved(beside / name, folder / name, before / name)
    except OSError as error:
        for source, target in reversed(moved):
            with suppress(OSError):
                target.replace(source)
        what = "is a folder" if (folder / name).is_dir() else "may be open in another program"
        raise StorageUnavailable(
            f"Not saved, none of them: “{name}” can't be written, it {what}. Change that, or "
            "choose another folder, and try again."
        ) from error


def _moved(source: Path, target: Path, before: Path) -> list[tuple[Path, Path]]:
    """Put a file into its place, and what stood there aside; return how both were moved."""
    if target.is_dir():
        raise IsADirectoryError
    done = []
    if target.is_symlink() or target.exists():
        target.replace(before)
        done.append((target, before))
    try:
        source.replace(target)
    except OSError:
        for was, now in done:
            now.replace(was)
        raise
    return [*done, (source, target)]


def _shared(draft: DraftPaper, known: dict[str, bytes]) -> DraftPaper:
    """Return a draft that holds each paper's content in common with the drafts before it."""
    book = draft.document
    if not isinstance(book, Book):
        return draft
    tabs = tuple(
        replace(
            tab,
            content=replace(
                tab.content, content=known.setdefault(tab.content.sha256, tab.content.content)
            ),
        )
        if isinstance(tab.content, Enclosed)
        else tab
        for tab in book.tabs
    )
    return replace(draft, document=replace(book, tabs=tabs))
