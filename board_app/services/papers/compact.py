"""Action items in two cells each: what it is and whose, how far it is and by when."""

from collections.abc import Mapping, Sequence
from datetime import date

from board_app.domain.base import RecordId
from board_app.domain.document import Column, Table
from board_app.services.papers.marks import Portions
from board_app.services.papers.tables import agencies_of
from board_app.services.papers.words import Words
from board_app.services.reading import Reading
from board_app.services.rows import ActionRow, FollowUpRow

_LONGEST = 240
"""Signs of a follow-up that a compact register shows; the full one has them all."""


def latest_told(reading: Reading, today: date) -> dict[RecordId, FollowUpRow]:
    """Return the last follow-up with words on each action item, up to a day."""
    # One read by day: asked for by ids, a long register would have more ids than SQL takes.
    told = reading.actions.followed_between(date.min, today)
    return {one.action_id: one for one in told if one.text.strip()}


def compact_table(
    actions: Sequence[ActionRow],
    last: Mapping[RecordId, FollowUpRow],
    portions: Portions,
    words: Words,
    *,
    on: date,
) -> Table:
    """Return number, title and lead in one cell, progress and due date in the other."""
    columns = (
        Column(words.say("Action item and lead"), 0.56, names_row=True),
        Column(words.say("Progress and due date"), 0.44),
    )
    rows = tuple(
        (
            _what(one, portions, words),
            _progress(one, last.get(one.id), portions, words, on=on),
        )
        for one in actions
    )
    return Table(columns, rows)


def _what(action: ActionRow, portions: Portions, words: Words) -> tuple[str, ...]:
    lead, *supporting = agencies_of(action, words)
    whose = lead if action.lead_id is None else words.say("Lead: {lead}", lead=lead)
    title = portions.before(action.title, action, lead=f"{action.reference}  ")
    return title, ", ".join((whose, *supporting))


def _progress(
    action: ActionRow,
    told: FollowUpRow | None,
    portions: Portions,
    words: Words,
    *,
    on: date,
) -> tuple[str, ...]:
    status = words.say(action.status.label)
    if action.closed_on is not None:
        ended = words.say("{status} on {day}", status=status, day=words.short_day(action.closed_on))
        return (ended, *_last_words(action, told, portions, words))
    by = words.say("no date yet")
    if action.due_on is not None:
        by = words.say("due {day}", day=words.short_day(action.due_on))
    late = action.due_on is not None and action.is_overdue(on)
    lateness = f" ({words.days_until(action.due_on, on)})" if late and action.due_on else ""
    slips = words.say("moved once")
    if action.slips > 1:
        slips = words.say("moved {times}", times=words.count(action.slips, "time"))
    head = f"{status}, {by}{lateness}" + (f", {slips}" if action.slips else "")
    return (head, *_last_words(action, told, portions, words))


def _last_words(
    action: ActionRow, told: FollowUpRow | None, portions: Portions, words: Words
) -> tuple[str, ...]:
    if told is None:
        return (words.say("No follow-up yet"),)
    text = " ".join(told.text.split())
    if len(text) > _LONGEST:
        text = f"{text[:_LONGEST].rsplit(' ', 1)[0]}…"
    said = words.say("{day}: {text}", day=words.short_day(told.made_on), text=text)
    return (portions.before(said, action),)
