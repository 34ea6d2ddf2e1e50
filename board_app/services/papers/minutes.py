"""The minutes of a meeting, in the order that a record of the board has."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from board_app.domain.agency import AgencyKind
from board_app.domain.agenda import ItemState
from board_app.domain.attendance import Presence
from board_app.domain.base import RecordId
from board_app.domain.document import (
    AttendanceGrid,
    Attendee,
    Block,
    Bullets,
    Document,
    Heading,
    Paragraph,
    TextStyle,
)
from board_app.domain.minutes_text import Portion as FrozenPortion
from board_app.domain.quorum import Quorum
from board_app.domain.schedule import next_dates
from board_app.domain.words import place
from board_app.services.papers.cleared import (
    approved_document,
    cleared_blocks,
    reference_of,
    round_of,
    sent_portions,
)
from board_app.services.papers.items import Recorded, item_blocks, where_carried
from board_app.services.papers.marks import Portions
from board_app.services.papers.setting import (
    Setting,
    designation,
    meeting_name,
    setting_of,
    title_block,
    when,
)
from board_app.services.papers.standing import state_of, version_of
from board_app.services.papers.tables import (
    UNNAMED,
    action_table,
    as_they_stood,
    by_due_date,
    follow_up_table,
)
from board_app.services.papers.variants import Variant
from board_app.services.papers.words import Words
from board_app.services.reading import ActionFilter, Reading
from board_app.services.rows import ActionRow, AttendanceRow, FollowUpRow
from board_app.services.series import exceptions_of, rule_of

_ALL = 100_000
_PRESENCE = {
    Presence.UNKNOWN: "not recorded",
    Presence.PRINCIPAL: "principal",
    Presence.ALTERNATE: "alternate",
    Presence.REMOTE: "remote",
    Presence.EXCUSED: "excused",
    Presence.ABSENT: "absent",
}


def minutes_document(
    reading: Reading,
    meeting_id: RecordId,
    *,
    today: date,
    variant: Variant = Variant.ATTRIBUTED,
) -> Document:
    """Return the minutes of a meeting as they stand, or as approved; raises NotFound."""
    setting = setting_of(reading, meeting_id)
    approval = reading.clearance.approval(meeting_id)
    if approval is not None:
        return approved_document(reading, setting, approval, variant)
    return _as_they_stand(reading, setting, today, variant)


def _as_they_stand(  # long: the whole record in the order of its parts
    reading: Reading, setting: Setting, today: date, variant: Variant
) -> Document:
    words = setting.words
    clearance = round_of(reading, setting)
    recorded = _recorded(reading, setting, variant)
    before, after = _follow_ups(reading, setting, recorded, today, variant)
    followed = _followed(reading, (*before, *after))
    before = [one for one in before if one.action_id in followed]
    sent = sent_portions(reading, clearance, setting.scheme) if clearance is not None else ()
    portions = _portions(setting, recorded, followed, sent)
    version = version_of(reading, setting, clearance)
    state = state_of(setting, today, clearance, variant)
    title = words.say("Minutes of the {meeting}", meeting=meeting_name(setting.meeting, words))
    blocks = (
        title_block(setting, title),
        *_attendance(setting, portions, variant),
        *_summary(setting, portions, recorded),
        *item_blocks(setting.items, recorded, portions, words),
        *_actions(tuple(recorded.actions.values()), portions, words),
        *_follow_up(setting, before, followed, portions),
        *_later_follow_up(after, followed, portions, words),
        *_carried_over(setting, portions),
        *_next_meeting(reading, setting, portions),
        *cleared_blocks(reading, clearance, portions, variant, words),
        *_record(setting, version, portions),
    )
    return Document(
        title=title,
        subject=f"{setting.board.name}: {words.say('Minutes').lower()}",
        author=setting.board.name,
        blocks=blocks,
        banner=portions.banner,
        language=words.tag,
        words=words.page_words,
        paper=setting.paper,
        designation=designation(setting, portions),
        reference=reference_of(setting),
        version=version,
        state=state,
        line_numbers=variant is Variant.DRAFT,
        mark=words.draft_mark(state),
    )


def _portions(
    setting: Setting,
    recorded: Recorded,
    followed: Mapping[RecordId, ActionRow],
    sent: Sequence[FrozenPortion],
) -> Portions:
    held = [*setting.items, *recorded.portions(), *followed.values(), *sent]
    return Portions.over(held, setting.scheme)


def _recorded(reading: Reading, setting: Setting, variant: Variant) -> Recorded:
    """Return what the meeting recorded; action items stand as they did on its day."""
    meeting_id = setting.meeting.id
    actions = reading.actions.actions(ActionFilter(meeting_id=meeting_id), limit=_ALL)
    follow_ups = reading.actions.follow_ups([one.id for one in actions])
    return Recorded(
        blocks=reading.minutes.blocks(meeting_id),
        decisions={one.id: one for one in reading.minutes.decisions(meeting_id)},
        positions=reading.minutes.positions(meeting_id),
        actions={one.id: one for one in as_they_stood(actions, follow_ups, setting.day)},
        is_attributed=variant.is_attributed,
    )


def _follow_ups(
    reading: Reading, setting: Setting, recorded: Recorded, today: date, variant: Variant
) -> tuple[list[FollowUpRow], list[FollowUpRow]]:
    """Return what was followed up since the last meeting, and on this one's items after it.

    Each follow-up belongs to the first meeting on or after its day; the later ones are those that
    were known before the next meeting took them up.
    """
    start = setting.earlier.day + timedelta(days=1) if setting.earlier else date.min
    before = reading.actions.followed_between(start, setting.day)
    later = setting.later
    end = later.day if later and later.state.was_held else max(today, setting.day)
    ours = reading.actions.follow_ups(list(recorded.actions))
    after = [one for one in ours if setting.day < one.made_on <= end]
    if variant.is_attributed:
        return before, after
    return [_unnamed(one) for one in before], [_unnamed(one) for one in after]


def _unnamed(follow_up: FollowUpRow) -> FollowUpRow:
    return follow_up._replace(agency=UNNAMED, person="")


def _followed(reading: Reading, follow_ups: Sequence[FollowUpRow]) -> dict[RecordId, ActionRow]:
    ids = tuple(dict.fromkeys(one.action_id for one in follow_ups))
    if not ids:
        return {}
    return {one.id: one for one in reading.actions.actions(ActionFilter(ids=ids), limit=_ALL)}


def _attendance(setting: Setting, portions: Portions, variant: Variant) -> Iterator[Block]:
    lines, words = setting.attendance, setting.words
    yield Heading(words.say("Attendance"), 3, portion=portions.open)
    if not lines:
        yield Paragraph(words.say("No agency had a seat on this day."), portions.open)
        return
    yield AttendanceGrid(
        tuple(
            Attendee(
                one.agency or one.agency_name,
                one.person if variant.is_attributed else "",
                _presence(one if variant.is_attributed else one._replace(note=""), words),
            )
            for one in lines
        )
    )
    members = [one for one in lines if one.kind is AgencyKind.MEMBER]
    present = sum(one.presence.is_present for one in members)
    if all(one.presence is Presence.UNKNOWN for one in lines):
        yield Paragraph(words.say("Attendance was not recorded."), portions.open)
    else:
        quorum = Quorum(setting.meeting.quorum, present, len(members))
        yield Paragraph(words.quorum(quorum), portions.open)


def _presence(line: AttendanceRow, words: Words) -> str:
    came, went = words.typed_clock(line.arrived), words.typed_clock(line.left)
    times = [words.say("arrived {time}", time=came)] if came else []
    times += [words.say("left {time}", time=went)] if went else []
    presence = words.say(_PRESENCE[line.presence])
    return ", ".join((presence, *times, *([line.note] if line.note else [])))


def _summary(setting: Setting, portions: Portions, recorded: Recorded) -> Iterator[Block]:
    words = setting.words
    yield Heading(words.say("Summary"), 3)
    text = setting.meeting.summary.strip()
    if text:
        # A summary may repeat any portion of the meeting, so it is marked as the highest of them.
        yield Paragraph(text, portions.of(*setting.items, *recorded.portions()))
    else:
        yield Paragraph(words.say("No summary was written."), portions.open)


def _actions(actions: Sequence[ActionRow], portions: Portions, words: Words) -> Iterator[Block]:
    yield Heading(words.say("Action items of this meeting"))
    if actions:
        yield action_table(by_due_date(actions), portions, words)
    else:
        yield Paragraph(words.say("No action items were assigned."), portions.open)


def _follow_up(
    setting: Setting,
    follow_ups: Sequence[FollowUpRow],
    actions: dict[RecordId, ActionRow],
    portions: Portions,
) -> Iterator[Block]:
    words = setting.words
    title = words.say("Follow-up before the meeting")
    if setting.earlier:
        earlier = meeting_name(setting.earlier, words)
        title = words.say("Follow-up since the {meeting}", meeting=earlier)
    yield Heading(title)
    if follow_ups:
        yield follow_up_table(follow_ups, actions, portions, words)
    else:
        yield Paragraph(words.say("No follow-up was logged."), portions.open)


def _later_follow_up(
    follow_ups: Sequence[FollowUpRow],
    actions: dict[RecordId, ActionRow],
    portions: Portions,
    words: Words,
) -> Iterator[Block]:
    if follow_ups:
        yield Heading(words.say("Follow-up on these action items after the meeting"), 2)
        yield follow_up_table(follow_ups, actions, portions, words)


def _carried_over(setting: Setting, portions: Portions) -> Iterator[Block]:
    words = setting.words
    yield Heading(words.say("Items carried over"))
    deferred = [
        portions.before(
            words.say(
                "Item {number}, {title}: {where}",
                number=number,
                title=item.title,
                where=where_carried(item, words),
            ),
            item,
        )
        for number, item in enumerate(setting.items, 1)
        if item.state is ItemState.DEFERRED
    ]
    if deferred:
        yield Bullets(tuple(deferred))
    else:
        yield Paragraph(words.say("No items were carried over."), portions.open)


def _next_meeting(reading: Reading, setting: Setting, portions: Portions) -> Iterator[Block]:
    later, words = setting.later, setting.words
    yield Heading(words.say("Next meeting"))
    if later is None:
        yield Paragraph(_next_date(reading, setting), portions.open)
        return
    where = f", {later.place}" if later.place else ""
    name = words.say(
        "{meeting}: {when}.", meeting=meeting_name(later, words), when=when(later, words) + where
    )
    yield Paragraph(name, portions.open)


def _next_date(reading: Reading, setting: Setting) -> str:
    """Return the next date of the series, which is not a meeting yet."""
    own, words = setting.meeting.series_id, setting.words
    series = [one for one in reading.meetings.series() if own is None or one.id == own]
    for one in series[:1]:
        exceptions = exceptions_of(reading.meetings.exceptions(one.id))
        for date_of in next_dates(rule_of(one), exceptions, after=setting.day, count=1):
            if date_of.takes_place:
                return words.say(
                    "{day}, {time}, {place} time, by the series; not called yet.",
                    day=words.day_long(date_of.on),
                    time=words.clock(date_of.wall.at.time()),
                    place=place(one.zone),
                )
    return words.say("No later meeting is planned yet.")


def _record(setting: Setting, version: str, portions: Portions) -> Iterator[Block]:
    name = setting.words.say("Document {reference}", reference=reference_of(setting))
    parts = (name, version)
    text = f"{', '.join(part for part in parts if part)}."
    yield Paragraph(text, portions.open, TextStyle.SMALL)
