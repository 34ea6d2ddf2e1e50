"""What the minutes say under each agenda item, in the order it was recorded."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from board_app.domain.agenda import ItemState
from board_app.domain.base import RecordId
from board_app.domain.decision import Stance
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
from board_app.services.papers.words import Words
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

    def portions(self) -> Iterator[Entry]:
        """Yield every portion."""
        yield from (block for block in self.blocks if block.text.strip())
        yield from self.decisions.values()
        yield from self.actions.values()

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
    items: Sequence[AgendaRow], recorded: Recorded, portions: Portions, words: Words
) -> Iterator[Block]:
    """Yield the whole part of the minutes that goes item by item."""
    yield Heading(words.say("Items"))
    if not items:
        yield Paragraph(words.say("The agenda has no items."), portions.open)
    for number, item in enumerate(items, 1):
        yield _heading(number, item, portions, words)
        if item.carried_from:
            carried = words.say("Carried over from meeting {meeting}", meeting=item.carried_from)
            yield Paragraph(f"{carried}.", portions.open, TextStyle.MUTED, leads=True)
        told = list(_told(recorded.entries(item.id), recorded, portions, words))
        yield from told
        outcome = _outcome(item, words) or ("" if told else words.say("Nothing was recorded."))
        if outcome:
            yield Paragraph(outcome, portions.open)
    yield from _beside_the_agenda(items, recorded, portions, words)


def where_carried(item: AgendaRow, words: Words) -> str:
    """Return what becomes of a deferred item."""
    if item.carried_to:
        return words.say("carried over to meeting {meeting}", meeting=item.carried_to)
    return words.say("no later agenda carries it yet")


def _heading(number: int, item: AgendaRow, portions: Portions, words: Words) -> ItemHeading:
    kind = " · ".join(part for part in (words.say(item.kind.label), item.country) if part)
    return ItemHeading(
        str(number),
        item.title,
        lead=item.lead,
        kind=kind if item.lead else f"{kind} · {words.say(NO_LEAD)}",
        portion=portions.of(item),
    )


def _told(
    entries: Iterable[Entry], recorded: Recorded, portions: Portions, words: Words
) -> Iterator[Block]:
    """Yield the blocks of some entries; action items that follow each other share a table."""
    for is_action, run in groupby(entries, key=lambda entry: isinstance(entry, ActionRow)):
        if is_action:
            actions = [entry for entry in run if isinstance(entry, ActionRow)]
            yield action_table(actions, portions, words)
            continue
        for entry in run:
            if isinstance(entry, DecisionRow):
                yield from decision_blocks(
                    entry,
                    recorded.positions,
                    portions,
                    words,
                    is_attributed=recorded.is_attributed,
                )
            elif isinstance(entry, BlockRow):
                yield Paragraph(entry.text.strip(), portions.of(entry))


def decision_blocks(
    decision: DecisionRow,
    positions: Sequence[PositionRow],
    portions: Portions,
    words: Words,
    *,
    is_attributed: bool = True,
) -> Iterator[Block]:
    """Yield a decision in its box, then each comment that is no dissent."""
    portion = portions.of(decision)
    taken = [one for one in positions if one.decision_id == decision.id]
    told = words.positions((one.agency, one.stance) for one in taken)
    yield DecisionBox(
        words.say("Decision {reference}", reference=decision.reference),
        decision.text.strip() or words.say("The text is not written yet."),
        mandate=decision.mandate.strip(),
        limits=decision.limits.strip(),
        positions=told if is_attributed else counted(told),
        dissents=tuple(
            (one.agency if is_attributed else "", one.note.strip())
            for one in taken
            if one.stance is Stance.NON_CONCUR
        ),
        portion=portion,
    )
    for one in taken:
        if one.stance is not Stance.NON_CONCUR and one.note.strip():
            stance = words.say("{agency}, {stance}:", agency=one.agency, stance=_stance(one, words))
            unnamed = f"{words.say(one.stance.label)}:"
            yield Note(one.note.strip(), stance if is_attributed else unnamed, portion)


def _stance(position: PositionRow, words: Words) -> str:
    return words.say(position.stance.label).lower()


def _outcome(item: AgendaRow, words: Words) -> str:
    if item.state is ItemState.DEFERRED:
        return words.say("Deferred: {where}.", where=where_carried(item, words))
    if item.state is ItemState.WITHDRAWN:
        return words.say("Withdrawn from the agenda.")
    return ""


def _beside_the_agenda(
    items: Sequence[AgendaRow], recorded: Recorded, portions: Portions, words: Words
) -> Iterator[Block]:
    """Yield decisions whose item is no longer on the agenda: nothing falls out."""
    listed = {item.id for item in items}
    outside = [one for one in recorded.decisions.values() if one.item_id not in listed]
    if outside:
        yield Heading(words.say("Decisions outside the agenda"), 2)
        yield from _told(outside, recorded, portions, words)
