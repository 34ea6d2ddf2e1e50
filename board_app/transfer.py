"""The records of a year as one package for an archive: printed, cleaned, described, hashed."""

from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from typing_extensions import override

from board_app import bootstrap
from board_app.documents.bag import Packed, write_bag
from board_app.domain.document import PaperSize
from board_app.domain.errors import NotFound
from board_app.domain.marking import banner, read_marking
from board_app.domain.words import count
from board_app.exchange.attachment.door import clean
from board_app.services.attachment_check import Unfit
from board_app.services.papers.names import suggested_name
from board_app.services.progress import Progress
from board_app.services.scheme import scheme_of
from board_app.services.session import Session
from board_app.services.transfer import (
    Due,
    Entry,
    records_of,
    told_as_csv,
    told_as_json,
    years_of,
)

_OURS = "application/pdf; version=1.7; PDF/A-2a; PDF/UA-1"
_THEIRS = "application/pdf"


class _Made(NamedTuple):
    """A record as it goes into the package."""

    pdf: bytes
    title: str
    rights: str
    format: str
    pages: int
    note: str = ""


def write_transfer(
    session: Session, year: int, target: Path, *, schedule: str = "", progress: Progress
) -> str:
    """Write the records of a year as a BagIt bag in a ZIP file; return what is told of it.

    `schedule` is the records schedule that they are kept under. A paper that can't be made
    harmless is named in the metadata and left out. Raises NotFound for a year without meetings,
    TooHigh, Stopped or StorageUnavailable.
    """
    reading, board = session.reading, session.board()
    if year not in years_of(reading):
        raise NotFound(f"No meeting was held in {year}.")
    at = datetime.now(UTC)
    files: list[Packed] = []
    entries: list[Entry] = []
    due = list(records_of(reading, year, today=board.today))
    for number, one in enumerate(due):
        progress.step(number, len(due))
        made = _printed(session, one, progress) if one.wanted else _cleaned(session, one, progress)
        path = _free_path(one, {file.path for file in files})
        packed = Packed(path if made.pdf else "", made.pdf)
        if made.pdf:
            files.append(packed)
        entries.append(
            Entry(
                packed.path,
                one.identifier,
                made.title,
                one.kind,
                one.covers.isoformat(),
                board.name,
                at.isoformat(timespec="seconds"),
                made.rights,
                made.format,
                made.pages,
                len(made.pdf),
                packed.sha256 if made.pdf else "",
                schedule,
                made.note,
            )
        )
    told = told_as_json(entries, board=board.name, year=year, program=bootstrap.PROGRAM, at=at)
    files += [Packed("metadata.json", told), Packed("metadata.csv", told_as_csv(entries))]
    about = {
        "Source-Organization": board.name,
        "External-Identifier": f"{board.uid}-{year}",
        "External-Description": f"Records of the {board.name}, {year}",
        "Bag-Software-Agent": bootstrap.PROGRAM,
        **({"Internal-Sender-Identifier": schedule} if schedule else {}),
    }
    write_bag(files, about, target, created=at)
    left = sum(not one.path for one in entries)
    rest = f" {count(left, 'paper')} could not be taken; the metadata say why." if left else ""
    return f"{count(len(files) - 2, 'record')} of {year}, each with its SHA-256.{rest}"


def _printed(session: Session, one: Due, progress: Progress) -> _Made:
    assert one.wanted is not None  # noqa: S101  (who calls has looked)
    made = bootstrap.make_paper(bootstrap.draft_paper(session, one.wanted), _Inner(progress))
    return _Made(made.pdf, made.title, made.banner, _OURS, made.pages)


def _cleaned(session: Session, one: Due, progress: Progress) -> _Made:
    row = one.attachment
    assert row is not None  # noqa: S101  (as above)
    board = session.board()
    scheme = scheme_of(board)
    rights = banner(scheme, read_marking(scheme, row.marking, row.handling))
    content = session.reading.attachments.content(row.sha256)
    paper = PaperSize(board.paper).value
    cleaned = clean(content, row.media, _Inner(progress), paper=paper)
    if isinstance(cleaned, Unfit):
        return _Made(b"", row.title, rights, "", 0, cleaned.reason)
    note = f"From {row.file_name}, SHA-256 {row.sha256}; what runs or hides was taken out."
    return _Made(cleaned.pdf, row.title, rights, _THEIRS, cleaned.report.pages, note)


class _Inner(Progress):
    """The progress of one record: it can be stopped, and does not move the bar of the whole."""

    def __init__(self, whole: Progress) -> None:
        super().__init__()
        self._whole = whole

    @override
    def step(self, done: int, total: int) -> None:
        self._whole.step(self._whole.done, self._whole.total)


def _free_path(one: Due, taken: set[str]) -> str:
    stem = suggested_name(one.identifier, "", ending="pdf")
    path, number = f"{one.folder}/{stem}", 2
    while path in taken:
        path, number = f"{one.folder}/{stem.removesuffix('.pdf')} {number}.pdf", number + 1
    return path
