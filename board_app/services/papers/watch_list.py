"""The watch list on paper: the map, then each country with its tier, level, dates and reason."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import chain

from board_app.domain.base import RecordId
from board_app.domain.document import (
    Block,
    Cell,
    Column,
    Document,
    Heading,
    PaperSize,
    Paragraph,
    Table,
    TextStyle,
    TitleBlock,
)
from board_app.domain.risk import RiskLevel, Tier
from board_app.services.country_rows import ReviewRow, WatchRow
from board_app.services.papers.map_figure import off_the_map, watch_map
from board_app.services.papers.marks import Portions
from board_app.services.papers.setting import controlled_by
from board_app.services.papers.words import Words
from board_app.services.reading import Reading
from board_app.services.scheme import scheme_of

Markings = Mapping[RecordId, Sequence[ReviewRow]]


def watch_list_document(reading: Reading, *, today: date) -> Document:
    """Return the watch list as it stands today."""
    board = reading.board.board()
    words = Words.of(board)
    rows = reading.countries.watched(today)
    markings = reviews_shown(reading, rows)
    portions = Portions.over(chain.from_iterable(markings.values()), scheme_of(board))
    title = words.say("Watch list")
    return Document(
        title=title,
        subject=f"{board.name}: {title.lower()}",
        author=board.name,
        blocks=(
            TitleBlock(board.name, title, _facts(rows, words, today)),
            *_told(rows, markings, portions, words, today),
        ),
        banner=portions.banner,
        language=words.tag,
        words=words.page_words,
        paper=PaperSize(board.paper),
        designation=controlled_by(board, portions, words),
        reference=words.say("watch list"),
        version=words.short_day(today),
        state=words.say("As of {day}", day=words.day(today)),
    )


def reviews_shown(reading: Reading, rows: Sequence[WatchRow]) -> dict[RecordId, list[ReviewRow]]:
    """Return the reviews whose levels are shown, by country: the last, and one that it moved from.

    Without a review there is no level to be marked.
    """
    shown = {row.id: 2 if row.has_moved else 1 for row in rows}
    found: dict[RecordId, list[ReviewRow]] = {row.id: [] for row in rows}
    for review in reading.countries.reviews():
        # The newest comes first, and only what was adopted is shown.
        own = found.get(review.country_id, [])
        if review.state.is_frozen and len(own) < shown.get(review.country_id, 0):
            own.append(review)
    return found


def _facts(rows: Sequence[WatchRow], words: Words, today: date) -> tuple[tuple[str, str], ...]:
    late = sum(row.next_review_on is not None and row.next_review_on < today for row in rows)
    facts = [
        (words.say(tier.label), words.count(sum(row.tier is tier for row in rows), "country"))
        for tier in Tier
    ]
    return (*facts, (words.say("Reviews overdue"), words.number(late)))


def _told(
    rows: Sequence[WatchRow],
    markings: Markings,
    portions: Portions,
    words: Words,
    today: date,
) -> Iterator[Block]:
    if not rows:
        yield Paragraph(words.say("No country is on the watch list."), portions.open)
        return
    on_map = [review for reviews in markings.values() for review in reviews[:1]]
    yield watch_map(rows, words, portion=portions.of(*on_map))
    yield Paragraph(_key(rows, words), portions.open, TextStyle.SMALL)
    missing = off_the_map(rows)
    if missing:
        names = words.joined([row.name for row in missing])
        told = words.say("The map has no place for {countries}.", countries=names)
        beside = [review for row in missing for review in markings[row.id][:1]]
        yield Paragraph(told, portions.of(*beside), TextStyle.SMALL)
    for tier in Tier:
        own = [row for row in rows if row.tier is tier]
        if own:
            name = words.say(tier.label)
            yield Heading(f"{name} ({words.number(len(own))})", bookmark=name)
            yield _table(own, markings, portions, words, today)


def _key(rows: Sequence[WatchRow], words: Words) -> str:
    levels = ", ".join(words.say(level.label) for level in RiskLevel if level)
    told = words.say(
        "The number in a country is its level: {levels}. Levels are judgements, never a score.",
        levels=levels,
    )
    if all(row.level for row in rows):
        return told
    return f"{told} {words.say('What is hatched was not assessed.')}"


def _table(
    rows: Sequence[WatchRow],
    markings: Markings,
    portions: Portions,
    words: Words,
    today: date,
) -> Table:
    columns = (
        Column(words.say("Country"), 0.18, names_row=True),
        Column(words.say("Level, trend, confidence"), 0.21),
        Column(words.say("Since and reviews"), 0.3),
        Column(words.say("Why"), 0.31),
    )
    return Table(
        columns,
        tuple(
            (
                _country(row, words),
                _level(row, markings[row.id], portions, words),
                _dates(row, words, today),
                portions.before(row.reason.strip()),
            )
            for row in rows
        ),
    )


def _country(row: WatchRow, words: Words) -> Cell:
    lead = words.say("Lead: {lead}", lead=row.lead)
    return (row.name, row.region, lead) if row.lead else (row.name, row.region)


def _level(row: WatchRow, reviews: Sequence[ReviewRow], portions: Portions, words: Words) -> Cell:
    level = portions.before(words.say(row.level.label), *reviews[:1])
    if not row.level or row.trend is None or row.confidence is None:
        return level
    sure = words.say("{confidence} confidence", confidence=words.say(row.confidence.label))
    told = words.say("Before: {level}", level=words.say(row.level_before.label))
    moved = (portions.before(told, *reviews[1:]),) if row.has_moved else ()
    return (level, words.say(row.trend.label), sure, *moved)


def _dates(row: WatchRow, words: Words, today: date) -> Cell:
    lines = []
    if row.since is not None:
        lines.append(words.say("Since {day}", day=words.short_day(row.since)))
    lines.append(
        words.say("Last review {day}", day=words.short_day(row.reviewed_on))
        if row.reviewed_on
        else words.say("Not reviewed yet")
    )
    if row.next_review_on is None:
        lines.append(words.say("No next review"))
    else:
        next_on = words.say("Next review {day}", day=words.short_day(row.next_review_on))
        late = words.days_until(row.next_review_on, today)
        lines.append(f"{next_on}, {late}" if row.next_review_on < today else next_on)
    return tuple(lines)
