"""The finished file: text as text, what stands on every page, outline, fonts, whole or not."""

import errno
import io
import json
import os
import subprocess
import sys
import unicodedata
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pypdfium2
import pytest
from pypdfium2 import raw

from board_app.documents.fonts import JOINERS
from board_app.documents.gate import Gate
from board_app.documents.pdf import render_pdf
from board_app.domain.document import (
    AttendanceGrid,
    Attendee,
    Block,
    Bullets,
    Column,
    DecisionBox,
    Document,
    Heading,
    ItemHeading,
    KeyFacts,
    Note,
    PageBreak,
    PaperSize,
    Paragraph,
    Table,
    TitleBlock,
)
from board_app.domain.errors import StorageUnavailable
from tests.documents import demo
from tests.documents.reading import of, printed, signs, squeezed

ROOT = Path(__file__).parents[2]
NAUGHTY: list[str] = json.loads((ROOT / "tests/corpora/blns.json").read_text(encoding="utf-8"))


def _letters(text: str) -> Counter[str]:
    """Count signs without marks that stand on others: readers drop those that overlap."""
    plain = unicodedata.normalize("NFKD", text)
    return signs(
        "".join(
            sign
            for sign in plain
            if not unicodedata.category(sign).startswith("M") and sign not in JOINERS
        )
    )


def test_every_naughty_string_is_printed_as_text() -> None:
    blocks = [block for text in NAUGHTY for block in (Paragraph(text), PageBreak())]

    found = printed(of(*blocks, banner=""))

    assert len(found.pages) == len(NAUGHTY) == 515
    for number, (text, page) in enumerate(zip(NAUGHTY, found.pages, strict=True), 1):
        expected = _letters(Gate().admit(text)) + signs(f"Page{number}of515")
        assert _letters(page) == expected, text


def test_naughty_strings_fit_every_block() -> None:
    blocks: list[Block] = []
    for text in NAUGHTY:
        blocks += (
            TitleBlock(text, text, ((text, text),)),
            Heading(text, 2, portion=text),
            ItemHeading(text, text, lead=text, kind=text, minutes=5),
            Note(text, label=text),
            DecisionBox(text, text, text, text, text, ((text, text),), text),
            Table((Column(text), Column(text, 1.0)), ((text, (text, text)),), caption=text),
            AttendanceGrid((Attendee(text, text, text),) * 4),
            KeyFacts(((text, text),)),
            Bullets((text,), is_numbered=True),
        )

    found = squeezed(printed(of(*blocks)).text)

    for text in (text for text in NAUGHTY if text.isascii() and text.isprintable()):
        assert squeezed(text)[:20] in found, text


def test_naughty_strings_fit_the_foot_the_banner_and_the_properties() -> None:
    for text in NAUGHTY:
        document = Document(
            title=text,
            blocks=(),
            banner=text,
            subject=text,
            author=text,
            designation=(text,),
            reference=text,
            version=text,
            state=text,
        )
        assert render_pdf(document, io.BytesIO(), created=demo.MADE).pages == 1


@pytest.mark.parametrize(
    "text",
    [
        '<img src="/etc/passwd" width="10" height="10"/>',
        '<img src="http://localhost:9/x.png"/>',
        "<para align=center>x</para>",
        "&amp; &lt;b&gt; &#65; &nbsp;",
        "<b>bold</b> <i>open",
        '<a href="file:///etc/passwd">x</a>',
        "]]> <![CDATA[ x <!-- y",
        "a < b > c",
        "\\(escaped\\) (unbalanced ((",
    ],
)
def test_nothing_is_taken_for_markup(text: str) -> None:
    places: tuple[Block, ...] = (
        Paragraph(text),
        Heading(text),
        DecisionBox("D", text),
        Table((Column("A"),), ((text,),)),
    )
    found = printed(of(*places))

    assert squeezed(found.text).count(squeezed(text)) == len(places)
    assert found.outline[0][1] == text


def test_banner_stands_at_top_and_bottom_of_every_page() -> None:
    document = demo.minutes(3)
    pdf = pypdfium2.PdfDocument(printed(document).data)
    try:
        for page in pdf:
            _, height = page.get_size()
            text_page = page.get_textpage()
            width = page.get_size()[0]
            top = text_page.get_text_bounded(0, height - 60, width, height)
            bottom = text_page.get_text_bounded(0, 0, width, 36)
            text_page.close()
            page.close()
            assert (top.strip(), bottom.strip()) == (document.banner, document.banner)
    finally:
        pdf.close()


def test_foot_says_page_of_pages_reference_and_version() -> None:
    found = printed(demo.minutes(3))

    total = len(found.pages)
    assert total == found.report.pages > 6
    for number, page in enumerate(found.pages, 1):
        assert f"Page{number}of{total}APB-M-2015-07·version3" in squeezed(page)
        assert f"Page {number} of {total}" in page.replace("\u00a0", " ")


def test_designation_stands_on_the_first_page_alone() -> None:
    found = printed(demo.minutes())

    assert all(line in found.pages[0] for line in demo.DESIGNATION)
    assert all(demo.DESIGNATION[0] not in page for page in found.pages[1:])


def test_outline_leads_to_headings_and_items() -> None:
    found = printed(demo.minutes())

    titles = [title for _, title, _ in found.outline]
    assert "3 Country A: reassessment after the June incidents" in titles
    assert [level for level, _, _ in found.outline[:2]] == [0, 1]
    for _, title, page in found.outline:
        text = found.pages[page].replace("(U) ", "")
        words = title.split(" ", 1)[-1] if title[0].isdigit() else title
        assert words in text, title


