"""What is seen on the page: where letters, lines and grounds stand, and what can be pressed."""

import io
from dataclasses import replace
from itertools import pairwise
from statistics import mean

import pikepdf
import pypdfium2
import pytest

from board_app.documents import inks
from board_app.documents.book import render_book
from board_app.documents.sheet import BOTTOM, SIDE
from board_app.domain.book import Book, Tab
from board_app.domain.document import (
    Align,
    Bullets,
    Column,
    DecisionBox,
    Document,
    Heading,
    Note,
    Paragraph,
    SignatureBlock,
    Table,
    TitleBlock,
)
from tests.documents import demo
from tests.documents.places import Sheet, around, holds, sheets, sheets_of
from tests.documents.reading import of, printed


def _page(*blocks: object) -> Sheet:
    return sheets(of(*blocks))[0]  # type: ignore[arg-type]  # blocks, as they come


def _rgb(ink: inks.Ink) -> tuple[int, ...]:
    return tuple(round(part * 255) for part in ink.color)


def test_mark_and_text_stand_on_one_line_in_their_colours() -> None:
    page = _page(Paragraph("Height", "(U)"), Note("noted"), Paragraph("After"))
    mark, text, note, after = map(page.find, ("(U)", "Height", "noted", "After"))

    assert {round(sign.origin[1], 1) for sign in (*mark, *text)} == {round(text[0].origin[1], 1)}
    for signs, ink in (
        (mark, inks.BODY_MARK),
        (text, inks.BODY),
        (note, inks.NOTE),
        (after, inks.BODY),
    ):
        assert signs[0].color == pytest.approx(_rgb(ink), abs=2)


def test_marks_stand_on_their_letters_and_letters_on_the_line() -> None:
    page = _page(Paragraph("น นี้ น"))
    first, base, vowel, tone, last = page.find("นนี้น")

    assert first.box[1] == base.box[1] == last.box[1]
    assert base.box[3] < vowel.box[1] + 1
    assert vowel.box[3] < tone.box[1] + 1
    for mark in (vowel, tone):
        assert base.box[0] - 1 < mean((mark.box[0], mark.box[2])) < base.box[2] + 1


def test_vowel_of_a_khmer_letter_stands_below_it() -> None:
    page = _page(Paragraph("ក នុ ក"))
    signs = page.find("កនុក")

    vowel = next(sign for sign in signs if sign.text == "ុ")
    assert vowel.box[3] < signs[1].box[1] + 1
    assert signs[0].origin[1] == pytest.approx(signs[-1].origin[1])


def test_mark_of_an_arabic_letter_stands_below_its_middle() -> None:
    letter, mark = (_page(Paragraph("بِ")).find(sign)[0].box for sign in "بِ")

    assert mark[3] < letter[1]
    assert mean((mark[0], mark[2])) == pytest.approx(mean((letter[0], letter[2])), abs=1)


def test_leftward_paragraph_begins_at_the_right_margin() -> None:
    page = _page(Paragraph("שלום"), Table((Column("A", align=Align.LEFT),), (("עולם",),)))
    for text in ("שלום", "עולם"):
        signs = [sign for sign in page.signs if sign.text in text]
        assert max(sign.box[2] for sign in signs) == pytest.approx(page.size[0] - SIDE, abs=3)


def test_leftward_words_do_not_overlap() -> None:
    page = _page(Paragraph("שלום 12 עולם abc (גד)"))
    height = page.size[1]
    body = [one for one in page.signs if one.text.strip() and 80 < one.origin[1] < height - 62]

    ordered = sorted((sign.box[0], sign.box[2]) for sign in body)
    assert len(ordered) == 17
    assert all(before[1] < after[0] + 0.6 for before, after in pairwise(ordered))


def test_banner_stands_in_the_middle() -> None:
    page = _page(Paragraph("x"))

    left, _, right, _ = around(page.find("CUI"))
    assert (left + right) / 2 == pytest.approx(page.size[0] / 2, abs=1)


def test_text_of_the_first_page_ends_above_the_designation() -> None:
    text = Paragraph("\n".join(["word"] * 200))
    page = sheets(replace(of(text), designation=("Controlled-by", "second")))[0]
    words = [sign for sign in page.signs if sign.text == "w"]

    assert len(words) > 40
    assert min(sign.box[1] for sign in words) > around(page.find("Controlled-by"))[3]


