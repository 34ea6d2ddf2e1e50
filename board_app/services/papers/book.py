"""The board book: a meeting's agenda, what is read for it, and the papers of its items.

All copies of a book count their pages alike, so they bear the marking of the whole.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from board_app.domain.base import RecordId
from board_app.domain.book import Book, Enclosed, Missing, Omitted, Tab
from board_app.domain.document import Document
from board_app.domain.errors import Invalid, NotFound, Spoilt
from board_app.domain.marking import banner_read, highest
from board_app.domain.paper_words import BookPart
from board_app.domain.states import ItemState
from board_app.services.attachment_rows import AttachmentRow
from board_app.services.country_rows import ReviewRow
from board_app.services.papers.agenda import agenda_document
from board_app.services.papers.marks import Marked, Portions
from board_app.services.papers.minutes import minutes_document
from board_app.services.papers.register import register_document
from board_app.services.papers.remarking import remarked
from board_app.services.papers.review import review_document
from board_app.services.papers.setting import Setting, designation, meeting_name, setting_of
from board_app.services.papers.setting import title_block as head_of
from board_app.services.papers.words import Words
from board_app.services.reading import Reading
from board_app.services.rows import AgencyRow, AgendaRow

_PREFIX = "S-"
_SPOILT = "Its content in the board is damaged. Get it again and attach it anew."


def board_book(
    reading: Reading,
    meeting_id: RecordId,
    *,
    today: date,
    agency_id: RecordId | None = None,
    part: BookPart = BookPart.BOOK,
) -> Book:
    """Return the book of a meeting, for all or as one agency may have it.

    Papers from outside are as they were attached. Raises NotFound, and Invalid for a supplement
    without papers.
    """
    setting = setting_of(reading, meeting_id)
    source = _Source(reading, setting, today)
    return _Binder(source, _agency(reading, agency_id, today), part).book()


@dataclass(frozen=True)
class _Source:
    """Where a book is read from."""

    reading: Reading
    setting: Setting
    today: date

    def reviews(self) -> dict[RecordId, list[ReviewRow]]:
        """Return the reviews under each item."""
        found: dict[RecordId, list[ReviewRow]] = {}
        wanted = {item.id for item in self.setting.items}
        for review in self.reading.countries.reviews():
            if review.item_id in wanted and not review.archived:
                found.setdefault(review.item_id, []).append(review)
        return found

    def papers(self, part: BookPart) -> dict[RecordId, list[AttachmentRow]]:
        """Return the papers under each item that belong to one part of the book."""
        found: dict[RecordId, list[AttachmentRow]] = {}
        for row in self.reading.attachments.of_meeting(self.setting.meeting.id):
            if row.part is part:
                found.setdefault(row.item_id, []).append(row)
        return found


class _Binder:
    """Puts one copy of a book together."""

    def __init__(self, source: _Source, agency: AgencyRow | None, part: BookPart) -> None:
        self._source = source
        self._setting = source.setting
        self._words = source.setting.words
        self._agency = agency
        self._part = part
        self._papers = source.papers(part)
        self._reviews = {} if self._is_late else source.reviews()
        self._before = [] if self._is_late else [*self._first_tabs()]
        self._after = [] if self._is_late else [self._register()]
        self._told = {
            review.id: review_document(source.reading, review.id, today=source.today)
            for reviews in self._reviews.values()
            for review in reviews
        }
        self._portions = self._marks()

    @property
    def _is_late(self) -> bool:
        return self._part is BookPart.SUPPLEMENT

    def book(self) -> Book:
        if self._is_late and not self._papers:
            raise Invalid(
                "There is no paper for a supplement: all that is attached stands in the book."
            )
        tabs = (*self._before, *self._item_tabs(), *self._after)
        prefix = _PREFIX if self._is_late else ""
        return Book(self._front(), tuple(self._marked(tab) for tab in tabs), prefix)

    def _first_tabs(self) -> Iterator[Tab]:
        setting, words, reading = self._setting, self._words, self._source.reading
        today = self._source.today
        agenda = agenda_document(reading, setting.meeting.id, today=today)
        yield Tab(words.say("Agenda"), meeting_name(setting.meeting, words), agenda)
        # No item says that it approves minutes, so they stand by themselves.
        earlier = setting.earlier
        if earlier is not None:
            minutes = minutes_document(reading, earlier.id, today=today)
            yield Tab(words.say("Minutes"), meeting_name(earlier, words), minutes)

    def _register(self) -> Tab:
        document = register_document(self._source.reading, today=self._source.today)
        return Tab(self._words.say("Register"), document.title, document)

    def _item_tabs(self) -> Iterator[Tab]:
        """Yield each item with what is under it; in a supplement those with late papers alone."""
        for number, item in enumerate(self._setting.items, 1):
            papers = self._papers.get(item.id, [])
            if papers or not self._is_late:
                yield self._heading(number, item)
                yield from self._review_tabs(number, item)
                yield from (self._paper(number, row) for row in papers)

    def _heading(self, number: int, item: AgendaRow) -> Tab:
        title = item.title
        if item.state is ItemState.WITHDRAWN:
            title = f"{title} ({self._words.say('withdrawn')})"
        label = self._words.say("Item {number}", number=number)
        return Tab(label, title, None, portion=self._portions.of(item))

    def _review_tabs(self, number: int, item: AgendaRow) -> Iterator[Tab]:
        label = self._words.say("Item {number} / Review", number=number)
        for review in self._reviews.get(item.id, []):
            title = f"{review.country}, {review.reference}"
            yield Tab(label, title, self._told[review.id], 1)

    def _paper(self, number: int, row: AttachmentRow) -> Tab:
        label = self._words.say("Item {number} / Tab {tab}", number=number, tab=row.tab)
        if self._is_withheld(row):
            # Not even its title belongs into a copy that leaves it out.
            title = self._words.say("Not in this copy")
            return Tab(label, title, self._left_out(row), 1, self._portions.open)
        return Tab(label, row.title, self._enclosed(row), 1, self._portions.of(row))

    def _is_withheld(self, row: AttachmentRow) -> bool:
        return self._agency is not None and self._agency.id in row.withheld_ids

    def _left_out(self, row: AttachmentRow) -> Enclosed | Omitted:
        content = self._enclosed(row)
        if isinstance(content, Missing):
            return Omitted(1)  # the page that says why
        return replace(content, is_left_out=True)

    def _enclosed(self, row: AttachmentRow) -> Enclosed | Missing:
        if row.fault:
            return Missing(row.fault)
        papers = self._source.reading.attachments
        try:
            return Enclosed(papers.content(row.sha256), row.media, row.sha256)
        except (Spoilt, NotFound):
            return Missing(_SPOILT)

    def _marked(self, tab: Tab) -> Tab:
        if not isinstance(tab.content, Document) or not self._portions.is_controlled:
            return tab
        document = remarked(tab.content, self._portions.scheme)
        return replace(tab, content=document, portion=self._portions.open)

    def _marks(self) -> Portions:
        scheme = self._setting.scheme
        rows: list[Marked] = [row for papers in self._papers.values() for row in papers]
        rows += [item for item in self._setting.items if not self._is_late or self._has(item)]
        contents = [tab.content for tab in (*self._before, *self._after)]
        banners = [
            banner_read(scheme, one.banner)
            for one in (*contents, *self._told.values())
            if isinstance(one, Document)
        ]
        top = highest(scheme, [Portions.over(rows, scheme).top, *banners])
        return Portions(top, scheme)

    def _has(self, item: AgendaRow) -> bool:
        return bool(self._papers.get(item.id))

    def _front(self) -> Document:
        setting, words = self._setting, self._words
        named = meeting_name(setting.meeting, words)
        if self._is_late:
            title = words.say("Supplement to the board book of the {meeting}", meeting=named)
            what = words.say("supplement to the board book")
        else:
            title = words.say("Board book of the {meeting}", meeting=named)
            what = words.say("board book")
        whom = self._agency.name if self._agency else words.say("All members")
        facts = ((words.say("For"), whom), (words.say("Holds"), self._holds(words)))
        return Document(
            title=title,
            subject=f"{setting.board.name}: {what}",
            author=setting.board.name,
            blocks=(head_of(setting, title, *facts),),
            banner=self._portions.banner,
            language=words.tag,
            words=words.page_words,
            paper=setting.paper,
            designation=designation(setting, self._portions),
            reference=f"{setting.meeting.reference}/{what}",
            version=words.short_day(self._source.today),
            state=words.say("As of {day}", day=words.day(self._source.today)),
        )

    def _holds(self, words: Words) -> str:
        rows = [row for papers in self._papers.values() for row in papers]
        given = sum(not self._is_withheld(row) for row in rows)
        parts: Sequence[str] = [
            *([] if self._is_late else [words.count(len(self._setting.items), "item")]),
            *([words.count(len(self._told), "country review")] if self._told else []),
            *([words.count(given, "paper")] if rows else []),
            *([words.say("{papers} left out", papers=left)] if (left := self._left(rows)) else []),
        ]
        return words.joined(parts)

    def _left(self, rows: Sequence[AttachmentRow]) -> str:
        left = sum(self._is_withheld(row) for row in rows)
        return self._words.count(left, "paper") if left else ""


def _agency(reading: Reading, agency_id: RecordId | None, today: date) -> AgencyRow | None:
    if agency_id is None:
        return None
    agencies = reading.directory.agencies(today, archived=True)
    found = next((one for one in agencies if one.id == agency_id), None)
    if found is None:
        raise NotFound("This agency does not exist any more.")
    return found
