"""What clearance and approval make of a meeting's minutes on paper."""

from collections.abc import Iterator, Sequence

from board_app.domain.clearance import minutes_state
from board_app.domain.clearing import MinutesState
from board_app.domain.document import Block, Document, KeyFacts, Paragraph, TextStyle
from board_app.domain.minutes_text import Portion
from board_app.domain.vocabulary import Vocabulary
from board_app.domain.wall_time import WallTime
from board_app.services.clearance_rows import ApprovalRow, RoundRow
from board_app.services.papers.clearance import approval_page, clearance_section
from board_app.services.papers.frozen import frozen_blocks
from board_app.services.papers.marked_now import marked_now
from board_app.services.papers.marks import Portions
from board_app.services.papers.setting import (
    Setting,
    designation,
    meeting_name,
    title_block,
)
from board_app.services.papers.variants import Variant
from board_app.services.papers.words import Words
from board_app.services.reading import Reading


def reference_of(setting: Setting) -> str:
    """Return the reference that the minutes of a meeting carry."""
    return f"{setting.meeting.reference}/{setting.words.say('minutes')}"


def approved_document(  # long: the whole record in the order of its parts
    reading: Reading, setting: Setting, approval: ApprovalRow, variant: Variant
) -> Document:
    """Return the approved text as it was frozen, with its clearance and the page to sign."""
    frozen = reading.clearance.approved(setting.meeting.id)
    text = marked_now(reading, setting.meeting.id, frozen, setting.scheme)
    row = reading.clearance.round(approval.round_id)
    told_of = _told_of(reading, row, variant, setting.scheme)
    portions = Portions.over([*text.portions, *told_of], setting.scheme)
    words = setting.words
    on = words.day(WallTime.from_utc(approval.approved_at, setting.meeting.zone).at.date())
    told = words.say("APPROVED on {day}", day=on)
    if variant.sentence:
        told = f"{told}. {words.say(variant.sentence)}"
    title = words.say("Minutes of the {meeting}", meeting=meeting_name(setting.meeting, words))
    return Document(
        title=title,
        subject=f"{setting.board.name}: {words.say('minutes')}",
        author=setting.board.name,
        blocks=(
            title_block(setting, title),
            *(one for one in frozen_blocks(text, portions, variant, words) if not _is_head(one)),
            *clearance_section(reading, row, portions, variant, words),
            Paragraph(
                words.say(
                    "Document {reference}, text {hash}, history no. {number} {head}.",
                    reference=reference_of(setting),
                    hash=approval.approved_sha256,
                    number=words.number(approval.head_number),
                    head=approval.head,
                ),
                portions.open,
                TextStyle.SMALL,
            ),
            *approval_page(approval, setting, portions),
        ),
        banner=portions.banner,
        language=words.tag,
        words=words.page_words,
        paper=setting.paper,
        designation=designation(setting, portions),
        reference=reference_of(setting),
        version=words.say("text {hash}", hash=approval.approved_sha256[:12]),
        state=told,
    )


def sent_portions(reading: Reading, row: RoundRow, scheme: Vocabulary) -> tuple[Portion, ...]:
    """Return the portions of the text that a round sent, as they are marked by now."""
    return marked_now(reading, row.meeting_id, reading.clearance.sent(row.id), scheme).portions


def _told_of(
    reading: Reading, row: RoundRow, variant: Variant, scheme: Vocabulary
) -> Sequence[Portion]:
    """Return the portions that words about a round may repeat, even if the approved text lost them.

    They are those of the text that was sent; none if nobody wrote a word.
    """
    said = [row.note, row.reason]
    if variant.is_attributed:
        said += [one.note for one in reading.clearance.responses(row.id)]
    return sent_portions(reading, row, scheme) if any(map(str.strip, said)) else ()


def _is_head(block: Block) -> bool:
    """Tell whether a block repeats what the title says already."""
    return isinstance(block, KeyFacts)


def round_of(reading: Reading, setting: Setting) -> RoundRow | None:
    """Return the round that the text stands in or was cleared by; None for a plain draft."""
    rounds = reading.clearance.rounds(setting.meeting.id)
    if not rounds:
        return None
    last = rounds[-1]
    state = minutes_state(
        [(last.number, last.state, last.outcome, last.cleared_sha256)],
        reading.clearance.text_now(setting.meeting.id).sha256,
        is_approved=False,
    )
    return None if state is MinutesState.DRAFT else last


def cleared_blocks(
    reading: Reading, row: RoundRow | None, portions: Portions, variant: Variant, words: Words
) -> Iterator[Block]:
    """Yield the clearance record of a round, if there is one."""
    if row is not None:
        yield from clearance_section(reading, row, portions, variant, words)
