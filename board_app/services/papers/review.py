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
from board_app.domain.review import SECTIONS
from board_app.services.comparison import compared, level_of
from board_app.services.country_rows import ReviewRow
from board_app.services.frameworks import framework
from board_app.services.papers.marks import Portions, designation_lines
from board_app.services.papers.setting import short_day
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
    review = reading.countries.review(review_id)
    item = _item(reading, review)
    portions = Portions.over([review, *([item] if item else [])], scheme_of(board))
    blocks = (
        _title(board.name, review),
        *_about(review, item, portions),
        *_judgement(reading, review, portions),
        *_sections(review, portions),
        *_factors(reading, review, portions),
    )
    return Document(
        title=f"Country review: {review.country}",
        subject=f"{board.name}: country review",
        author=board.name,
        blocks=blocks,
        banner=portions.banner,
        paper=PaperSize(board.paper),
        designation=designation_lines(board, portions.scheme, portions.top),
        reference=review.reference,
        version=short_day(today),
        state=_state(review),
    )


def _title(board: str, review: ReviewRow) -> TitleBlock:
    facts = (
        ("As of", short_day(review.as_of)),
        ("Drafted by", review.lead),
        ("Adopted by", f"{review.decision}, meeting {review.meeting}" if review.decision else ""),
    )
    return TitleBlock(
        board,
        f"Country review of {review.country}, {review.reference}",
        tuple((label, value) for label, value in facts if value),
    )


def _item(reading: Reading, review: ReviewRow) -> AgendaRow | None:
    """Return the agenda item under which a review stands, None without one."""
    if review.item_id is None:
        return None
    try:
        return reading.meetings.item(review.item_id)
    except NotFound:
        return None  # archived since


def _about(review: ReviewRow, item: AgendaRow | None, portions: Portions) -> Iterator[Block]:
    """Yield what people wrote beside the review: it has a marking, which the title has not."""
    if item is not None:
        yield Paragraph(f"Agenda item: {item.title}", portions.of(item), TextStyle.MUTED)
    if review.note:
        yield Paragraph(f"Note: {review.note}", portions.of(review), TextStyle.MUTED)


def _state(review: ReviewRow) -> str:
    if not review.state.is_frozen:
        return "DRAFT, not adopted"
    on = f" on {short_day(review.adopted_on)}" if review.adopted_on else ""
    later = ", superseded by a later review" if review.state == "superseded" else ""
    return f"Adopted{on}{later}"


def _judgement(reading: Reading, review: ReviewRow, portions: Portions) -> Iterator[Block]:
    yield Heading("Overall judgement")
    now = (
        f"{review.level.label}, {review.trend.label.lower()}, with "
        f"{review.confidence.label.lower()} confidence."
    )
    before = reading.countries.before(review)
    if before is not None:
        now += (
            f" The review before, {before.reference} of {short_day(before.as_of)}, said "
            f"{before.level.label}, {before.trend.label.lower()}."
        )
    yield Paragraph(now, portions.of(review))


def _sections(review: ReviewRow, portions: Portions) -> Iterator[Block]:
    for field, title in SECTIONS:
        text = str(getattr(review, field))
        if text.strip():
            yield Heading(title, 2)
            yield Paragraph(text, portions.of(review))


def _factors(reading: Reading, review: ReviewRow, portions: Portions) -> Iterator[Block]:
    own = framework(review.framework)
    before = reading.countries.before(review)
    is_same = before is not None and before.framework == review.framework
    old = reading.countries.ratings(before.id) if before is not None and is_same else []
    changes = {one.id: one for one in compared(own, old, reading.countries.ratings(review.id))}
    columns = (
        Column("No.", align=Align.RIGHT, names_row=True),
        Column("Factor", 0.42),
        Column("Level"),
        Column("Trend"),
        *((Column("Before"),) if old else ()),
        Column("Rationale", 0.58),
    )
    rows = []
    for factor in own.factors:
        change = changes[factor.number]
        rating, level = change.now, level_of(change.now)
        trend = rating.trend.label if rating is not None and level else ""
        why = rating.rationale if rating is not None else ""
        sure = f"{rating.confidence.label} confidence" if rating is not None and level else ""
        said = tuple(part for part in (why, sure) if part)
        rows.append(
            (
                str(factor.number),
                factor.title,
                level.label,
                trend,
                *((level_of(change.before).label,) if old else ()),
                said or "",
            )
        )
    yield Heading("Factors")
    yield Paragraph(f"{_NO_SCORE} {own.title}: {own.source}.", portions.open, TextStyle.SMALL)
    yield Table(columns, tuple(rows), portion=portions.of(review))
