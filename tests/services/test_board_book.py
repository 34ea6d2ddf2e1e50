"""The board book: what stands in it, for whom, how its pages count, and what may not go out."""

import io
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from typing_extensions import override

from board_app import bootstrap, printing
from board_app.domain.agenda import AgendaItem
from board_app.domain.book import Book, Enclosed, Foreign, Missing, Omitted
from board_app.domain.errors import Invalid, NotAllowed, Refused
from board_app.domain.paper_words import Media
from board_app.domain.risk import Tier
from board_app.domain.states import ItemKind
from board_app.services import reviews, watch
from board_app.services.attachment_check import Cause, Cleaned, Report, Unfit
from board_app.services.attachments import Attach
from board_app.services.meetings import PublishAgenda
from board_app.services.papers.enclosing import Enclosures
from board_app.services.papers.kinds import PaperKind, Wanted
from board_app.services.papers.making import MadePaper
from board_app.services.papers.release import Release, TooHigh
from board_app.services.progress import Progress, Share, Stopped
from tests.desk import MEETING_DAY, Desk
from tests.exchange import hostile_papers as hostile
from tests.papers import pdf, picture

LOCKED = "It is locked with a password. Save it without one and attach that."


def attach(desk: Desk, item: AgendaItem, name: str, content: bytes, **more: Any) -> None:
    desk.do(Attach(item_id=item.id, file_name=name, content=content, **more))


def publish(desk: Desk) -> None:
    meeting = desk.meeting()
    desk.do(PublishAgenda(id=meeting.id, version=meeting.version))


@pytest.fixture
def full(desk: Desk) -> Desk:
    """Give a meeting with papers of each kind, one of them withheld from Justice."""
    first, second = desk.item("Sudan"), desk.item("Horizon")
    attach(desk, first, "Field report.pdf", pdf(3), pages=3)
    attach(desk, first, "Budget.pdf", pdf(2), pages=2, withheld=(desk.agencies["doj"],))
    attach(desk, first, "Map.png", picture(size=(300, 200)), pages=1)
    attach(desk, second, "Locked.pdf", hostile.locked(user="a", owner="b"), fault=LOCKED)
    desk.item("Other business")
    return desk


def wanted(desk: Desk, agency: str = "", kind: PaperKind = PaperKind.BOOK) -> Wanted:
    return Wanted(kind=kind, id=desk.meeting_id, agency_id=desk.agencies.get(agency))


def made(desk: Desk, agency: str = "", kind: PaperKind = PaperKind.BOOK) -> MadePaper:
    return bootstrap.make_paper(bootstrap.draft_paper(desk.session, wanted(desk, agency, kind)))


def drafted(desk: Desk, agency: str = "", kind: PaperKind = PaperKind.BOOK) -> Book:
    book = bootstrap.draft_paper(desk.session, wanted(desk, agency, kind)).document
    assert isinstance(book, Book)
    return book


