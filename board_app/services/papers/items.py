"""What the minutes say under each agenda item, in the order it was recorded."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from board_app.domain.agenda import ItemState
from board_app.domain.base import RecordId
from board_app.domain.decision import Stance, positions_in_words
from board_app.domain.document import (
    Block,
    DecisionBox,
    Heading,
    ItemHeading,
    Note,
    Paragraph,
    TextStyle,
)
from board_app.services.papers.marks import Portions
from board_app.services.papers.tables import NO_LEAD, action_table
from board_app.services.papers.variants import counted
from board_app.services.rows import ActionRow, AgendaRow, BlockRow, DecisionRow, PositionRow

Entry = BlockRow | DecisionRow | ActionRow


@dataclass(frozen=True)
class Recorded:
    """All that was recorded at a meeting."""

    blocks: Sequence[BlockRow]
    decisions: Mapping[RecordId, DecisionRow]
    positions: Sequence[PositionRow]
    actions: Mapping[RecordId, ActionRow]
    is_attributed: bool = True

    def levels(self) -> Iterator[int]:
        """Yield the level of every portion."""
        notes = (block for block in self.blocks if block.text.strip())
        for rows in (notes, self.decisions.values(), self.actions.values()):
            yield from (row.marking for row in rows)

    def entries(self, item_id: RecordId) -> Iterator[Entry]:
        """Yield an item's entries as they were ordered, then what no block points at."""
        blocks = [block for block in self.blocks if block.item_id == item_id]
        for block in blocks:
            yield from self._entry(block)
        pointed = {block.decision_id for block in blocks} | {block.action_id for block in blocks}
        for rows in (self.decisions.values(), self.actions.values()):
            yield from (row for row in rows if row.item_id == item_id and row.id not in pointed)

    def _entry(self, block: BlockRow) -> Iterator[Entry]:
        """Yield what a block stands for, nothing for a blank one or an archived record."""
        if block.decision_id is not None:
            yield from (row for row in [self.decisions.get(block.decision_id)] if row)
        elif block.action_id is not None:
            yield from (row for row in [self.actions.get(block.action_id)] if row)
        elif block.text.strip():
            yield block


def item_blocks(
    items: Sequence[AgendaRow], recorded: Recorded, portions: Portions
) -> Iterator[Block]:
    """Yield the whole part of the minutes that goes item by item."""
    yield Heading("Items")
    if not items:
        yield Paragraph("The agenda has no items.", portions.open)
    for number, item in enumerate(items, 1):
        yield _heading(number, item, portions)
        if item.carried_from:
            yield Paragraph(
                f"Carried over from meeting {item.carried_from}.", portions.open, TextStyle.MUTED
            )
        told = list(_told(recorded.entries(item.id), recorded, portions))
        yield from told
        outcome = _outcome(item) or ("" if told else "Nothing was recorded.")
        if outcome:
            yield Paragraph(outcome, portions.open)
    yield from _beside_the_agenda(items, recorded, portions)


def where_carried(item: AgendaRow) -> str:
    """Return what becomes of a deferred item."""
    if item.carried_to:
        return f"carried over to meeting {item.carried_to}"
    return "no later agenda carries it yet"


def _heading(number: int, item: AgendaRow, portions: Portions) -> ItemHeading:
    kind = " · ".join(part for part in (item.kind.label, item.country) if part)
    return ItemHeading(
        str(number),
        item.title,
        lead=item.lead,
        kind=kind if item.lead else f"{kind} · {NO_LEAD}",
        portion=portions.of(item.marking),
    )


def _told(entries: Iterable[Entry], recorded: Recorded, portions: Portions) -> Iterator[Block]:
    """Yield the blocks of some entries; action items that follow each other share a table."""
    for is_action, run in groupby(entries, key=lambda entry: isinstance(entry, ActionRow)):
        if is_action:
            actions = [entry for entry in run if isinstance(entry, ActionRow)]
            yield action_table(actions, portions)
            continue
        for entry in run:
            if isinstance(entry, DecisionRow):
                yield from _decision(entry, recorded, portions)
            elif isinstance(entry, BlockRow):
                yield Paragraph(entry.text.strip(), portions.of(entry.marking))


def _decision(decision: DecisionRow, recorded: Recorded, portions: Portions) -> Iterator[Block]:
    portion = portions.of(decision.marking)
    taken = [one for one in recorded.positions if one.decision_id == decision.id]
    named = recorded.is_attributed
    positions = positions_in_words((one.agency, one.stance) for one in taken)
    yield DecisionBox(
        f"Decision {decision.reference}",
        decision.text.strip() or "The text is not written yet.",
        mandate=decision.mandate.strip(),
        limits=decision.limits.strip(),
        positions=positions if named else counted(positions),
        dissents=tuple(
            (one.agency if named else "", one.note.strip())
            for one in taken
            if one.stance is Stance.NON_CONCUR
        ),
        portion=portion,
    )
    for one in taken:
        if one.stance is not Stance.NON_CONCUR and one.note.strip():
            label = f"{one.agency}, {one.stance.label.lower()}:"
            yield Note(one.note.strip(), label if named else f"{one.stance.label}:", portion)


def _outcome(item: AgendaRow) -> str:
    if item.state is ItemState.DEFERRED:
        return f"Deferred: {where_carried(item)}."
    if item.state is ItemState.WITHDRAWN:
        return "Withdrawn from the agenda."
    return ""


def _beside_the_agenda(
    items: Sequence[AgendaRow], recorded: Recorded, portions: Portions
) -> Iterator[Block]:
    """Yield decisions whose item is no longer on the agenda: nothing falls out."""
    listed = {item.id for item in items}
    outside = [one for one in recorded.decisions.values() if one.item_id not in listed]
    if outside:
        yield Heading("Decisions outside the agenda", 2)
        yield from _told(outside, recorded, portions)