def test_outline_names_follow_the_bookmark() -> None:
    found = printed(of(Heading("Long text", 3, bookmark="Short"), Heading("Silent", bookmark="")))

    assert [(level, title) for level, title, _ in found.outline] == [(0, "Short")]


def test_all_fonts_are_embedded() -> None:
    document = of(Paragraph("Latin, Ελλάς, Ольга, سلام, שלום, አማርኛ, မြန်မာ, ไทย, → ▲"))
    data = printed(document).data
    pdf = pypdfium2.PdfDocument(data)
    try:
        fonts = [
            raw.FPDFTextObj_GetFont(item.raw)
            for page in pdf
            for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT])
        ]
        assert len(fonts) > 5
        assert all(raw.FPDFFont_GetIsEmbedded(font) == 1 for font in fonts)
    finally:
        pdf.close()
    assert b"Helvetica" not in data


def test_report_counts_what_was_lost() -> None:
    report = printed(of(Heading("漢"), Paragraph("a\x00b سلام 字漢"))).report

    assert report.lost == (("漢", 2), ("\x00", 1), ("字", 1))
    assert report.replaced_characters == 4


def test_properties_name_the_document() -> None:
    document = demo.minutes()
    pdf = pypdfium2.PdfDocument(printed(document).data)
    facts = pdf.get_metadata_dict()
    pdf.close()

    assert facts["Title"] == document.title
    assert facts["Author"] == document.author
    assert facts["CreationDate"] == "D:20150718140500Z"


@pytest.mark.parametrize(("paper", "size"), [("letter", (612, 792)), ("a4", (595, 842))])
def test_paper_has_its_size(paper: str, size: tuple[int, int]) -> None:
    pdf = pypdfium2.PdfDocument(printed(demo.minutes(paper=PaperSize(paper))).data)
    found = pdf.get_page_size(0)
    pdf.close()

    assert tuple(round(side) for side in found) == size


def test_document_without_blocks_is_a_page_with_its_banner() -> None:
    found = printed(of())

    assert len(found.pages) == 1
    assert found.pages[0].count("CUI") == 2


def test_same_document_gives_same_bytes(tmp_path: Path) -> None:
    first = printed(demo.minutes(2)).data
    code = (
        "import sys; from pathlib import Path; from tests.documents import demo\n"
        "demo.render_pdf(demo.minutes(2), Path(sys.argv[1]), created=demo.MADE)"
    )
    target = tmp_path / "again.pdf"
    environment = os.environ | {"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"}
    subprocess.run([sys.executable, "-c", code, str(target)], cwd=ROOT, env=environment, check=True)

    assert target.read_bytes() == first


def test_another_moment_gives_other_bytes() -> None:
    buffers = [io.BytesIO(), io.BytesIO()]
    for number, buffer in enumerate(buffers):
        render_pdf(demo.agenda(), buffer, created=demo.MADE + timedelta(days=number))

    assert buffers[0].getvalue() != buffers[1].getvalue()


def test_path_gets_the_whole_file_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "Minutes of July.pdf"
    target.write_text("old")

    render_pdf(demo.agenda(), target, created=demo.MADE)

    assert target.read_bytes().startswith(b"%PDF-1.7")
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize(
    "number", [errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EACCES, errno.EROFS]
)
def test_failed_write_keeps_the_old_file(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_handle: int) -> None:
        raise OSError(number, os.strerror(number))

    target = tmp_path / "minutes.pdf"
    target.write_text("old")
    monkeypatch.setattr(os, "fsync", fail)

    with pytest.raises(StorageUnavailable, match=r"^Not saved: .*\.$"):
        render_pdf(demo.agenda(), target)

    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_file_grows_beside_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Elsewhere it might lie on another disk, and moving it would no longer be one step.
    seen: list[str] = []
    monkeypatch.setattr(os, "fsync", lambda _: seen.extend(p.suffix for p in tmp_path.iterdir()))

    render_pdf(demo.agenda(), tmp_path / "agenda.pdf")

    assert seen == [".part"]


def test_link_is_written_through_and_rights_are_kept(tmp_path: Path) -> None:
    target, link = tmp_path / "real.pdf", tmp_path / "link.pdf"
    target.write_text("old")
    target.chmod(0o640)
    link.symlink_to(target)

    render_pdf(demo.agenda(), link)

    assert link.is_symlink()
    assert target.read_bytes().startswith(b"%PDF")
    assert target.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("name", ["nul\x00.pdf", "x" * 300 + ".pdf"])
def test_impossible_name_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(StorageUnavailable):
        render_pdf(demo.agenda(), tmp_path / name)

    assert not list(tmp_path.iterdir())


def test_target_that_is_a_folder_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "minutes.pdf"
    folder.mkdir()

    with pytest.raises(StorageUnavailable, match="is a folder"):
        render_pdf(demo.agenda(), folder)

    assert list(tmp_path.iterdir()) == [folder]


def test_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(StorageUnavailable, match="no folder"):
        render_pdf(demo.agenda(), tmp_path / "gone" / "minutes.pdf")

    assert not list(tmp_path.iterdir())


def test_failing_renderer_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_anything: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("board_app.documents.pages.Furniture.finish", fail)

    with pytest.raises(RuntimeError):
        render_pdf(demo.agenda(), tmp_path / "minutes.pdf")

    assert not list(tmp_path.iterdir())