def test_right_column_ends_at_the_right_margin() -> None:
    page = _page(Table((Column("A", 1.0), Column("Due", align=Align.RIGHT)), (("x", "1 Sep"),)))

    for text in ("Due", "1Sep"):
        assert around(page.find(text))[2] == pytest.approx(page.size[0] - SIDE, abs=1)


def test_empty_line_takes_its_room() -> None:
    page = _page(Note("one\ntwo\n\nfour"))
    one, two, four = (page.find(text)[0].origin[1] for text in ("one", "two", "four"))

    assert two - four == pytest.approx(2 * (one - two), abs=0.1)


def test_same_address_twice_on_a_line_is_two_links() -> None:
    data = printed(of(Paragraph("Write to board@example.org or board@example.org"))).data
    with pikepdf.open(io.BytesIO(data)) as pdf:
        told = [
            one
            for one in pdf.objects
            if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Link" and "/P" in one
        ]

    assert len(told) == 2


def test_columns_share_the_width_by_need_and_none_starves() -> None:
    columns = (Column("A"), Column("B"))
    page = _page(Table(columns, (("word " * 400, "other " * 60),)))
    shared = _page(Table((Column("A"), Column("B", 1.0)), (("word " * 400, "other " * 9),)))

    assert around(page.find("other"))[0] < page.size[0] * 0.75
    assert around(shared.find("otherother"))[0] < page.size[0] * 0.75
    # What does not suffice for all is shared by need as well: more words, more room.
    assert around(page.find("other"))[0] > page.size[0] * 0.55


def test_name_of_a_row_is_strong_and_stays_on_its_line() -> None:
    name = "APB M 2015 07 with many mmm words"
    columns = (Column("No.", names_row=True), Column("What", 1.0))
    page = _page(Table(columns, ((name, "word " * 90),)))
    plain = _page(Table((Column("No."), Column("What", 1.0)), ((name, "word " * 90),)))
    found, usual = (one.find(name.replace(" ", "")) for one in (page, plain))

    assert len({sign.origin[1] for sign in found}) == 1
    assert around(found)[2] > around(usual)[2] + 3


def test_row_that_is_taller_than_a_third_of_the_page_fills_the_page() -> None:
    columns = (Column("A", names_row=True), Column("B", 1.0))
    filler = Paragraph("\n".join("filler" for _ in range(20)))
    first, second = sheets(of(filler, Table(columns, (("x", "\n".join(["line"] * 40)),))))

    counts = ["".join(sign.text for sign in page.signs).count("line") for page in (first, second)]
    assert sum(counts) == 40
    assert counts[0] > 15


def test_facts_below_a_title_are_closed_by_a_line() -> None:
    page = _page(TitleBlock("Board", "Minutes", (("Where", "Room 5"),)), Paragraph("After"))
    facts, after = around(page.find("Room5")), around(page.find("After"))

    assert any(after[3] < box[1] and box[3] < facts[1] for box in page.paths)


def test_link_can_be_pressed_where_its_address_stands() -> None:
    page = _page(Paragraph("Write to (board@example.org), or board@example.org again."))

    found = page.links
    assert [told for told, _ in found] == ["mailto:board@example.org"] * 2
    text = page.find("(board@example.org),orboard@example.orgagain.")
    first, second = text[1:18], text[22:39]
    assert "".join(sign.text for sign in second) == "board@example.org"
    assert holds(found[0][1], around(first), by=0.5)
    assert holds(found[1][1], around(second), by=0.5)
    assert found[0][1][2] < around(second)[0]
    assert found[1][1][0] > around(first)[2]


def test_number_of_pages_stands_behind_the_number_of_the_page() -> None:
    page = _page(Paragraph("x"))
    signs = page.find("Page1of1")

    assert all(a.box[2] <= b.box[0] for a, b in pairwise(signs))
    assert signs[-1].box[0] - signs[-2].box[2] < 5


def test_lines_that_say_something_are_numbered_where_they_stand() -> None:
    blocks = (
        Note("one\n\ntwo"),
        Table((Column("A"), Column("B", 1.0)), (("x", "three\nfour\nfive"),)),
    )
    page = sheets(replace(of(*blocks), line_numbers=True))[0]
    numbers = {
        sign.text: sign.origin[1]
        for sign in page.signs
        if sign.text.isdecimal() and sign.box[2] < SIDE and sign.origin[1] > BOTTOM
    }

    expected = {"1": "one", "2": "two", "3": "A", "4": "three", "5": "four", "6": "five"}
    assert numbers == {
        number: pytest.approx(page.find(text)[0].origin[1], abs=0.1)
        for number, text in expected.items()
    }


