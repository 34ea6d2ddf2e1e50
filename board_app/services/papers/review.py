"""A country review on paper: the judgement, the factors with what was said before, the sections."""

from collections.abc import Iterator
from datetime import date

from board_app.domain.base import RecordId
from board_app.domain.document import (
    Align,
    Block,
    Column,
    Document,
    Heading,
    PaperSize,
    Paragraph,
    Table,
    TextStyle,
    TitleBlock,
)
from board_app.domain.errors import NotFound
from board_app.domain.review import SECTIONS, ReviewState
from board_app.services.comparison import compared, level_of
from board_app.services.country_rows import ReviewRow
from board_app.services.frameworks import framework
from board_app.services.papers.marks import Marked, Portions
from board_app.services.papers.setting import controlled_by
from board_app.services.papers.words import Words
from board_app.services.reading import Reading
from board_app.services.rows import AgendaRow
from board_app.services.scheme import scheme_of

_NO_SCORE = (
    "Levels are ordinal judgements, from 1 Low to 5 Severe. The framework has no score and no "
    "weights; levels are never added up."
)


def review_document(reading: Reading, review_id: RecordId, *, today: date) -> Document:
    """Return a country review as it stands; raises NotFound."""
    board = reading.board.board()
    words = Words.of(board)
    review = reading.countries.review(review_id)
    item = _item(reading, review)
    # What the review before said keeps its own marking, which may be the higher one.
    before = reading.countries.before(review)
    held: list[Marked] = [review, *([item] if item else []), *([before] if before else [])]
    portions = Portions.over(held, scheme_of(board))
    blocks = (
        _title(board.name, review, words),
        *_about(review, item, portions, words),
        *_judgement(review, before, portions, words),
        *_sections(review, portions, words),
        *_factors(reading, review, before, portions, words),
    )
    return Document(
        title=words.say("Country review: {country}", country=review.country),
        subject=f"{board.name}: {words.say('Country review').lower()}",
        author=board.name,
        blocks=blocks,
        banner=portions.banner,
        language=words.tag,
        words=words.page_words,
        paper=PaperSize(board.paper),
        designation=controlled_by(board, portions, words),
        reference=review.reference,
        version=words.short_day(today),
        state=_state(review, words),
        mark=words.draft_mark(_state(review, words)),
    )


def _title(board: str, review: ReviewRow, words: Words) -> TitleBlock:
    adopted = words.say(
        "{decision}, meeting {meeting}", decision=review.decision, meeting=review.meeting
    )
    facts = (
        (words.say("As of"), words.short_day(review.as_of)),
        (words.say("Drafted by"), review.lead),
        (words.say("Adopted by"), adopted if review.decision else ""),
    )
    title = words.say(
        "Country review of {country}, {reference}",
        country=review.country,
        reference=review.reference,
    )
    return TitleBlock(board, title, tuple((label, value) for label, value in facts if value))


def _item(reading: Reading, review: ReviewRow) -> AgendaRow | None:
    """Return the agenda item under which a review stands, None without one."""
    if review.item_id is None:
        return None
    try:
        return reading.meetings.item(review.item_id)
    except NotFound:
        return None  # archived since


def _about(
    review: ReviewRow, item: AgendaRow | None, portions: Portions, words: Words
) -> Iterator[Block]:
    """Yield what people wrote beside the review: it has a marking, which the title has not."""
    if item is not None:
        text = words.say("Agenda item: {title}", title=item.title)
        yield Paragraph(text, portions.of(item), TextStyle.MUTED)
    if review.note:
        text = words.say("Note: {text}", text=review.note)
        yield Paragraph(text, portions.of(review), TextStyle.MUTED)


def _state(review: ReviewRow, words: Words) -> str:
    if not review.state.is_frozen:
        return words.say("DRAFT, not adopted")
    said = words.say("Adopted")
    if review.adopted_on:
        said = words.say("Adopted on {day}", day=words.short_day(review.adopted_on))
    superseded = words.say(", superseded by a later review")
    return said + superseded if review.state is ReviewState.SUPERSEDED else said


def _judgement(
    review: ReviewRow, before: ReviewRow | None, portions: Portions, words: Words
) -> Iterator[Block]:
    yield Heading(words.say("Overall judgement"))
    now = words.say(
        "{level}, {trend}, with {confidence} confidence.",
        level=words.say(review.level.label),
        trend=words.say(review.trend.label).lower(),
        confidence=words.say(review.confidence.label).lower(),
    )
    yield Paragraph(now, portions.of(review))
    if before is not None:
        said = words.say(
            "The review before, {reference} of {day}, said {level}, {trend}.",
            reference=before.reference,
            day=words.short_day(before.as_of),
            level=words.say(before.level.label),
            trend=words.say(before.trend.label).lower(),
        )
        yield Paragraph(said, portions.of(before))


def _sections(review: ReviewRow, portions: Portions, words: Words) -> Iterator[Block]:
    for field, title in SECTIONS:
        text = str(getattr(review, field))
        if text.strip():
            yield Heading(words.say(title), 2)
            yield Paragraph(text, portions.of(review))


def _factors(  # long: the columns and the row of one table
    reading: Reading,
    review: ReviewRow,
    before: ReviewRow | None,
    portions: Portions,
    words: Words,
) -> Iterator[Block]:
    own = framework(review.framework)
    is_same = before is not None and before.framework == review.framework
    old = reading.countries.ratings(before.id) if before is not None and is_same else []
    changes = {one.id: one for one in compared(own, old, reading.countries.ratings(review.id))}
    columns = (
        Column(words.say("No."), align=Align.RIGHT, names_row=True),
        Column(words.say("Factor"), 0.42),
        Column(words.say("Level")),
        Column(words.say("Trend")),
        *((Column(words.say("Before")),) if old else ()),
        Column(words.say("Rationale"), 0.58),
    )
    rows = []
    for factor in own.factors:
        change = changes[factor.number]
        rating, level = change.now, level_of(change.now)
        trend = words.say(rating.trend.label) if rating is not None and level else ""
        why = rating.rationale if rating is not None else ""
        sure = ""
        if rating is not None and level:
            grade = words.say(rating.confidence.label)
            sure = words.say("{confidence} confidence", confidence=grade)
        said = tuple(part for part in (why, sure) if part)
        rows.append(
            (
                str(factor.number),
                words.say(factor.title),
                words.say(level.label),
                trend,
                *((words.say(level_of(change.before).label),) if old else ()),
                said or "",
            )
        )
    yield Heading(words.say("Factors"))
    source = f"{words.say(_NO_SCORE)} {words.say(own.title)}: {words.say(own.source)}."
    yield Paragraph(source, portions.open, TextStyle.SMALL)
    caption = words.say("Levels, trends and rationale")
    shown = [review, before] if before is not None and old else [review]
    yield Table(columns, tuple(rows), caption=caption, portion=portions.of(*shown))
