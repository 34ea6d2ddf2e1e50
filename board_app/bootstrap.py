"""The only place that knows all rooms; builds the object graph."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from typing_extensions import override

from board_app.domain.errors import Invalid
from board_app.domain.ids import RecordId
from board_app.services.ports import Clock, Store
from board_app.services.session import Session
from db import file
from db.keys import KeyAhead

if TYPE_CHECKING:
    from board_app.domain.book import Book
    from board_app.domain.document import Document
    from board_app.services.commands import Command, Handler, Handlers
    from board_app.services.directory import AgencyEntry
    from board_app.services.founding import NewBoard
    from board_app.services.history_rows import HistoryFilter
    from board_app.services.out_list import Written
    from board_app.services.papers.kinds import Wanted
    from board_app.services.papers.making import DraftPaper, MadePaper
    from board_app.services.papers.release import Release
    from board_app.services.progress import Progress
    from board_app.services.reading import ActionFilter
    from board_app.services.served import ServedPlace


class LazyHandlers(Mapping["type[Command]", "Handler"]):
    """All handlers, loaded with the first command: the first screen does not wait for them."""

    @cached_property
    def _all(self) -> "Handlers":
        from board_app.services.handlers import HANDLERS  # noqa: PLC0415  (25 ms)

        return HANDLERS

    @override
    def __getitem__(self, command: "type[Command]") -> "Handler":
        return self._all[command]

    @override
    def __iter__(self) -> "Iterator[type[Command]]":
        return iter(self._all)

    @override
    def __len__(self) -> int:
        return len(self._all)


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class FixedClock(NamedTuple):
    """A clock that stands still, for tests and for building the sample."""

    moment: datetime

    def now(self) -> datetime:
        return self.moment


class ShiftedClock(NamedTuple):
    """The machine's clock some time away from the present, to see a board at its own time."""

    by: timedelta

    def now(self) -> datetime:
        return datetime.now(UTC) + self.by


SYSTEM_CLOCK = SystemClock()
TODAY_VARIABLE = "UPSTREAM_TODAY"
PROGRAM = "Upstream 0.1.0"


def clock_from_environment() -> Clock:
    """Return the machine's clock, or one that starts at noon (UTC) of UPSTREAM_TODAY.

    Raises Invalid if the variable is not a date like 2015-07-07.
    """
    wanted = os.environ.get(TODAY_VARIABLE, "").strip()
    if not wanted:
        return SYSTEM_CLOCK
    try:
        day = date.fromisoformat(wanted)
    except ValueError:
        raise Invalid(
            f"{TODAY_VARIABLE} is not a date. Write it like 2015-07-07, or take it away."
        ) from None
    return ShiftedClock(datetime.combine(day, time(12), UTC) - datetime.now(UTC))


def open_board(
    path: Path, passphrase: str, clock: Clock = SYSTEM_CLOCK, *, ahead: KeyAhead | None = None
) -> Session:
    """Open a board file; raises the known errors of `db.file.open_file`."""
    return session_on(file.open_file(path, passphrase, clock, ahead=ahead), clock)


def session_on(store: Store, clock: Clock) -> Session:
    """Return a session on an open board."""
    return Session(store, LazyHandlers(), clock)


def open_served(place: "ServedPlace", passphrase: str, clock: Clock = SYSTEM_CLOCK) -> Session:
    """Open a board on a server; raises Refused, NotAllowed or StorageUnavailable."""
    from db.server.connection import dsn_of  # noqa: PLC0415  (psycopg: 80 ms, for these alone)
    from db.server.store import opened  # noqa: PLC0415

    return Session(opened(dsn_of(place, passphrase), clock), LazyHandlers(), clock)


def new_board(path: Path, wanted: "NewBoard", clock: Clock = SYSTEM_CLOCK) -> Session:
    """Make a board file with its countries, agencies and chair.

    Raises Refused if the file exists; nothing is left behind when anything fails.
    """
    from board_app import founding  # noqa: PLC0415  (its commands cost 25 ms, rarely wanted)

    return founding.new_board(path, wanted, clock)


