"""The lists of the board as plain tables, for spreadsheets and other programs."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from board_app.domain.errors import NotFound
from board_app.domain.vocabulary import Vocabulary
from board_app.services.history_rows import HistoryFilter
from board_app.services.lists_of_meetings import agenda, attendance, meetings
from board_app.services.out_list import OutList
from board_app.services.papers.marks import Marked, Portions
from board_app.services.papers.watch_list import reviews_shown
from board_app.services.reading import ActionFilter
from board_app.services.rows import ActionRow
from board_app.services.scheme import banner_of, scheme_of
from board_app.services.session import Session

_PAGE = 2000
_ALL_CHANGES = 1_000_000  # a sheet has no more rows


def action_list(session: Session, wanted: ActionFilter | None = None) -> OutList:
    """Return action items with all that is known of each; those on the screen for a filter."""
    board = session.board()
    today, scheme = board.today, scheme_of(board)
    columns = (
        *("Number", "Title", "Lead", "Supporting", "Status", "Due", "Overdue", "First due"),
        *("Later dates", "Priority", "Deliverable", "Measure of done", "Country", "Meeting"),
        *("Opened", "Closed", "Last follow-up", "Marking"),
    )
    rows = tuple(
        (
            row.reference,
            row.title,
            row.lead,
            row.supporting,
            row.status.label,
            row.due_on,
            "yes" if row.is_overdue(today) else "no",
            row.first_due_on,
            row.slips,
            row.priority.label,
            row.deliverable,
            row.measure,
            row.country,
            row.meeting,
            row.opened_on,
            row.closed_on,
            row.last_follow_up,
            banner_of(scheme, row.marking, row.handling),
        )
        for row in all_actions(session, wanted or ActionFilter())
    )
    return OutList("Action items", columns, rows)


def all_actions(session: Session, wanted: ActionFilter) -> Iterator[ActionRow]:
    """Yield all action items that match, page by page."""
    after: ActionRow | None = None
    while True:
        page = session.reading.actions.actions(wanted, after=after, limit=_PAGE)
        yield from page
        if len(page) < _PAGE:
            return
        after = page[-1]


def _follow_ups(session: Session) -> OutList:
    scheme = _scheme(session)
    known = {row.id: row for row in all_actions(session, ActionFilter())}
    entries = session.reading.actions.followed_between(date.min, date.max)
    return OutList(
        "Follow-ups",
        (
            *("Action item", "Date", "Agency", "Person", "What happened", "Status"),
            *("Old date", "New date", "Reason", "Evidence", "Marking"),
        ),
        tuple(
            (
                known[row.action_id].reference if row.action_id in known else "",
                row.made_on,
                row.agency,
                row.person,
                row.text,
                row.status.label if row.status else "",
                row.old_due_on,
                row.new_due_on,
                row.reason,
                row.evidence,
                _marking_of(known.get(row.action_id), scheme),
            )
            for row in entries
        ),
    )


def _marking_of(row: Marked | None, scheme: Vocabulary) -> str:
    return banner_of(scheme, row.marking, row.handling) if row is not None else ""


def _scheme(session: Session) -> Vocabulary:
    return scheme_of(session.board())


def _people(session: Session) -> OutList:
    rows = session.reading.directory.people(session.board().today)
    return OutList(
        "People",
        ("Name", "Agency", "Appointment", "Title", "E-mail", "Phone", "Note"),
        tuple(
            (
                row.name,
                row.agency,
                row.role.label if row.role else "",
                row.title,
                row.email,
                row.phone,
                row.note,
            )
            for row in rows
        ),
    )


def _agencies(session: Session) -> OutList:
    rows = session.reading.directory.agencies(session.board().today)
    return OutList(
        "Agencies",
        ("Seat", "Abbreviation", "Name", "Kind", "Principal", "Open items", "Overdue"),
        tuple(
            (
                row.seat_no,
                row.abbreviation,
                row.name,
                row.kind.label,
                row.principal,
                row.open_actions,
                row.overdue,
            )
            for row in rows
        ),
    )


def _decisions(session: Session) -> OutList:
    minutes, scheme = session.reading.minutes, _scheme(session)
    said: dict[int, list[str]] = {}
    for meeting in session.reading.meetings.meetings():
        for one in minutes.positions(meeting.id):
            note = f": {one.note}" if one.note else ""
            said.setdefault(one.decision_id, []).append(f"{one.agency} {one.stance.label}{note}")
    return OutList(
        "Decisions",
        ("Number", "Meeting", "Item", "Decision", "Mandate", "Limits", "Positions", "Marking"),
        tuple(
            (
                row.reference,
                row.meeting,
                row.item,
                row.text,
                row.mandate,
                row.limits,
                "; ".join(said.get(row.id, ())),
                _marking_of(row, scheme),
            )
            for row in minutes.decisions()
        ),
    )


def _watch_list(session: Session) -> OutList:
    rows, scheme = session.reading.countries.watched(session.board().today), _scheme(session)
    reviews = reviews_shown(session.reading, rows)
    return OutList(
        "Watch list",
        (
            *("Country", "Code", "Tier", "Since", "Why", "Lead", "Level", "Trend", "Confidence"),
            *("Reviewed", "Next review", "Open items", "Overdue", "Marking"),
        ),
        tuple(
            (
                row.name,
                row.alpha3,
                row.tier.label if row.tier else "",
                row.since,
                row.reason,
                row.lead,
                row.level.label,
                row.trend.label if row.trend else "",
                row.confidence.label if row.confidence else "",
                row.reviewed_on,
                row.next_review_on,
                row.open_actions,
                row.overdue,
                Portions.over(reviews[row.id][:1], scheme).banner,
            )
            for row in rows
        ),
    )


def _reviews(session: Session) -> OutList:
    countries, scheme = session.reading.countries, _scheme(session)
    return OutList(
        "Country reviews",
        (
            *("Reference", "Country", "As of", "State", "Overall level", "Overall trend"),
            *("Decision", "Factor", "Level", "Trend", "Confidence", "Rationale", "Marking"),
        ),
        tuple(
            (
                row.reference,
                row.country,
                row.as_of,
                row.state.label,
                row.level.label,
                row.trend.label,
                row.decision,
                rating.factor,
                rating.level.label,
                rating.trend.label,
                rating.confidence.label,
                rating.rationale,
                _marking_of(row, scheme),
            )
            for row in countries.reviews()
            for rating in countries.ratings(row.id)
        ),
    )


def history_list(session: Session, wanted: HistoryFilter | None = None) -> OutList:
    """Return the history as it is kept; the changes on the screen for a filter."""
    return OutList(
        "History",
        ("Number", "When (UTC)", "Who", "What was done", "Record", "Before", "After"),
        tuple(
            (
                row.id,
                row.at.isoformat(timespec="seconds"),
                row.person,
                row.label,
                row.table,
                row.before or "",
                row.after or "",
            )
            for row in session.reading.history.changes(
                wanted or HistoryFilter(), limit=_ALL_CHANGES
            )
        ),
    )


def _tiers(session: Session) -> OutList:
    countries = session.reading.countries
    today = session.board().today
    return OutList(
        "Tiers",
        ("Country", "Tier", "From", "Until", "Why", "Lead", "Next review", "Ended because"),
        tuple(
            (
                country.name,
                row.tier.label,
                row.since,
                row.until,
                row.reason,
                row.lead,
                row.next_review_on,
                row.ended_because,
            )
            for country in countries.watched(today, everything=True)
            for row in countries.tiers(country.id)
        ),
    )


def _countries(session: Session) -> OutList:
    return OutList(
        "Countries",
        ("ISO 2", "ISO 3", "Number", "ISO name", "Name as used by the board", "Region"),
        tuple(
            (row.alpha2, row.alpha3, row.numeric, row.name, row.board_name, row.region)
            for row in session.reading.board.countries()
        ),
    )


LISTS: Mapping[str, Callable[[Session], OutList]] = {
    "actions": action_list,
    "follow-ups": _follow_ups,
    "people": _people,
    "agencies": _agencies,
    "meetings": meetings,
    "agenda": agenda,
    "attendance": attendance,
    "decisions": _decisions,
    "watch-list": _watch_list,
    "tiers": _tiers,
    "countries": _countries,
    "reviews": _reviews,
    "history": history_list,
}
"""Every list by the name that the command line gives it."""


def list_out(
    session: Session, name: str, wanted: ActionFilter | HistoryFilter | None = None
) -> OutList:
    """Return a list by its name, with the filter that belongs to it; raises NotFound."""
    if isinstance(wanted, ActionFilter):
        return action_list(session, wanted)
    if isinstance(wanted, HistoryFilter):
        return history_list(session, wanted)
    if name not in LISTS:
        raise NotFound(f"There is no list {name}. There are: {', '.join(LISTS)}.")
    return LISTS[name](session)
