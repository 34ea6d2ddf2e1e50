"""The only place that knows all rooms; builds the object graph."""

import os
from collections.abc import Iterator, Mapping
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
    from board_app.services.commands import Command, Handler, Handlers
    from board_app.services.directory import AgencyEntry
    from board_app.services.founding import NewBoard
    from board_app.services.history_rows import HistoryFilter
    from board_app.services.out_list import Written
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


def write_minutes(
    session: Session, meeting_id: RecordId, target: Path, *, variant: str = "attributed"
) -> None:
    """Write the PDF minutes of a meeting; raises NotFound or StorageUnavailable.

    `variant` is "attributed", "non-attributed" or "draft", which has numbered lines.
    """
    # reportlab costs 150 ms, which only who prints shall pay.
    from board_app.documents.pdf import render_pdf  # noqa: PLC0415
    from board_app.services.papers.minutes import minutes_document  # noqa: PLC0415
    from board_app.services.papers.variants import Variant  # noqa: PLC0415

    today = session.board().today
    document = minutes_document(session.reading, meeting_id, today=today, variant=Variant(variant))
    render_pdf(document, target)


def write_agenda(session: Session, meeting_id: RecordId, target: Path) -> None:
    """Write the PDF agenda of a meeting; raises NotFound or StorageUnavailable."""
    from board_app.documents.pdf import render_pdf  # noqa: PLC0415  (as above)
    from board_app.services.papers.agenda import agenda_document  # noqa: PLC0415

    today = session.board().today
    render_pdf(agenda_document(session.reading, meeting_id, today=today), target)


def write_register(
    session: Session, target: Path, *, extent: str = "open", agency_id: RecordId | None = None
) -> None:
    """Write the PDF register of action items: "open", "all" or "changed" since the last meeting."""
    from board_app.documents.pdf import render_pdf  # noqa: PLC0415  (as above)
    from board_app.services.papers.register import Extent, register_document  # noqa: PLC0415

    today = session.board().today
    document = register_document(
        session.reading, today=today, extent=Extent(extent), agency_id=agency_id
    )
    render_pdf(document, target)


def write_clearance(session: Session, round_id: RecordId, target: Path) -> None:
    """Write the PDF record of a clearance round; raises NotFound or StorageUnavailable."""
    from board_app.documents.pdf import render_pdf  # noqa: PLC0415  (as above)
    from board_app.services.papers.clearance import clearance_document  # noqa: PLC0415

    render_pdf(clearance_document(session.reading, round_id), target)


def write_for_comments(session: Session, round_id: RecordId, target: Path) -> None:
    """Write the text of a round as DOCX; raises NotFound or StorageUnavailable."""
    from board_app.documents.for_comments import write_for_comments as write  # noqa: PLC0415
    from board_app.services.papers.clearance import clearance_state, sent_facts  # noqa: PLC0415

    row = session.reading.clearance.round(round_id)
    write(
        session.reading.clearance.sent(round_id),
        target,
        facts=sent_facts(row),
        state=clearance_state(row),
        author=session.board().name,
    )


def write_review(session: Session, review_id: RecordId, target: Path) -> None:
    """Write the PDF of a country review; raises NotFound or StorageUnavailable."""
    from board_app.documents.pdf import render_pdf  # noqa: PLC0415  (as above)
    from board_app.services.papers.review import review_document  # noqa: PLC0415

    today = session.board().today
    render_pdf(review_document(session.reading, review_id, today=today), target)


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
