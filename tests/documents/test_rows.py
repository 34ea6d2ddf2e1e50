"""Rows: cut between lines and pages so that nothing is lost, and told for what they are."""

import io
import re
import subprocess
import tempfile
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from board_app.documents import inks
from board_app.documents.cells import Cell, Row
from board_app.documents.pdf import render_pdf
from board_app.documents.rows import Flow, Mark, Rows
from board_app.documents.structure import Elem
from board_app.documents.typeset import Fragment, Line
from board_app.domain.document import (
    AttendanceGrid,
    Attendee,
    Bullets,
    Column,
    DecisionBox,
    Document,
    Figure,
    ItemHeading,
    KeyFacts,
    Note,
    Paragraph,
    Table,
)
from tests.documents import demo
from tests.documents.places import around, sheets
from tests.documents.reading import of, printed, squeezed

PAGE, FIRST, TALL = 300.0, 260.0, 90.0
HEAD = Row((Cell(0, 90, (Line((), 0, 12, 9, spoken="head"),)),), 4, 4)


def _line(said: str, leading: float = 12.0) -> Line:
    fragment = Fragment(inks.BODY.font, 10, inks.TEXT, said)
    return Line((fragment,), 50, leading, 9, spoken=said)


def _said(cell: Cell) -> list[str]:
    return [line.spoken for line in cell.lines]


def _owned(cell: Cell) -> list[tuple[str, Elem]]:
    """Return each line with the element that it is drawn as."""
    elems, found = dict(cell.elems), []
    elem = Elem("none")
    for number, line in enumerate(cell.lines):
        elem = elems.get(number, elem)
        found.append((line.spoken, elem))
    return found


@st.composite
def _cells(draw: st.DrawFn) -> Cell:
    leadings = draw(st.lists(st.sampled_from([9.0, 12.0, 20.0]), min_size=1, max_size=12))
    lines = tuple(_line(f"l{at}", leading) for at, leading in enumerate(leadings))
    starts = draw(st.sets(st.integers(0, len(lines) - 1), max_size=4)) | {0}
    return Cell(0, 100, lines, elems=tuple((at, Elem("P")) for at in sorted(starts)))


@given(st.lists(_cells(), min_size=1, max_size=3), st.floats(0, 200), st.integers(1, 3))
def test_cut_row_keeps_every_line_and_what_it_belongs_to(
    cells: list[Cell], room: float, least: int
) -> None:
    row = Row(tuple(cells), above=5, below=7)

    halves = row.cut(room, least=least)

    if halves is None:
        return
    head, tail = halves
    assert head.height <= room + 0.02
    assert (head.above, head.below, tail.above, tail.below) == (5, 0, 0, 7)
    for cell, first, rest in zip(cells, head.cells, tail.cells, strict=True):
        assert _owned(first) + _owned(rest) == _owned(cell)
    longest = max(range(len(cells)), key=lambda at: len(cells[at].lines))
    assert len(head.cells[longest].lines) >= least
    assert len(tail.cells[longest].lines) >= least