def pages_of(paper: MadePaper) -> dict[str, str]:
    """Return the words of each page by its number as it is printed."""
    with pikepdf.open(io.BytesIO(paper.pdf)) as opened:
        labels = [page.label for page in opened.pages]
    document = pypdfium2.PdfDocument(paper.pdf)
    words = [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    document.close()
    return dict(zip(labels, words, strict=True))


def labels(book: Book) -> list[tuple[str, str]]:
    return [(tab.label, tab.title) for tab in book.tabs]


def test_book_holds_what_the_board_reads_in_the_order_of_the_agenda(full: Desk) -> None:
    assert labels(drafted(full)) == [
        ("Agenda", "1st meeting, 16 July 2015"),
        ("Item 1", "Sudan"),
        ("Item 1 / Tab A", "Field report"),
        ("Item 1 / Tab B", "Budget"),
        ("Item 1 / Tab C", "Map"),
        ("Item 2", "Horizon"),
        ("Item 2 / Tab A", "Locked"),
        ("Item 3", "Other business"),
        ("Register", "Open action items"),
    ]


def test_all_copies_have_the_same_numbers_on_the_same_pages(full: Desk) -> None:
    whole, justice = pages_of(made(full)), pages_of(made(full, "doj"))

    assert "For All members" in whole["1"]
    assert "For Department of Justice" in justice["1"]
    assert "3 papers and 1 paper left out" in justice["1"]
    left_out = sorted(set(whole) - set(justice), key=int)
    assert len(left_out) == 2
    assert "Tab B: Budget" in whole[left_out[0]]
    assert "Not in this copy" in justice["1"]
    assert "Budget" not in " ".join(justice.values()), "not even its title"
    assert "–".join(left_out) in justice["1"]
    for number, words in justice.items():
        assert number == "1" or whole[number] == words


def test_paper_that_can_not_be_shown_has_a_page_that_says_why(full: Desk) -> None:
    (page,) = (words for words in pages_of(made(full)).values() if "Tab A: Locked" in words)
    assert f"This paper can't be shown. {LOCKED}" in page


def test_what_was_found_when_it_was_attached_is_not_believed(desk: Desk) -> None:
    item = desk.item()
    locked = hostile.locked(user="a", owner="b")
    attach(desk, item, "Claims.pdf", locked, pages=7, withheld=(desk.agencies["doj"],))
    whole, justice = made(desk), made(desk, "doj")
    assert "It is locked" in " ".join(pages_of(whole).values())
    assert pages_of(whole).keys() - pages_of(justice).keys() == {"3"}, "one page, not seven"


def test_script_of_a_paper_never_reaches_the_book(desk: Desk) -> None:
    attach(desk, desk.item(), "Bad.pdf", hostile.made(hostile.opens_with_script), pages=2)
    with pikepdf.open(io.BytesIO(made(desk).pdf)) as opened:
        assert "/OpenAction" not in opened.Root
        assert b"JavaScript" not in opened.Root.unparse(resolved=True)


def test_book_is_marked_as_its_highest_part_and_then_every_portion_is(full: Desk) -> None:
    assert drafted(full).front.banner == "UNCLASSIFIED"
    attach(full, full.item("Burma"), "Names.pdf", pdf(), pages=1, marking=1)

    book = drafted(full)

    assert book.front.banner == "CUI"
    assert book.front.designation
    marks = {tab.title: tab.portion for tab in book.tabs}
    assert (marks["Names"], marks["Burma"], marks["Field report"]) == ("(CUI)", "(U)", "(U)")
    words = pages_of(made(full))
    assert "(U) Sudan" in words["2"], "the agenda, which alone has no marks, has them here"
    assert all("CUI" in page.split() for page in words.values())


def test_book_above_the_limit_is_refused_with_the_list(full: Desk) -> None:
    attach(full, full.item("Burma"), "Names.pdf", pdf(), pages=1, marking=1)
    with pytest.raises(TooHigh) as caught:
        bootstrap.draft_paper(full.session, wanted(full), Release(0))
    (one,) = caught.value.portions
    assert one.sentence == "Item 4 / Tab A: (CUI) Names"
    assert "releasable" not in caught.value.message, "no way that is none"
    with pytest.raises(Refused, match="can't be left out of a board book"):
        bootstrap.draft_paper(full.session, wanted(full), Release(0, leaves_out=True))


def test_portions_within_its_own_papers_count_too(full: Desk) -> None:
    full.action("Secret memo", marking=1)
    with pytest.raises(TooHigh, match="Register, “Without a lead or a date”"):
        bootstrap.draft_paper(full.session, wanted(full), Release(0))


def test_review_of_an_item_stands_below_it(desk: Desk) -> None:
    row = next(one for one in desk.session.reading.board.countries() if one.alpha2 == "BI")
    desk.do(watch.WatchCountry(country_id=row.id, tier=Tier.PRIORITY, reason="Coup"))
    item = desk.item("Burundi", kind=ItemKind.COUNTRY_REVIEW, country_id=row.id)
    desk.do(reviews.StartReview(country_id=row.id, item_id=item.id, as_of=MEETING_DAY))
    attach(desk, item, "Cable.pdf", pdf(), pages=1)
    assert [label for label, _ in labels(drafted(desk))] == [
        *("Agenda", "Item 1", "Item 1 / Review", "Item 1 / Tab A", "Register")
    ]


def test_supplement_holds_what_came_late_and_nothing_else(full: Desk) -> None:
    with pytest.raises(Invalid, match="no paper for a supplement"):
        drafted(full, kind=PaperKind.SUPPLEMENT)
    publish(full)
    item = full.session.reading.meetings.agenda(full.meeting_id)[1]
    attach(full, full.record(AgendaItem, item.id), "Late cable.pdf", pdf(2), pages=2)

    late = pages_of(made(full, kind=PaperKind.SUPPLEMENT))

    assert [*late] == ["S-1", "S-2", "S-3"]
    assert "Supplement to the board book of the 1st meeting" in late["S-1"]
    assert "Item 2 Horizon Tab B Late cable S-2" in late["S-1"]
    assert "Late cable" not in " ".join(pages_of(made(full)).values())


def test_each_agency_gets_its_own_file(full: Desk, tmp_path: Path) -> None:
    drafts = bootstrap.draft_copies(full.session, wanted(full))
    told = bootstrap.write_copies(drafts, tmp_path / "books")
    assert told == "4 books written, one for each agency."
    names = {path.name for path in (tmp_path / "books").iterdir()}
    assert "2015-07 board book DOJ.pdf" in names
    assert len(names) == 4
    held = [
        tab.content.content
        for draft in drafts
        if isinstance(draft.document, Book)
        for tab in draft.document.tabs
        if isinstance(tab.content, Enclosed) and tab.title == "Field report"
    ]
    assert len({id(one) for one in held}) == 1, "the papers are in memory once"


def test_who_ends_the_work_finds_nothing_of_it(full: Desk, tmp_path: Path) -> None:
    drafts = bootstrap.draft_copies(full.session, wanted(full))

    class Impatient(Progress):
        @override
        def step(self, done: int, total: int) -> None:
            if total and done > total / 2:
                self.stop()
            super().step(done, total)

    with pytest.raises(Stopped):
        bootstrap.write_copies(drafts, tmp_path / "new", Impatient())
    with pytest.raises(Stopped):
        bootstrap.write_copies(drafts, tmp_path, Impatient())
    left = [one for one in tmp_path.rglob("*") if one.suffix == ".pdf" or "upstream" in one.name]
    assert left == []
    assert not (tmp_path / "new").exists()


def test_representative_makes_the_copy_of_their_agency_alone(full: Desk) -> None:
    before = drafted(full, "state")
    full.become("Ben Okoro")
    if full.session.is_known:
        # A server doesn't send what is withheld: its pages would be missing in the count.
        with pytest.raises(NotAllowed, match="secretariat makes the board book"):
            drafted(full, "state")
        return
    assert drafted(full, "state") == before
    for agency in ("", "doj"):
        with pytest.raises(NotAllowed, match="your own agency's copy"):
            drafted(full, agency)
    full.become("Fay Lindqvist")  # who observes
    with pytest.raises(NotAllowed, match="secretariat makes the board book"):
        drafted(full, "doj")


def test_papers_are_not_checked_again_for_other_readers(
    full: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = made(full, "doj")
    other = before.draft.addressed("Embassy Juba")
    monkeypatch.setattr(printing, "enclosures", lambda: pytest.fail("checked again"))

    after = bootstrap.make_paper(other, Progress(), before)

    assert after.pages == before.pages
    words = pages_of(after)
    assert "Distribution: Embassy Juba" in next(iter(words.values()))
    assert [*words.values()][1:] == [*pages_of(before).values()][1:]


class Door:
    """Answers as it is told to, and remembers what it was asked."""

    def __init__(self, *answers: Cleaned | Unfit) -> None:
        self.answers = [*answers]
        self.asked: list[bool] = []

    def __call__(
        self,
        content: bytes,
        kind: Media,
        progress: Progress | None = None,
        *,
        paper: str = "letter",
        reads: bool = False,
    ) -> Cleaned | Unfit:
        self.asked.append(reads)
        return self.answers.pop(0)


def enclosed(full: Desk) -> Book:
    book = drafted(full, "doj")
    tabs = tuple(tab for tab in book.tabs if tab.title in ("Field report", "Not in this copy"))
    return Book(book.front, tabs)


def test_paper_whose_words_break_the_reading_is_shown_without_them(full: Desk) -> None:
    fine = Cleaned(pdf(3), Report(pages=3), ("one", "two", "three"))
    door = Door(Unfit(Cause.DAMAGED, "It broke."), fine._replace(texts=()), fine)
    report, left_out = (
        tab.content for tab in Enclosures(door).checked(enclosed(full), Progress()).tabs
    )
    assert isinstance(report, Foreign)
    assert left_out == Omitted(3)
    assert door.asked == [True, False, True]


def test_papers_are_checked_once_for_all_copies(full: Desk) -> None:
    checks = Enclosures(door := Door(Unfit(Cause.LOCKED, "Locked."), Unfit(Cause.SLOW, "Slow.")))
    book = enclosed(full)
    book = Book(book.front, book.tabs[:1])
    for _ in range(2):
        (tab,) = checks.checked(book, Progress()).tabs
        assert tab.content == Missing("Locked.")
    assert len(door.asked) == 1


def test_part_of_longer_work_counts_as_its_share() -> None:
    whole = Progress("Over.")
    part = Share(whole, 0.5, 1)
    part.step(1, 2)
    assert whole.done / whole.total == 0.75
    part.step(0, 0)
    assert whole.done / whole.total == 0.75, "a question alone moves nothing"
    whole.stop()
    with pytest.raises(Stopped, match="Over"):
        Share(part, 0, 1).step(1, 1)


def test_words_of_a_paper_are_read_aloud(desk: Desk) -> None:
    from tests.documents.test_book import _foreign  # noqa: PLC0415  (a paper with words)

    attach(desk, desk.item(), "Cable.pdf", _foreign(2).pdf, pages=2)
    with pikepdf.open(io.BytesIO(made(desk).pdf)) as opened:
        alts = [
            str(one.Alt)
            for one in opened.objects
            if isinstance(one, pikepdf.Dictionary) and "/Alt" in one
        ]
    assert any("Foreign paper, sheet 2" in one for one in alts)
