"""Every file keeps PDF/UA-1 and PDF/A-2a, and the check that says so can fail."""

import io
import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from board_app.documents.pdf import render_pdf
from board_app.domain.document import (
    AttendanceGrid,
    Attendee,
    Block,
    Bullets,
    Column,
    Document,
    Figure,
    Heading,
    ItemHeading,
    KeyFacts,
    Note,
    Paragraph,
    Shape,
    Table,
    TitleBlock,
)
from tests.documents import demo
from tests.documents.reading import of, printed
from tests.documents.validating import Validator

NAUGHTY: list[str] = json.loads(
    (Path(__file__).parents[1] / "corpora/blns.json").read_text(encoding="utf-8")
)

DOCUMENTS: dict[str, Callable[[], Document]] = {
    "agenda": demo.agenda,
    "minutes": demo.minutes,
    "minutes of many pages": lambda: demo.minutes(6),
    "nothing": of,
    "nothing at all": lambda: Document(title="", blocks=(), banner=""),
    "no title": lambda: of(Heading("Deep", 3), Paragraph("Text"), Heading("Top", 1)),
    "empty cells": lambda: of(
        Table((Column("A", names_row=True), Column("")), (("", ""), ("x",), ("y", ("", "z")))),
        Table((Column("A"), Column("B")), ()),
        Table((), (), caption="No columns"),
    ),
    "long table": lambda: of(
        Table(
            (Column("No.", names_row=True), Column("Text", 1.0)),
            tuple((str(at), f"Row {at} " * 40) for at in range(120)),
            caption="Long",
            portion="(U)",
        )
    ),
    "tall cell": lambda: of(Table((Column("A"), Column("B", 1.0)), (("x", "word " * 4000),))),
    "long paragraph": lambda: of(Paragraph("word " * 12_000)),
    "a figure": lambda: of(
        Paragraph("Before"),
        Figure(
            "A map in words: “Élan” and more.",
            0.5,
            (
                Shape((((0.1, 0.1), (0.9, 0.1), (0.5, 0.4)),), "E3E6EA", "16202C", is_hatched=True),
                Shape((((0.1, 0.1), (0.9, 0.1), (0.5, 0.4)),), None, "16202C", is_dashed=True),
                Shape((), "741C10", label="5", at=(0.5, 0.2)),
            ),
            caption="The map",
            portion="(CUI)",
        ),
        Figure("Nothing drawn", 0.2, ()),
        Paragraph("After"),
    ),
    "lying on its side, in French": lambda: Document(
        title="Présences",
        blocks=(Paragraph("Voilà\u202f: «\u202ftout\u202f»."),),
        banner="CUI",
        language="fr",
        is_landscape=True,
    ),
    "many scripts": lambda: of(
        Paragraph("Łukasz Ольга Ελλάς Đặng Văn Hưng አማርኛ — 3 → 4 ≤ 5 ▲ 𝛼 \U0001f600 漢字"),
        Bullets(("سلام", "שלום", "မြန်မာ", "ไทย"), is_numbered=True),
    ),
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_document_keeps_both_standards(name: str, validator: Validator) -> None:
    assert validator.broken(printed(DOCUMENTS[name]()).data) == []


@pytest.mark.slow
def test_naughty_strings_keep_both_standards(validator: Validator) -> None:
    # Every kind of block with some of them, and all of them in one table.
    blocks: list[Block] = [Table((Column(""),), tuple((text,) for text in NAUGHTY))]
    blocks += [
        block
        for text in NAUGHTY[::20]
        for block in (
            TitleBlock(text, text, ((text, text),)),
            Heading(text, 2, portion=text),
            ItemHeading(text, text, lead=text, kind=text, minutes=5),
            Note(text, label=text),
            Paragraph(text, portion=text),
            KeyFacts(((text, text),)),
            AttendanceGrid((Attendee(text, text, text),)),
            Table((Column(text), Column(text, 1.0)), ((text, (text, text)),), caption=text),
        )
    ]
    document = Document(
        title=NAUGHTY[100], blocks=tuple(blocks), banner=NAUGHTY[50], designation=(NAUGHTY[80],)
    )

    assert validator.broken(printed(document).data) == []


def _no_title_shown(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.ViewerPreferences


def _no_language(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Lang


def _script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def _no_intent(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OutputIntents = Array([])


def _no_structure(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.StructTreeRoot


def _text_outside(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[0]
    data = page.Contents.read_bytes()
    font = next(iter(page.Resources.Font.keys()))
    page.Contents = pdf.make_stream(data + f"\nBT {font} 9 Tf <0001> Tj ET\n".encode())


def _content_without_parent(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[0].obj["/StructParents"]


def _of_kind(pdf: pikepdf.Pdf, kind: str) -> Dictionary:
    found = [one for one in pdf.objects if isinstance(one, Dictionary) and one.get("/S") == kind]
    return found[0]


def _skipped_heading(pdf: pikepdf.Pdf) -> None:
    _of_kind(pdf, "/H2").S = Name.H4


def _unknown_kind(pdf: pikepdf.Pdf) -> None:
    _of_kind(pdf, "/H2").S = Name.Heading


def _missing_cell(pdf: pikepdf.Pdf) -> None:
    row = next(
        one
        for one in pdf.objects
        if isinstance(one, Dictionary) and one.get("/S") == "/TR" and len(one.K) > 2
    )
    row.K = Array(list(row.K)[:-1])


def _no_scope(pdf: pikepdf.Pdf) -> None:
    for one in pdf.objects:
        if isinstance(one, Dictionary) and one.get("/S") == "/TH":
            del one["/A"]


def _no_claim(pdf: pikepdf.Pdf) -> None:
    text = pdf.Root.Metadata.read_bytes()
    pdf.Root.Metadata = pdf.make_stream(text.replace(b"pdfuaid:part", b"pdfuaid:p"))
    pdf.Root.Metadata.Type = Name.Metadata
    pdf.Root.Metadata.Subtype = Name.XML


def _no_font_file(pdf: pikepdf.Pdf) -> None:
    for one in pdf.objects:
        if isinstance(one, Dictionary) and "/FontFile2" in one:
            del one["/FontFile2"]


def _no_unicode(pdf: pikepdf.Pdf) -> None:
    for one in pdf.objects:
        if isinstance(one, Dictionary) and "/ToUnicode" in one:
            del one["/ToUnicode"]


def _wrong_width(pdf: pikepdf.Pdf) -> None:
    font = next(one for one in pdf.objects if isinstance(one, Dictionary) and "/W" in one)
    font.W = Array([0, Array([2000] * len(font.W[1]))])


BREAKAGES: dict[Callable[[pikepdf.Pdf], None], str] = {
    _no_title_shown: "ua1 7.1-10",
    _no_language: "ua1 7.2",
    _script: "2a",
    _no_intent: "2a",
    _no_structure: "ua1",
    _text_outside: "ua1",
    _content_without_parent: "ua1",
    _skipped_heading: "ua1",
    _unknown_kind: "ua1",
    _missing_cell: "ua1",
    _no_scope: "ua1",
    _no_claim: "ua1",
    _no_font_file: "ua1",
    _no_unicode: "ua1",
    _wrong_width: "2a",
}


@pytest.mark.parametrize("breakage", BREAKAGES, ids=lambda one: one.__name__.strip("_"))
def test_breakage_is_found(breakage: Callable[[pikepdf.Pdf], None], validator: Validator) -> None:
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(printed(demo.minutes()).data)) as pdf:
        breakage(pdf)
        pdf.save(buffer)

    broken = validator.broken(buffer.getvalue())

    assert any(rule.startswith(BREAKAGES[breakage]) for rule in broken), broken


def test_saving_again_breaks_nothing(validator: Validator) -> None:
    # Otherwise the breakages above might be those of the tool that makes them.
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(printed(demo.minutes()).data)) as pdf:
        pdf.save(buffer)

    assert validator.broken(buffer.getvalue()) == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_syntax_is_sound(name: str, kept: Path, qpdf: str) -> None:
    render_pdf(DOCUMENTS[name](), kept, created=demo.MADE)

    done = subprocess.run([qpdf, "--check", kept], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr


def test_address_is_a_link_and_nothing_else_is(validator: Validator) -> None:
    text = (
        "See (https://example.org/a?b=1&c=ü), board@example.org and https://example.org/"
        + "long/" * 40
        + " but neither file:///etc/passwd nor javascript:alert(1), \\\\server\\x, data:text/x,y."
    )

    data = printed(of(Paragraph(text), Table((Column("A"),), (("http://example.org",),)))).data

    assert validator.broken(data) == []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        addresses = [str(one.A.URI) for page in pdf.pages for one in page.get("/Annots", [])]
    long = "https://example.org/" + "long/" * 40
    assert sorted(set(addresses)) == [
        "http://example.org",
        "https://example.org/a?b=1&c=%C3%BC",
        long,
        "mailto:board@example.org",
    ]
    assert addresses.count(long) > 1
