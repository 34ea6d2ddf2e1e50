"""A frozen text of minutes as blocks of a paper: what was sent, cleared or approved, as it was."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from board_app.domain.document import (
    Align,
    AttendanceGrid,
    Block,
    Cell,
    Column,
    DecisionBox,
    Heading,
    ItemHeading,
    KeyFacts,
    Note,
    Paragraph,
    Table,
    TextStyle,
)
from board_app.domain.minutes_text import MinutesText, Portion, PortionKind
from board_app.services.minutes_text import NO_LEAD
from board_app.services.papers.frozen_words import (
    attendee,
    said_day,
    said_positions,
    said_quorum,
)
from board_app.services.papers.marks import Portions
from board_app.services.papers.variants import Variant, counted
from board_app.services.papers.words import ENGLISH, Words

_DISSENT = "Non-concur, "
_OWN = frozenset({"Mandate", "Limits", "Positions"})


def frozen_blocks(
    text: MinutesText,
    portions: Portions,
    variant: Variant = Variant.ATTRIBUTED,
    words: Words = ENGLISH,
) -> Iterator[Block]:
    """Yield the blocks of a frozen text, in its own order."""
    is_first_item = True
    for is_action, run in groupby(text.portions, lambda one: one.kind is PortionKind.ACTION):
        if is_action:
            yield _actions(tuple(run), portions, words)
            continue
        for one in run:
            if one.kind is PortionKind.ITEM and is_first_item:
                yield Heading(words.say("Items"))
                is_first_item = False
            yield from _blocks(one, portions, variant, words)


def _blocks(one: Portion, portions: Portions, variant: Variant, words: Words) -> Iterator[Block]:
    # A summary may repeat any portion of the meeting.
    mark = portions.whole if one.kind is PortionKind.SUMMARY else portions.of(one)
    match one.kind:
        case PortionKind.HEAD:
            yield KeyFacts(tuple((words.say(label), said) for label, said in one.details))
        case PortionKind.ATTENDANCE:
            yield Heading(words.say("Attendance"), 3, portion=portions.open)
            lines = (attendee(agency, said, words, variant) for agency, said in one.details)
            yield AttendanceGrid(tuple(lines))
            yield Paragraph(said_quorum(one.text, words), portions.open)
        case PortionKind.SUMMARY:
            yield Heading(words.say("Summary"), 3)
            yield Paragraph(one.text, mark)
        case PortionKind.ITEM:
            yield from _item(one, mark, portions, words)
        case PortionKind.NOTE:
            yield Paragraph(one.text, mark)
        case PortionKind.DECISION:
            yield from _decision(one, mark, variant, words)


def _item(one: Portion, mark: str, portions: Portions, words: Words) -> Iterator[Block]:
    number, _, title = one.title.partition(". ")
    yield ItemHeading(number, title, lead=one.detail("Lead"), portion=mark)
    if one.detail("Outcome"):
        outcome = f"{words.say(one.detail('Outcome'))}."
        yield Paragraph(outcome, portions.open, TextStyle.MUTED, leads=True)


def _decision(one: Portion, mark: str, variant: Variant, words: Words) -> Iterator[Block]:
    said = [(label, note) for label, note in one.details if label not in _OWN]
    dissents = tuple(
        (label.removeprefix(_DISSENT) if variant.is_attributed else "", note)
        for label, note in said
        if label.startswith(_DISSENT)
    )
    positions = said_positions(one.detail("Positions"), words)
    yield DecisionBox(
        reference=words.say("Decision {reference}", reference=one.title),
        text=one.text or words.say("The text is not written yet."),
        mandate=one.detail("Mandate"),
        limits=one.detail("Limits"),
        positions=positions if variant.is_attributed else counted(positions),
        dissents=dissents,
        portion=mark,
    )
    for label, note in said:
        if not label.startswith(_DISSENT):
            stance, _, agency = label.partition(", ")
            held = words.say(stance)
            named = f"{held}:"
            if variant.is_attributed:
                named = words.say("{agency}, {stance}:", agency=agency, stance=held.lower())
            yield Note(note, named, mark)


def _actions(run: Sequence[Portion], portions: Portions, words: Words) -> Table:
    """Return action items that follow each other in one table."""
    columns = (
        Column(words.say("Action"), names_row=True),
        Column(words.say("Lead and supporting"), 0.22),
        Column(words.say("What is promised"), 0.63),
        Column(words.say("Due"), 0.15, align=Align.RIGHT),
    )
    return Table(columns, tuple(_action(one, portions, words) for one in run))


def _action(one: Portion, portions: Portions, words: Words) -> tuple[Cell, ...]:
    lead, helpers = one.detail("Lead"), one.detail("With")
    lead = words.say(lead) if lead == NO_LEAD else lead
    promise: list[str] = [portions.before(one.text, one)]
    if one.detail("Deliverable"):
        promise.append(words.say("Deliverable: {what}", what=one.detail("Deliverable")))
    if one.detail("Done when"):
        promise.append(words.say("Done when: {what}", what=one.detail("Done when")))
    agencies = (lead, words.say("with {agencies}", agencies=helpers)) if helpers else lead
    return one.title, agencies, tuple(promise), said_day(one.detail("Due"), words)
