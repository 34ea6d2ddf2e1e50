"""What commands look for: the board, a meeting, an agency, the file to be written."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from board_app import bootstrap
from board_app.cli import asking, output
from board_app.cli.arguments import Arguments
from board_app.domain.base import RecordId
from board_app.domain.errors import NotFound, Refused
from board_app.domain.words import joined
from board_app.services.rows import MeetingRow
from board_app.services.session import Session

if TYPE_CHECKING:
    from board_app.domain.vocabulary import Vocabulary


@contextmanager
def opened(arguments: Arguments) -> Iterator[Session]:
    clock = bootstrap.clock_from_environment()
    if arguments.place is not None:
        # A certificate or Kerberos may let it in without a passphrase.
        known = asking.given_passphrase(arguments.passphrase_file)
        session = bootstrap.open_served(arguments.place, known, clock)
    else:
        must_be_there(arguments.file)
        secret = asking.passphrase(arguments.passphrase_file)
        session = bootstrap.open_board(arguments.file, secret, clock)
    try:
        yield _as_printed(session, arguments)
    finally:
        session.store.close()


def _as_printed(session: Session, arguments: Arguments) -> Session:
    if arguments.sheet_of_paper is None and arguments.language is None:
        return session
    from board_app.services.one_print import printing  # noqa: PLC0415  (rarely wanted)

    return printing(session, paper=arguments.sheet_of_paper, language=arguments.language)


def must_be_there(file: Path) -> None:
    """Raise NotFound before anybody types a passphrase in vain."""
    if not file.exists():
        raise NotFound(f"There is no file {file.name} here. Was it moved or renamed?")


def wanted_target(arguments: Arguments) -> Path:
    target = arguments.output
    if target is None:
        raise Refused("Say with -o where the file is to go.")
    return target


def found_meeting(session: Session, reference: str) -> MeetingRow:
    """Return the meeting that a reference means; raises NotFound."""
    meetings = session.reading.meetings
    today = session.board().today
    if reference.lower() == "next":
        found = meetings.next_meeting(today)
        missing = "There is no meeting ahead. Open one in the window, or name one like 2015-06."
    elif reference.lower() == "last":
        found = meetings.last_meeting(today)
        missing = "No meeting was held yet. Name one like 2015-06, or ask for next."
    else:
        return _by_reference(session, reference)
    if found is None:
        raise NotFound(missing)
    return found


def _by_reference(session: Session, reference: str) -> MeetingRow:
    try:
        return session.reading.meetings.by_reference(reference.strip().upper())
    except NotFound:
        wanted = output.visible(" ".join(reference.split()))
        named = f"There is no meeting {wanted}" if wanted else "No meeting is named"
        raise NotFound(
            f"{named}. Say --meeting with a reference like 2015-06, or next, or last."
        ) from None


def level_named(scheme: "Vocabulary", text: str, *, flag: str) -> int:
    """Return the rank of a level by its code, or by the rank itself; raises Refused."""
    wanted = text.strip()
    rank = scheme.rank_of(wanted.upper())
    if rank is None and wanted.isascii() and wanted.isdecimal() and len(wanted) == 1:
        rank = int(wanted)
    if rank is None or rank >= len(scheme.levels):
        known = joined([one.code.lower() for one in scheme.levels], last="or")
        raise Refused(
            f"{output.visible(wanted) or 'Nothing'} is no level of the board's marking scheme. "
            f"Say {flag} with one of its levels: {known}."
        )
    return rank


def found_agency(session: Session, wanted: str | None) -> RecordId | None:
    if wanted is None:
        return None
    agencies = session.reading.directory.agencies(session.board().today, archived=True)
    sought = wanted.casefold()
    for agency in agencies:
        if sought in (agency.code, agency.abbreviation.casefold(), agency.name.casefold()):
            return agency.id
    known = ", ".join(output.visible(agency.abbreviation) for agency in agencies)
    raise NotFound(f"There is no agency {output.visible(wanted)}. There are: {known}.")