def offered_agencies() -> "tuple[AgencyEntry, ...]":
    """Return the chair's office and the eleven members that a new board may start with."""
    from board_app import founding  # noqa: PLC0415  (as above)

    return founding.offered_agencies()


def draft_paper(
    session: Session, wanted: "Wanted", release: "Release | None" = None
) -> "DraftPaper":
    """Read a paper from the board, as it may go out; raises NotFound, Invalid or TooHigh."""
    from board_app.services.papers.kinds import draft_paper as draft  # noqa: PLC0415  (rarely)

    whole = draft(session, wanted)
    return replace(whole, document=may_go_out(session, whole.document, release))


def make_paper(
    draft: "DraftPaper",
    progress: "Progress | None" = None,
    before: "MadePaper | None" = None,
) -> "MadePaper":
    """Print a paper; it stays in memory. `before` is the same for other readers. Raises Stopped."""
    from board_app.printing import printed  # noqa: PLC0415  (150 ms, only for who prints)

    return printed(draft, progress, before=before)


def write_paper(
    session: Session, wanted: "Wanted", target: Path, *, release: "Release | None" = None
) -> str:
    """Write a paper as PDF; returns what is to be told of it, "" for nothing.

    A follow-up report of no agency writes one for each into the folder that `target` names.
    Raises NotFound, Invalid, TooHigh or StorageUnavailable.
    """
    from board_app.documents.files import write_whole  # noqa: PLC0415  (with a paper only)
    from board_app.services.papers.kinds import PaperKind  # noqa: PLC0415

    if wanted.kind is PaperKind.FOLLOW_UP and wanted.agency_id is None:
        return write_copies(draft_copies(session, wanted, release), target)
    write_whole(make_paper(draft_paper(session, wanted, release)).pdf, target)
    return ""


def draft_copies(
    session: Session, wanted: "Wanted", release: "Release | None" = None
) -> "list[DraftPaper]":
    """Read a paper once for each agency; raises NotFound, Invalid or TooHigh."""
    from board_app.printing import drafts_for_each  # noqa: PLC0415  (as above)

    return drafts_for_each(session, wanted, lambda one: draft_paper(session, one, release))


def write_copies(
    drafts: "list[DraftPaper]", folder: Path, progress: "Progress | None" = None
) -> str:
    """Write papers into a folder, all or none; returns what is to be told of them.

    Raises Stopped or StorageUnavailable.
    """
    from board_app.printing import write_all  # noqa: PLC0415  (as above)

    return write_all(drafts, folder, progress)


def write_minutes(
    session: Session,
    meeting_id: RecordId,
    target: Path,
    *,
    variant: str = "attributed",
    release: "Release | None" = None,
) -> None:
    """Write the PDF minutes of a meeting; raises NotFound or StorageUnavailable.

    `variant` is "attributed", "non-attributed" or "draft", which has numbered lines.
    """
    from board_app.services.papers.kinds import PaperKind, Wanted  # noqa: PLC0415  (as above)

    wanted = Wanted(kind=PaperKind.MINUTES, id=meeting_id, variant=variant)
    write_paper(session, wanted, target, release=release)


def write_agenda(
    session: Session, meeting_id: RecordId, target: Path, *, release: "Release | None" = None
) -> None:
    """Write the PDF agenda of a meeting; raises NotFound or StorageUnavailable."""
    from board_app.services.papers.kinds import PaperKind, Wanted  # noqa: PLC0415  (as above)

    write_paper(session, Wanted(kind=PaperKind.AGENDA, id=meeting_id), target, release=release)


def write_register(
    session: Session,
    target: Path,
    *,
    extent: str = "open",
    agency_id: RecordId | None = None,
    form: str = "compact",
    release: "Release | None" = None,
) -> None:
    """Write the PDF register of action items: "open", "all" or "changed" since the last meeting."""
    from board_app.services.papers.kinds import PaperKind, Wanted  # noqa: PLC0415  (as above)

    wanted = Wanted(kind=PaperKind.REGISTER, extent=extent, agency_id=agency_id, form=form)
    write_paper(session, wanted, target, release=release)