@given(
    st.lists(st.integers(1, 40), min_size=1, max_size=30),
    st.floats(0, PAGE),
    st.sampled_from([None, HEAD]),
    st.booleans(),
)
def test_rows_run_over_pages_whole_and_in_order(
    lines: list[int], room: float, head: Row | None, is_whole: bool
) -> None:
    rows = [
        Row(
            (
                Cell(0, 100, tuple(_line(f"{at}.{n}") for n in range(count))),
                Cell(100, 100, tuple(_line(f"{at}.{n}", 20) for n in range(count // 2))),
            ),
            *(4, 4),
        )
        for at, count in enumerate(lines)
    ]
    flow = Flow(PAGE, FIRST, tall=TALL, is_whole=is_whole)
    waiting = Rows(rows, flow, head=head, before=3, after=6, mark=Mark("m", 0))
    whole = waiting.height

    pages = []
    while waiting.height > room:
        parts = waiting.split(100, room)
        if not parts:
            assert room < FIRST
            room = PAGE
            continue
        upper, waiting = parts
        assert isinstance(upper, Rows)
        assert upper.height <= room + 0.02
        pages.append(upper)
        room = PAGE
    pages.append(waiting)

    for column in range(2):
        said = [one for page in pages for row in page.rows for one in _said(row.cells[column])]
        assert said == [one for row in rows for one in _said(row.cells[column])]
    for page in pages:
        assert page.head is head
        expected = sum(row.height for row in page.rows) + (head.height if head else 0)
        assert page.height == pytest.approx(expected)
    assert [page.mark is None for page in pages] == [False] + [True] * (len(pages) - 1)
    assert [page.is_continued for page in pages] == [False] + [True] * (len(pages) - 1)
    assert (pages[0].spaceBefore, pages[-1].spaceAfter) == (3, 6)
    if is_whole and whole <= PAGE:
        assert len(pages) == 1


def _told(document: Document, pdfinfo: str) -> list[tuple[str, str]]:
    """Return the kind of each element that has text, with its text without spaces."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "told.pdf"
        render_pdf(document, path, created=demo.MADE)
        done = subprocess.run(
            [pdfinfo, "-struct-text", path], capture_output=True, text=True, check=True
        )
    told, kind = [], ""
    for line in done.stdout.splitlines():
        text = line.strip()
        if text.startswith('"'):
            told.append((kind, text.strip('"').strip()))
        elif found := re.match(r"(\w+)", text):
            kind = found[1]
    return told


WORDS = st.text(st.sampled_from("abcdefgh ij klm no-éЖλ"), max_size=90)


@given(st.data())
@settings(max_examples=8, deadline=None)
def test_every_cell_is_told_once_and_in_its_row(pdfinfo: str, data: st.DataObject) -> None:
    number = data.draw(st.integers(1, 5))
    shares = st.sampled_from([None, 0.5, 1.0])
    columns = tuple(Column(f"H{at}", data.draw(shares), names_row=at == 0) for at in range(number))
    cells = st.lists(WORDS, min_size=number, max_size=number).map(tuple)
    rows = tuple(data.draw(st.lists(cells, min_size=1, max_size=30)))

    told = _told(of(Table(columns, rows), banner=""), pdfinfo)

    expected = [("TH", f"H{at}") for at in range(number)]
    for row in rows:
        kinds = ["TH", *["TD"] * (number - 1)]
        expected += [(kind, squeezed(text)) for kind, text in zip(kinds, row, strict=True)]
    assert [(kind, squeezed(text)) for kind, text in told] == [one for one in expected if one[1]]


def test_seat_is_told_as_agency_name_and_status(pdfinfo: str) -> None:
    seats = tuple(Attendee(f"Agency {n}", f"Name {n}", f"status {n}") for n in range(5))

    told = _told(of(AttendanceGrid(seats), banner=""), pdfinfo)

    assert told == [
        ("P", text) for n in range(5) for text in (f"Agency {n}", f"Name {n}", f"status {n}")
    ]


def test_label_of_an_item_is_told_before_it(pdfinfo: str) -> None:
    blocks = (Bullets(("alpha", "beta"), is_numbered=True), KeyFacts((("Where", "Room 5"),)))

    assert _told(of(*blocks, banner=""), pdfinfo) == [
        ("Lbl", "1."),
        ("LBody", "alpha"),
        ("Lbl", "2."),
        ("LBody", "beta"),
        ("Lbl", "Where"),
        ("LBody", "Room 5"),
    ]


def test_kind_of_a_list_is_told() -> None:
    data = printed(of(Bullets(("a",), is_numbered=True), Bullets(("b",)))).data
    with pikepdf.open(io.BytesIO(data)) as pdf:
        kinds = [
            str(one.A.ListNumbering)
            for one in pdf.objects
            if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/L"
        ]

    assert kinds == ["/Decimal", "/Disc"]


def test_decision_tells_each_part_by_its_label(pdfinfo: str) -> None:
    box = DecisionBox(
        "D-1", "agreed", "given", "ends", "Concur 3", (("Justice", "objects"), ("", "too"))
    )

    told = _told(of(box, banner=""), pdfinfo)

    said = " ".join(text for _, text in told)
    assert said == (
        "D-1 agreed Mandate given Limits ends Positions Concur 3 Dissent, Justice: objects "
        "Dissent: too"
    )


def test_item_tells_kind_lead_and_minutes(pdfinfo: str) -> None:
    item = ItemHeading("3", "Roads", lead="ODNI", kind="Decision", minutes=0)

    told = _told(of(item, Note("noted", label="Treasury:"), banner=""), pdfinfo)

    assert [text for _, text in told] == [
        "3",
        "Roads",
        "Decision · Lead: ODNI · 0 min",
        "Treasury: noted",
    ]


def test_mark_of_a_portion_is_told_once(pdfinfo: str) -> None:
    told = _told(of(Paragraph("one\n\ntwo\n\nthree", "(CUI)"), banner=""), pdfinfo)

    assert told == [("P", "(CUI) one"), ("P", "two"), ("P", "three")]


def test_table_without_rows_says_so_across_all_columns(pdfinfo: str) -> None:
    table = Table((Column("A"), Column("B"), Column("C")), (), when_empty="Nothing was due.")

    assert _told(of(table, banner=""), pdfinfo)[-1] == ("TD", "Nothing was due.")
    with pikepdf.open(io.BytesIO(printed(of(table)).data)) as pdf:
        (cell,) = [
            one
            for one in pdf.objects
            if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/TD"
        ]
        assert cell.A.ColSpan == 3


def test_head_is_not_repeated_where_it_should_not_be_or_takes_the_page() -> None:
    rows = tuple((f"row {n}",) for n in range(120))
    plain = printed(of(Table((Column("Reference"),), rows, repeats_header=False)))
    tall = printed(of(Table((Column("\n".join(["Reference"] * 30)),), rows)))

    for found, times in ((plain, 1), (tall, 30)):
        assert len(found.pages) > 2
        assert found.text.count("Reference") == times


def test_head_of_a_column_stays_on_its_line() -> None:
    columns = (Column("No.", names_row=True), Column("What", 1.0), Column("Date of the answer"))
    page = sheets(of(Table(columns, (("1", "word " * 60, "x"),))))[0]

    heights = {round(sign.origin[1], 1) for sign in page.find("Dateoftheanswer")}
    assert len(heights) == 1


def test_long_label_leaves_room_for_its_value() -> None:
    page = sheets(of(KeyFacts((("A label of many words " * 6, "value"),))))[0]

    assert around(page.find("value"))[0] < page.size[0] / 2


def test_long_cell_does_not_starve_its_neighbours() -> None:
    columns = (Column("A"), Column("B"))
    page = sheets(of(Table(columns, (("word " * 400, "several words in here"),))))[0]

    heights = {round(sign.origin[1], 1) for sign in page.find("severalwordsinhere")}
    assert len(heights) == 1


def test_second_line_of_a_cell_is_quieter() -> None:
    page = sheets(of(Table((Column("A"),), ((("first", "second"),),))))[0]

    first, second = page.find("first")[0], page.find("second")[0]
    assert first.color != second.color


@pytest.mark.parametrize("lines", range(26, 42, 3))
def test_caption_stays_with_its_figure(lines: int) -> None:
    filler = Paragraph("\n".join(f"filler {n}" for n in range(lines)))
    found = printed(of(filler, Figure("A map", 0.4, (), caption="caption")))

    with pikepdf.open(io.BytesIO(found.data)) as pdf:
        pages = [page.obj.objgen for page in pdf.pages]
        (figure,) = [
            one
            for one in pdf.objects
            if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Figure"
        ]
        at = pages.index(figure.Pg.objgen)
    assert "caption" in found.pages[at]
