"""What a screen reader says of a file, and in which order."""

import re
import subprocess
from pathlib import Path

import pikepdf
from pikepdf import Dictionary

from board_app.documents.pdf import render_pdf
from board_app.domain.document import (
    Column,
    Document,
    Heading,
    ItemHeading,
    PageBreak,
    Paragraph,
    Table,
    TitleBlock,
)
from tests.documents import demo
from tests.documents.reading import of, printed


def _spoken(document: Document, kept: Path, pdfinfo: str) -> list[tuple[str, str]]:
    """Return what a screen reader says: the kind of each element that has text, and the text."""
    render_pdf(document, kept, created=demo.MADE)
    done = subprocess.run(
        [pdfinfo, "-struct-text", kept], capture_output=True, text=True, check=True
    )
    spoken, kind = [], ""
    for line in done.stdout.splitlines():
        text = line.strip()
        if text.startswith('"'):
            spoken.append((kind, text.strip('"').strip()))
        elif found := re.match(r"(\w+)", text):
            kind = found[1]
    return spoken


def test_minutes_are_read_in_their_order(kept: Path, pdfinfo: str) -> None:
    spoken = _spoken(demo.minutes(), kept, pdfinfo)

    assert spoken[0] == ("P", "CUI")
    assert [text for _, text in spoken[1:4]] == list(demo.DESIGNATION)
    kinds = [kind for kind, _ in spoken]
    assert kinds.count("H1") == 1
    texts = [text for _, text in spoken]
    order = [
        "Attendance",
        "Summary",
        "Items",
        "All action items",
        "Next meeting",
    ]
    places = [next(at for at, text in enumerate(texts) if text == one) for one in order]
    assert places == sorted(places)


def test_table_is_read_row_by_row_and_its_head_once(kept: Path, pdfinfo: str) -> None:
    rows = tuple((f"R{at}", f"text {at}", "") for at in range(150))
    columns = (Column("No.", names_row=True), Column("What", 1.0), Column("Empty"))

    spoken = _spoken(of(Table(columns, rows, caption="All")), kept, pdfinfo)

    expected = [("P", "CUI"), ("Caption", "All"), ("TH", "No."), ("TH", "What"), ("TH", "Empty")]
    for at in range(150):
        expected += [("TH", f"R{at}"), ("TD", f"text {at}")]
    assert spoken == expected


def test_text_over_two_pages_is_one_paragraph(kept: Path, pdfinfo: str) -> None:
    text = " ".join(f"word{at}" for at in range(2000))

    spoken = _spoken(of(Paragraph(text)), kept, pdfinfo)

    assert " ".join(text for kind, text in spoken[1:]) == text
    with pikepdf.open(kept) as pdf:
        paragraphs = [
            one for one in pdf.objects if isinstance(one, Dictionary) and one.get("/S") == "/P"
        ]
        assert len(paragraphs) == 2
        assert len(pdf.pages) > 2


def test_headings_leave_no_rank_out(kept: Path, pdfinfo: str) -> None:
    blocks = (
        TitleBlock("Board", "Minutes"),
        Heading("First small", 3),
        Heading("Second small", 3),
        Heading("Big", 1),
        ItemHeading("1", "Item"),
        Heading("Below the item", 3),
        PageBreak(),
        Heading("Big again", 1),
    )

    spoken = _spoken(of(*blocks), kept, pdfinfo)

    assert [(kind, text) for kind, text in spoken if kind.startswith("H")] == [
        ("H1", "Minutes"),
        ("H2", "First small"),
        ("H2", "Second small"),
        ("H2", "Big"),
        ("H3", "1"),
        ("H3", "Item"),
        ("H4", "Below the item"),
        ("H2", "Big again"),
    ]


def test_outline_has_the_ranks_of_the_headings() -> None:
    blocks = (Heading("One"), Heading("Below", 2), ItemHeading("1", "Item"), Heading("Two"))

    outline = printed(of(*blocks)).outline

    assert [(level, title) for level, title, _ in outline] == [
        (0, "One"),
        (1, "Below"),
        (1, "1 Item"),
        (0, "Two"),
    ]


def test_link_over_two_lines_is_one_link(kept: Path, pdfinfo: str) -> None:
    address = "https://example.org/" + "long/" * 30

    spoken = _spoken(of(Paragraph(f"See {address} now")), kept, pdfinfo)

    kinds = [kind for kind, _ in spoken]
    assert kinds[:3] == ["P", "P", "Link"]
    with pikepdf.open(kept) as pdf:
        links = [
            one for one in pdf.objects if isinstance(one, Dictionary) and one.get("/S") == "/Link"
        ]
        annotations = [
            one
            for one in pdf.objects
            if isinstance(one, Dictionary) and one.get("/Subtype") == "/Link"
        ]
    assert (len([one for one in links if "/P" in one]), len(annotations)) == (1, 2)