def write_clearance(session: Session, round_id: RecordId, target: Path) -> None:
    """Write the PDF record of a clearance round; raises NotFound or StorageUnavailable."""
    from board_app.services.papers.kinds import PaperKind, Wanted  # noqa: PLC0415  (as above)

    write_paper(session, Wanted(kind=PaperKind.CLEARANCE, id=round_id), target)


def write_for_comments(session: Session, round_id: RecordId, target: Path) -> None:
    """Write the text of a round as DOCX; raises NotFound or StorageUnavailable."""
    from board_app.documents.for_comments import write_for_comments as write  # noqa: PLC0415
    from board_app.services.papers.commenting import sent_text  # noqa: PLC0415

    write(target=target, **sent_text(session.reading, round_id)._asdict())


def write_review(
    session: Session, review_id: RecordId, target: Path, *, release: "Release | None" = None
) -> None:
    """Write the PDF of a country review; raises NotFound or StorageUnavailable."""
    from board_app.services.papers.kinds import PaperKind, Wanted  # noqa: PLC0415  (as above)

    write_paper(session, Wanted(kind=PaperKind.REVIEW, id=review_id), target, release=release)


def may_go_out(
    session: Session, whole: "Document | Book", release: "Release | None"
) -> "Document | Book":
    """Return a document or book as it may leave the board; else up to the board's ceiling.

    Raises TooHigh with the portions that may not go so far, unless they are to be left out.
    """
    from board_app.services.papers.book_release import going_out  # noqa: PLC0415  (as above)
    from board_app.services.papers.release import Release  # noqa: PLC0415

    board = session.board()
    return going_out(whole, board, release or Release(board.ceiling))


def write_scheme(session: Session, target: Path) -> None:
    """Write the marking scheme in force as JSON, to be edited; raises StorageUnavailable."""
    from board_app.documents.files import write_whole  # noqa: PLC0415  (rarely wanted)
    from board_app.services.scheme import scheme_text  # noqa: PLC0415

    write_whole(scheme_text(session.board()).encode(), target)


def write_list(
    session: Session,
    name: str,
    target: Path,
    wanted: "ActionFilter | HistoryFilter | None" = None,
) -> "Written":
    """Write a list as CSV or XLSX, by the target's ending.

    `wanted` filters action items or the history. Raises NotFound, Refused or StorageUnavailable.
    """
    from board_app.documents.spreadsheet import write_list as write  # noqa: PLC0415  (rarely)
    from board_app.services.lists_out import list_out  # noqa: PLC0415

    return write(list_out(session, name, wanted), target)


def write_attachment(session: Session, attachment_id: RecordId, target: Path) -> None:
    """Write a paper as it was attached, not encrypted; raises NotFound or StorageUnavailable."""
    from board_app.documents.files import write_whole  # noqa: PLC0415  (rarely wanted)

    papers = session.reading.attachments
    write_whole(papers.content(papers.attachment(attachment_id).sha256), target)


def export_board(session: Session, target: Path) -> None:
    """Write the whole board as JSON, which is not encrypted; raises StorageUnavailable."""
    from board_app.documents.board_json import write_board  # noqa: PLC0415  (rarely wanted)

    write_board(session.store.whole(), PROGRAM, target)


def board_schema() -> bytes:
    """Return the JSON schema of an exported board."""
    from board_app.documents.board_json import schema_bytes  # noqa: PLC0415  (rarely wanted)
    from db.records import MODELS  # noqa: PLC0415

    return schema_bytes(MODELS)


def write_as_file(
    session: Session, path: Path, passphrase: str, clock: Clock = SYSTEM_CLOCK
) -> None:
    """Write an open board into a new encrypted file; raises Refused, NotAllowed."""
    whole = session.store.whole()
    file.create_whole(path, passphrase, clock, whole).close()


def board_from(path: Path, source: Path, passphrase: str, clock: Clock = SYSTEM_CLOCK) -> Session:
    """Make a board file of an exported board; raises Refused, and then nothing is left behind."""
    from board_app.exchange.board_json import read_board  # noqa: PLC0415  (rarely wanted)

    tables = read_board(source)
    return Session(file.create_whole(path, passphrase, clock, tables), LazyHandlers(), clock)
