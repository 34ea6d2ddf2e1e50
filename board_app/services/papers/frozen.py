"""A frozen text of minutes as blocks of a paper: what was sent, cleared or approved, as it was."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from board_app.domain.document import (
    Align,
    AttendanceGrid,
    Attendee,
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
from board_app.services.papers.marks import Portions
from board_app.services.papers.variants import Variant, counted

_DISSENT = "Non-concur, "
_OWN = frozenset({"Mandate", "Limits", "Positions"})


def frozen_blocks(
    text: MinutesText, portions: Portions, variant: Variant = Variant.ATTRIBUTED
) -> Iterator[Block]:
    """Yield the blocks of a frozen text, in its own order."""
    is_first_item = True
    for is_action, run in groupby(text.portions, lambda one: one.kind is PortionKind.ACTION):
        if is_action:
            yield _actions(tuple(run), portions)
            continue
        for one in run:
            if one.kind is PortionKind.ITEM and is_first_item:
                yield Heading("Items")
                is_first_item = False
            yield from _blocks(one, portions, variant)


def _blocks(one: Portion, portions: Portions, variant: Variant) -> Iterator[Block]:
    # A summary may repeat any portion of the meeting.
    mark = portions.whole if one.kind is PortionKind.SUMMARY else portions.of(one)
    match one.kind:
        case PortionKind.HEAD:
            yield KeyFacts(one.details)
        case PortionKind.ATTENDANCE:
            yield Heading("Attendance", 3, portion=portions.open)
            yield AttendanceGrid(tuple(_attendee(*pair, variant) for pair in one.details))
            yield Paragraph(one.text, portions.open)
        case PortionKind.SUMMARY:
            yield Heading("Summary", 3)
            yield Paragraph(one.text, mark)
        case PortionKind.ITEM:
            yield from _item(one, mark)
        case PortionKind.NOTE:
            yield Paragraph(one.text, mark)
        case PortionKind.DECISION:
            yield from _decision(one, mark, variant)


def _attendee(agency: str, said: str, variant: Variant) -> Attendee:
    presence, _, rest = said.partition(", ")
    named = rest if variant.is_attributed else ""
    return Attendee(agency, named, presence.lower())


def _item(one: Portion, mark: str) -> Iterator[Block]:
    number, _, title = one.title.partition(". ")
    yield ItemHeading(number, title, lead=one.detail("Lead"), portion=mark)
    if one.detail("Outcome"):
        yield Paragraph(f"{one.detail('Outcome')}.", style=TextStyle.MUTED)


def _decision(one: Portion, mark: str, variant: Variant) -> Iterator[Block]:
    said = [(label, note) for label, note in one.details if label not in _OWN]
    dissents = tuple(
        (label.removeprefix(_DISSENT) if variant.is_attributed else "", note)
        for label, note in said
        if label.startswith(_DISSENT)
    )
    positions = one.detail("Positions")
    yield DecisionBox(
        reference=one.title,
        text=one.text or "The text is not written yet.",
        mandate=one.detail("Mandate"),
        limits=one.detail("Limits"),
        positions=positions if variant.is_attributed else counted(positions),
        dissents=dissents,
        portion=mark,
    )
    for label, note in said:
        if not label.startswith(_DISSENT):
            stance, _, agency = label.partition(", ")
            named = f"{agency}, {stance.lower()}:" if variant.is_attributed else f"{stance}:"
            yield Note(note, named, mark)


def _actions(run: Sequence[Portion], portions: Portions) -> Table:
    """Return action items that follow each other in one table."""
    columns = (
        Column("Action", names_row=True),
        Column("Lead and supporting", 0.28),
        Column("What is promised", 0.72),
        Column("Due", align=Align.RIGHT),
    )
    return Table(columns, tuple(_action(one, portions) for one in run))


def _action(one: Portion, portions: Portions) -> tuple[Cell, ...]:
    lead, helpers = one.detail("Lead"), one.detail("With")
    promise: list[str] = [portions.before(one.text, one)]
    promise += [
        f"{label}: {one.detail(label)}"
        for label in ("Deliverable", "Done when")
        if one.detail(label)
    ]
    agencies = (lead, f"with {helpers}") if helpers else lead
    return one.title, agencies, tuple(promise), one.detail("Due")
