"""What one agency promised: late first, due soon, done, and what it said of it since."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from board_app.domain.base import RecordId
from board_app.domain.document import Block, Document, Heading, PaperSize, Paragraph, TitleBlock
from board_app.domain.errors import NotFound
from board_app.services.papers.compact import compact_table, latest_told
from board_app.services.papers.marks import Portions
from board_app.services.papers.setting import controlled_by
from board_app.services.papers.tables import by_due_date, follow_up_table
from board_app.services.papers.words import Words
from board_app.services.reading import ActionFilter, Reading
from board_app.services.rows import ActionRow, AgencyRow, FollowUpRow
from board_app.services.scheme import scheme_of

_ALL = 100_000
_SOON = timedelta(days=30)
_LONG_AGO = timedelta(days=30)


@dataclass(frozen=True)
class _Promised:
    """All that a report tells of one agency; `since` is the day of the last meeting."""

    agency: AgencyRow
    actions: Sequence[ActionRow]
    told: Sequence[FollowUpRow]
    since: date
    reported_on: date | None
    today: date

    def late(self) -> list[ActionRow]:
        return self._picked(lambda one: one.is_overdue(self.today))

    def dateless(self) -> list[ActionRow]:
        return self._picked(lambda one: one.status.is_live and one.due_on is None)

    def soon(self) -> list[ActionRow]:
        last = self.today + _SOON
        return self._picked(
            lambda one: (
                one.status.is_live and one.due_on is not None and self.today <= one.due_on <= last
            )
        )

    def later(self) -> list[ActionRow]:
        last = self.today + _SOON
        return self._picked(
            lambda one: one.status.is_live and one.due_on is not None and one.due_on > last
        )

    def done(self) -> list[ActionRow]:
        return self._picked(lambda one: one.closed_on is not None and one.closed_on >= self.since)

    def _picked(self, is_wanted: Callable[[ActionRow], bool]) -> list[ActionRow]:
        return by_due_date(one for one in self.actions if is_wanted(one))


def follow_up_report(reading: Reading, agency_id: RecordId, *, today: date) -> Document:
    """Return what an agency leads or supports, as of today; raises NotFound."""
    board = reading.board.board()
    words = Words.of(board)
    promised = _promised(reading, agency_id, today)
    sections = _sections(promised, words)
    shown = {one.id: one for _, rows in sections for one in rows}
    told = [one for one in promised.told if one.action_id in shown]
    portions = Portions.over(shown.values(), scheme_of(board))
    title = words.say("Follow-up report: {agency}", agency=promised.agency.name)
    last = latest_told(reading, today)
    return Document(
        title=title,
        subject=f"{board.name}: {words.say('Follow-up').lower()}",
        author=board.name,
        blocks=(
            TitleBlock(board.name, title, _facts(promised, words)),
            *_open_sections(sections, last, portions, words, today),
            *_follow_ups(told, shown, portions, words),
        ),
        banner=portions.banner,
        language=words.tag,
        words=words.page_words,
        paper=PaperSize(board.paper),
        designation=controlled_by(board, portions, words),
        reference=words.say("follow-up, {agency}", agency=promised.agency.abbreviation),
        version=words.short_day(today),
        state=words.say("As of {day}", day=words.day(today)),
    )


def _promised(reading: Reading, agency_id: RecordId, today: date) -> _Promised:
    agencies = reading.directory.agencies(today, archived=True)
    agency = next((one for one in agencies if one.id == agency_id), None)
    if agency is None:
        raise NotFound("This agency does not exist any more.")
    last = reading.meetings.last_meeting(today)
    since = last.day if last is not None else date.min
    actions = reading.actions.actions(ActionFilter(agency_id=agency_id), limit=_ALL)
    known = {one.id for one in actions}
    told = reading.actions.followed_between(date.min, today)
    own = [one.made_on for one in told if one.agency_id == agency_id]
    return _Promised(
        agency=agency,
        actions=actions,
        told=[one for one in told if one.action_id in known and one.made_on >= since],
        since=since,
        reported_on=max(own, default=None),
        today=today,
    )


def _sections(promised: _Promised, words: Words) -> list[tuple[str, list[ActionRow]]]:
    return [
        (words.say("Overdue"), promised.late()),
        (words.say("Without a date"), promised.dateless()),
        (words.say("Due in the next 30 days"), promised.soon()),
        (words.say("Due later"), promised.later()),
        (words.say("Done since the last meeting"), promised.done()),
    ]


def _facts(promised: _Promised, words: Words) -> tuple[tuple[str, str], ...]:
    live = [one for one in promised.actions if one.status.is_live]
    leads = sum(one.lead_id == promised.agency.id for one in live)
    asked = words.say(
        "{items}: leads {leads}, supports {supports}",
        items=words.count(len(live), "open action item"),
        leads=words.number(leads),
        supports=words.number(len(live) - leads),
    )
    facts = [
        (words.say("Promised"), asked),
        (words.say("Overdue"), words.number(len(promised.late()))),
        (words.say("Last reported"), _reported(promised, words)),
    ]
    if promised.since > date.min:
        facts.append((words.say("Last meeting"), words.day(promised.since)))
    return tuple(facts)


def _reported(promised: _Promised, words: Words) -> str:
    on = promised.reported_on
    if on is None:
        return words.say("This agency never logged a follow-up.")
    if promised.today - on <= _LONG_AGO:
        return words.day(on)
    days = words.count((promised.today - on).days, "day")
    return words.say("{day}, {days} ago", day=words.day(on), days=days)


def _open_sections(
    sections: Sequence[tuple[str, list[ActionRow]]],
    last: dict[RecordId, FollowUpRow],
    portions: Portions,
    words: Words,
    today: date,
) -> Iterator[Block]:
    """Yield each section; an empty one says so, but for those that only exist when filled."""
    optional = {words.say("Without a date"), words.say("Due later")}
    for title, rows in sections:
        if rows:
            yield Heading(f"{title} ({words.number(len(rows))})", bookmark=title)
            yield compact_table(rows, last, portions, words, on=today)
        elif title not in optional:
            yield Heading(title)
            yield Paragraph(words.say("None."), portions.open)


def _follow_ups(
    told: Sequence[FollowUpRow],
    actions: dict[RecordId, ActionRow],
    portions: Portions,
    words: Words,
) -> Iterator[Block]:
    yield Heading(words.say("What was reported since the last meeting"))
    if told:
        yield follow_up_table(told, actions, portions, words)
    else:
        yield Paragraph(words.say("Nothing was reported."), portions.open)