def test_rows_of_a_table_lie_between_their_lines() -> None:
    page = _page(Table((Column("Head"),), (("first",), ("second",))))
    heights = sorted({round(box[1], 1) for box in page.paths}, reverse=True)
    texts = [around(page.find(text)) for text in ("Head", "first", "second")]

    assert len(heights) == 4
    for number, (_, bottom, _, top) in enumerate(texts):
        assert heights[number] > top
        assert bottom > heights[number + 1]


def test_letters_stand_in_the_middle_of_their_row() -> None:
    page = _page(Table((Column("Head"),), (("HHH",),)))
    heights = sorted({mean((box[1], box[3])) for box in page.paths}, reverse=True)
    _, bottom, _, top = around(page.find("HHH"))

    assert mean((bottom, top)) == pytest.approx(mean(heights[1:3]), abs=0.8)


def test_ground_of_a_decision_lies_below_all_that_it_says() -> None:
    box = DecisionBox("D-1", "agreed", "given", "ends", "Concur 3", (("Justice", "objects"),))
    page = _page(Paragraph("Before"), box, Paragraph("After"))
    grounds = [one for one in page.paths if one[2] - one[0] > 300]
    lowest, highest = min(one[1] for one in grounds), max(one[3] for one in grounds)

    for text in ("D-1", "agreed", "given", "ends", "Concur3", "objects"):
        _, bottom, _, top = around(page.find(text))
        assert any(one[1] <= bottom + 3 and one[3] >= top - 3 for one in grounds), text
        assert lowest < bottom
        assert top < highest
    assert around(page.find("Before"))[1] > highest
    assert around(page.find("After"))[3] < lowest


def test_field_of_a_signature_ends_before_its_date() -> None:
    data = printed(of(SignatureBlock((("in the chair", "Ada Okoro"),)))).data
    date = around(sheets_of(data)[0].find("Date"))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        left, bottom, right, top = (float(one) for one in pdf.pages[0].Annots[0].Rect)

    assert left == pytest.approx(SIDE, abs=0.1)
    assert right < date[0]
    assert bottom > date[3]
    assert top - bottom > 30


def test_labels_of_a_list_stand_before_their_items() -> None:
    page = _page(Bullets(("alpha", "beta"), is_numbered=True))

    for label, text in (("1.", "alpha"), ("2.", "beta")):
        left, right = around(page.find(label + text)[:2]), around(page.find(text))
        assert left[2] < right[0]
        assert page.find(label + text)[0].origin[1] == page.find(text)[0].origin[1]


def test_bookmark_leads_to_just_above_its_heading() -> None:
    document = of(
        TitleBlock("Board", "Minutes"),
        Paragraph("x\n" * 20),
        Heading("Over\nseveral\nlines"),
        Paragraph("text"),
    )
    made = printed(document).data
    page = sheets_of(made)[0]
    pdf = pypdfium2.PdfDocument(made)
    heights = [entry.get_dest().get_view()[1][1] for entry in pdf.get_toc()]
    pdf.close()

    for text, height in zip(("Minutes", "Over"), heights, strict=True):
        top = around(page.find(text))[3]
        assert top < height < top + 30


def _book() -> tuple[Sheet, ...]:
    papers = [
        Document(title=f"Paper {n}", banner="U", blocks=(Heading(f"Paper {n}"), Paragraph("text")))
        for n in range(1, 12)
    ]
    tabs = tuple(Tab(f"Tab {n}", paper.title, paper) for n, paper in enumerate(papers, 1))
    front = Document(title="Book", banner="U", blocks=(TitleBlock("Board", "Book"),))
    buffer = io.BytesIO()
    render_book(Book(front, tabs), buffer, created=demo.MADE)
    return sheets_of(buffer.getvalue())


def test_line_of_the_contents_can_be_pressed_and_its_page_ends_at_the_right() -> None:
    page = _book()[0]

    assert len(page.links) == 11
    for told, area in page.links:
        title = told.replace(" ", "")
        signs = page.find(title)
        assert holds(area, around(signs), by=0.5)
    ends = [sign.box[2] for sign in page.signs if sign.text.isdecimal() and sign.box[0] > 480]
    assert max(ends) == pytest.approx(page.size[0] - SIDE, abs=1)
    assert all(end <= page.size[0] - SIDE + 0.5 for end in ends)
