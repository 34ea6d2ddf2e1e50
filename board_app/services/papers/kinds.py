"""Which papers there are, how one is asked for, what it is called as a file."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from board_app.domain.base import RecordId
from board_app.domain.book import Book
from board_app.domain.document import Document
from board_app.domain.errors import Invalid, NotFound
from board_app.domain.paper_words import BookPart
from board_app.domain.states import AgencyKind
from board_app.services.papers.book_rights import must_have_book
from board_app.services.papers.making import DraftPaper
from board_app.services.papers.names import suggested_name
from board_app.services.papers.words import Words
from board_app.services.reading import Reading
from board_app.services.session import Session


class PaperKind(StrEnum):
    """The papers that a board can print."""

    AGENDA = "agenda"
    MINUTES = "minutes"
    REVIEW = "review"
    CLEARANCE = "clearance"
    REGISTER = "register"
    DECISIONS = "decisions"
    WATCH_LIST = "watch-list"
    FOLLOW_UP = "follow-up"
    ATTENDANCE = "attendance"
    BOOK = "book"
    SUPPLEMENT = "supplement"


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A paper as it is asked for; each kind reads what belongs to it.

    `id` is the meeting, the review or the clearance round. Without a year decisions are those of
    all years, and attendance is that of this one.
    """

    kind: PaperKind
    id: RecordId | None = None
    agency_id: RecordId | None = None
    year: int | None = None
    extent: str = "open"
    form: str = "compact"
    variant: str = "attributed"


def paper_document(reading: Reading, wanted: Wanted, *, today: date) -> Document | Book:
    """Return a paper as a document or book; raises NotFound, or Invalid if an id is missing."""
    return _MAKERS[wanted.kind](reading, wanted, today)


def draft_paper(session: Session, wanted: Wanted) -> DraftPaper:
    """Return a paper as the board stands now.

    Raises NotFound, Invalid if an id is missing, and NotAllowed for a book of the board that is
    not for who asks.
    """
    if wanted.kind in _BOOKS:
        must_have_book(session, wanted.agency_id)
    reading, today = session.reading, session.board().today
    agencies = reading.directory.agencies(today)
    return DraftPaper(
        paper_document(reading, wanted, today=today),
        paper_name(reading, wanted, today=today),
        tuple(agency.abbreviation for agency in agencies),
        kind=wanted.kind.value,
        form=_form(wanted),
        meeting_id=_meeting(reading, wanted),
    )


def paper_name(reading: Reading, wanted: Wanted, *, today: date) -> str:
    """Return a file name such as "2015-07 minutes.pdf", in the language of the papers."""
    words = Words.of(reading.board.board())
    match wanted.kind:
        case PaperKind.AGENDA | PaperKind.MINUTES:
            reference = reading.meetings.meeting(_id(wanted)).reference
            return suggested_name(reference, words.say(wanted.kind.value))
        case PaperKind.BOOK | PaperKind.SUPPLEMENT:
            reference = reading.meetings.meeting(_id(wanted)).reference
            named = words.say(_BOOKS[wanted.kind])
            whose = _abbreviation(reading, wanted.agency_id, today)
            return suggested_name(reference, f"{named} {whose}")
        case PaperKind.CLEARANCE:
            row = reading.clearance.round(_id(wanted))
            reference = reading.meetings.meeting(row.meeting_id).reference
            return suggested_name(reference, f"clearance {row.number}")
        case PaperKind.REVIEW:
            return suggested_name(reading.countries.review(_id(wanted)).reference, "")
        case PaperKind.DECISIONS:
            span = str(wanted.year) if wanted.year is not None else today.isoformat()
            return suggested_name(words.say("decision register"), span)
        case PaperKind.ATTENDANCE:
            return suggested_name(words.say("Attendance").lower(), str(wanted.year or today.year))
        case PaperKind.WATCH_LIST:
            return suggested_name(words.say("watch list"), today.isoformat())
    name = "action register" if wanted.kind is PaperKind.REGISTER else "follow-up"
    whose = _abbreviation(reading, wanted.agency_id, today)
    return suggested_name(words.say(name), " ".join(part for part in (whose, str(today)) if part))


def reporting_agencies(reading: Reading, today: date) -> list[RecordId]:
    """Return the agencies that get a follow-up report: all members and the chair's."""
    return [
        one.id
        for one in reading.directory.agencies(today)
        if one.kind in (AgencyKind.MEMBER, AgencyKind.CHAIR)
    ]


def _abbreviation(reading: Reading, agency_id: RecordId | None, today: date) -> str:
    if agency_id is None:
        return ""
    agencies = reading.directory.agencies(today, archived=True)
    found = next((one.abbreviation for one in agencies if one.id == agency_id), None)
    if found is None:
        raise NotFound("This agency does not exist any more.")
    return found


