"""The records of a year as one package for an archive: printed, cleaned, described, hashed."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import NamedTuple

from board_app import bootstrap
from board_app.documents.bag import Packed, write_bag
from board_app.domain.document import PaperSize
from board_app.domain.errors import NotFound
from board_app.domain.marking import banner, read_marking
from board_app.domain.words import count
from board_app.exchange.attachment.door import clean
from board_app.services.attachment_check import Unfit
from board_app.services.attachment_rows import AttachmentRow
from board_app.services.papers.making import DraftPaper
from board_app.services.papers.names import suggested_name
from board_app.services.progress import Progress, Share
from board_app.services.rows import BoardRow
from board_app.services.scheme import scheme_of
from board_app.services.session import InTurn, Session
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
_MADE = 0.9
"""What is left then is to pack all of it."""


class _Made(NamedTuple):
    """A record as it goes into the package."""

    pdf: bytes
    title: str
    rights: str
    format: str
    pages: int
    note: str = ""


class _Read(NamedTuple):
    """What the board holds of a record: its paper, or what was attached."""

    due: Due
    paper: DraftPaper | None = None
    content: bytes = b""


def write_transfer(
    read: InTurn, year: int, target: Path, *, schedule: str = "", progress: Progress
) -> str:
    """Write the records of a year as a BagIt bag in a ZIP file; return what is told of it.

    The board is read record by record, so that others are not kept waiting. `schedule` is the
    records schedule that they are kept under. A paper that can't be made harmless is named in the
    metadata and left out. Raises NotFound for a year without meetings, TooHigh, Stopped or
    StorageUnavailable.
    """
    at = datetime.now(UTC)
    board, due = read(lambda session: _of_year(session, year))
    making = Share(progress, 0, _MADE)
    files: list[Packed] = []
    entries: list[Entry] = []
    for number, one in enumerate(due):
        progress.told = f"Record {number + 1} of {len(due)}"
        part = Share(making, number / len(due), (number + 1) / len(due))
        part.step(0, 1)
        made = _made(read(partial(_found, one)), board, part)
        path = _free_path(one, {file.path for file in files}) if made.pdf else ""
        packed = Packed(path, made.pdf)
        files += [packed] if made.pdf else []
        entries.append(_entry(one, made, packed, board=board.name, schedule=schedule, at=at))
    progress.told = "Packing the records"
    told = told_as_json(entries, board=board.name, year=year, program=bootstrap.PROGRAM, at=at)
    files += [Packed("metadata.json", told), Packed("metadata.csv", told_as_csv(entries))]
    about = _about(board, year, schedule)
    write_bag(files, about, target, created=at, progress=Share(progress, _MADE, 1))
    left = sum(not one.path for one in entries)
    rest = f" {count(left, 'paper')} could not be taken; the metadata say why." if left else ""
    return f"{count(len(files) - 2, 'record')} of {year}, each with its SHA-256.{rest}"


def _of_year(session: Session, year: int) -> tuple[BoardRow, Sequence[Due]]:
    board = session.board()
    if year not in years_of(session.reading):
        raise NotFound(f"No meeting was held in {year}.")
    return board, tuple(records_of(session.reading, year, today=board.today))


def _found(one: Due, session: Session) -> _Read:
    if one.wanted is not None:
        return _Read(one, bootstrap.draft_paper(session, one.wanted))
    assert one.attachment is not None  # noqa: S101  (it is one or the other)
    return _Read(one, content=session.reading.attachments.content(one.attachment.sha256))


def _made(found: _Read, board: BoardRow, progress: Progress) -> _Made:
    if found.paper is not None:
        made = bootstrap.make_paper(found.paper, progress)
        return _Made(made.pdf, made.title, made.banner, _OURS, made.pages)
    assert found.due.attachment is not None  # noqa: S101  (as above)
    return _cleaned(found.due.attachment, found.content, board, progress)


def _entry(
    one: Due, made: _Made, packed: Packed, *, board: str, schedule: str, at: datetime
) -> Entry:
    return Entry(
        packed.path,
        one.identifier,
        made.title,
        one.kind,
        one.covers.isoformat(),
        board,
        at.isoformat(timespec="seconds"),
        made.rights,
        made.format,
        made.pages,
        len(made.pdf),
        packed.sha256 if made.pdf else "",
        schedule,
        made.note,
    )


def _about(board: BoardRow, year: int, schedule: str) -> dict[str, str]:
    return {
        "Source-Organization": board.name,
        "External-Identifier": f"{board.uid}-{year}",
        "External-Description": f"Records of the {board.name}, {year}",
        "Bag-Software-Agent": bootstrap.PROGRAM,
        **({"Internal-Sender-Identifier": schedule} if schedule else {}),
    }


def _cleaned(row: AttachmentRow, content: bytes, board: BoardRow, progress: Progress) -> _Made:
    scheme = scheme_of(board)
    rights = banner(scheme, read_marking(scheme, row.marking, row.handling))
    cleaned = clean(content, row.media, progress, paper=PaperSize(board.paper).value)
    if isinstance(cleaned, Unfit):
        return _Made(b"", row.title, rights, "", 0, cleaned.reason)
    note = f"From {row.file_name}, SHA-256 {row.sha256}; what runs or hides was taken out."
    return _Made(cleaned.pdf, row.title, rights, _THEIRS, cleaned.report.pages, note)


def _free_path(one: Due, taken: set[str]) -> str:
    stem = suggested_name(one.identifier, "", ending="pdf")
    path, number = f"{one.folder}/{stem}", 2
    while path in taken:
        path, number = f"{one.folder}/{stem.removesuffix('.pdf')} {number}.pdf", number + 1
    return path