def _id(wanted: Wanted) -> RecordId:
    if wanted.id is None:
        raise Invalid(f"Say which meeting or review the {wanted.kind.value} is of.", field="id")
    return wanted.id


def _form(wanted: Wanted) -> str:
    match wanted.kind:
        case PaperKind.MINUTES:
            return wanted.variant
        case PaperKind.REGISTER:
            return wanted.form
    return ""


def _meeting(reading: Reading, wanted: Wanted) -> RecordId | None:
    """Return the meeting that a paper is of, None if it is of none."""
    match wanted.kind:
        case PaperKind.AGENDA | PaperKind.MINUTES | PaperKind.BOOK | PaperKind.SUPPLEMENT:
            return wanted.id
        case PaperKind.CLEARANCE:
            return reading.clearance.round(_id(wanted)).meeting_id
    return None


def _agenda(reading: Reading, wanted: Wanted, today: date) -> Document:
    from board_app.services.papers.agenda import agenda_document  # noqa: PLC0415  (as below)

    return agenda_document(reading, _id(wanted), today=today)


def _minutes(reading: Reading, wanted: Wanted, today: date) -> Document:
    # Each paper is loaded when it is asked for: together they cost 20 ms.
    from board_app.services.papers.minutes import minutes_document  # noqa: PLC0415
    from board_app.services.papers.variants import Variant  # noqa: PLC0415

    variant = Variant(wanted.variant)
    return minutes_document(reading, _id(wanted), today=today, variant=variant)


def _clearance(reading: Reading, wanted: Wanted, _: date) -> Document:
    from board_app.services.papers.clearance import clearance_document  # noqa: PLC0415  (as above)

    return clearance_document(reading, _id(wanted))


def _review(reading: Reading, wanted: Wanted, today: date) -> Document:
    from board_app.services.papers.review import review_document  # noqa: PLC0415  (as above)

    return review_document(reading, _id(wanted), today=today)


def _register(reading: Reading, wanted: Wanted, today: date) -> Document:
    from board_app.services.papers.register import (  # noqa: PLC0415  (as above)
        Extent,
        Form,
        register_document,
    )

    return register_document(
        reading,
        today=today,
        extent=Extent(wanted.extent),
        agency_id=wanted.agency_id,
        form=Form(wanted.form),
    )


def _decisions(reading: Reading, wanted: Wanted, today: date) -> Document:
    from board_app.services.papers.decisions import decision_register  # noqa: PLC0415  (as above)

    return decision_register(reading, today=today, year=wanted.year)


def _watch_list(reading: Reading, _: Wanted, today: date) -> Document:
    from board_app.services.papers.watch_list import watch_list_document  # noqa: PLC0415

    return watch_list_document(reading, today=today)


def _follow_up(reading: Reading, wanted: Wanted, today: date) -> Document:
    from board_app.services.papers.promises import follow_up_report  # noqa: PLC0415  (as above)

    if wanted.agency_id is None:
        raise Invalid("Say which agency the follow-up report is of.", field="agency_id")
    return follow_up_report(reading, wanted.agency_id, today=today)


def _attendance(reading: Reading, wanted: Wanted, today: date) -> Document:
    from board_app.services.papers.attendance import attendance_report  # noqa: PLC0415  (as above)

    return attendance_report(reading, today=today, year=wanted.year)


def _book(reading: Reading, wanted: Wanted, today: date) -> Book:
    from board_app.services.papers.book import board_book  # noqa: PLC0415  (as above)

    part = BookPart.BOOK if wanted.kind is PaperKind.BOOK else BookPart.SUPPLEMENT
    return board_book(reading, _id(wanted), today=today, agency_id=wanted.agency_id, part=part)


_BOOKS = {
    PaperKind.BOOK: "board book",
    PaperKind.SUPPLEMENT: "supplement to the board book",
}
_MAKERS: Mapping[PaperKind, Callable[[Reading, Wanted, date], Document | Book]] = {
    PaperKind.AGENDA: _agenda,
    PaperKind.MINUTES: _minutes,
    PaperKind.REVIEW: _review,
    PaperKind.CLEARANCE: _clearance,
    PaperKind.REGISTER: _register,
    PaperKind.DECISIONS: _decisions,
    PaperKind.WATCH_LIST: _watch_list,
    PaperKind.FOLLOW_UP: _follow_up,
    PaperKind.ATTENDANCE: _attendance,
    PaperKind.BOOK: _book,
    PaperKind.SUPPLEMENT: _book,
}
