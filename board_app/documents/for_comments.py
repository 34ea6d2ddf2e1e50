"""A frozen text as DOCX, for comments: every portion carries a bookmark that comments trace to."""

import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from board_app.documents.files import write_whole
from board_app.domain.minutes_text import MinutesText, Portion, PortionKind
from board_app.domain.vocabulary import Vocabulary
from board_app.services.papers.marks import Portions

TEXT_MARK = "upstream_text_"
"""The bookmark before the text: with the beginning of its SHA-256, as much as a name holds."""

HASH_SIGNS = 26
PORTION_MARK = "upstream_p_"
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_FONT = "Noto Sans"
_MARGIN = Mm(25)
_MUTED = RGBColor(0x49, 0x56, 0x67)
_PRODUCT = "Upstream"

Docx = Any  # Any: the library's own document, whose parts are made by a factory without types


def write_for_comments(
    text: MinutesText,
    target: Path,
    *,
    sha256: str,
    facts: tuple[tuple[str, str], ...],
    state: str,
    author: str,
    scheme: Vocabulary,
) -> None:
    """Write a frozen text as DOCX, marked by a scheme; `facts` and `state` stand above it.

    `sha256` is the hash of the text as it was sent: its marking may be higher by now. Raises
    StorageUnavailable.
    """
    document = docx.Document()
    portions = Portions.over(text.portions, scheme)
    _dress(document)
    _properties(document, text, sha256, author)
    _banner(document, portions.banner)
    head = document.add_heading(_clean(text.title), level=0)
    _mark(head, head, TEXT_MARK + sha256[:HASH_SIGNS], 0)
    document.add_paragraph(_clean(state), style="Subtitle")
    for label, value in facts:
        line = document.add_paragraph()
        _small(line.add_run(f"{_clean(label)}: {_clean(value)}"))
    for number, portion in enumerate(text.portions, 1):
        # A summary may repeat any portion of the meeting.
        is_summary = portion.kind is PortionKind.SUMMARY
        mark = portions.whole if is_summary else portions.of(portion)
        written = list(_portion(document, portion, mark))
        if written:
            _mark(written[0], written[-1], name_of(portion.key), number)
    buffer = io.BytesIO()
    document.save(buffer)
    write_whole(buffer.getvalue(), target)


def name_of(key: str) -> str:
    """Return the bookmark of a portion: letters, figures and underscores, at most forty."""
    return PORTION_MARK + key.replace(":", "_")


def _portion(document: Docx, one: Portion, mark: str) -> Iterator[Any]:  # Any: paragraphs
    match one.kind:
        case PortionKind.HEAD | PortionKind.ATTENDANCE:
            yield document.add_heading(_clean(one.place), level=1)
            if one.text:
                yield document.add_paragraph(_clean(one.text))
            if one.details:
                yield from _table(document, one.details)
        case PortionKind.SUMMARY:
            document.add_heading("Summary", level=1)
            yield from _prose(document, one.text, mark)
        case PortionKind.ITEM:
            yield document.add_heading(_marked(mark, one.title), level=2)
            for label, value in one.details:
                line = document.add_paragraph()
                _small(line.add_run(f"{_clean(label)}: {_clean(value)}"))
                yield line
        case PortionKind.NOTE:
            yield from _prose(document, one.text, mark)
        case PortionKind.DECISION | PortionKind.ACTION:
            what = "Decision" if one.kind is PortionKind.DECISION else "Action item"
            yield document.add_heading(f"{what} {_clean(one.title)}", level=3)
            yield from _prose(document, one.text, mark)
            if one.details:
                yield from _table(document, one.details)


def _prose(document: Docx, text: str, mark: str) -> Iterator[Any]:  # Any: paragraphs
    for number, part in enumerate(text.split("\n\n")):
        yield document.add_paragraph(_marked("" if number else mark, part.strip("\n")))


def _table(document: Docx, pairs: tuple[tuple[str, str], ...]) -> Iterator[Any]:  # Any: paragraphs
    table = document.add_table(rows=0, cols=2, style="Table Grid")
    for label, value in pairs:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = _clean(label), _clean(value)
        cells[0].width, cells[1].width = Mm(40), Mm(120)
        for cell in cells:
            yield cell.paragraphs[0]
    document.add_paragraph()


def _mark(first: Docx, last: Docx, name: str, number: int) -> None:
    """Put a bookmark around the text from one paragraph to another."""
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for element in (start, end):
        element.set(qn("w:id"), str(number))
    start.set(qn("w:name"), name)
    properties = first._p.pPr  # noqa: SLF001  (the library has no bookmarks)
    first._p.insert(0 if properties is None else 1, start)  # noqa: SLF001
    last._p.append(end)  # noqa: SLF001


def _dress(document: Docx) -> None:
    """Set sheet, fonts, language and numbered lines."""
    section = document.sections[0]
    section.left_margin = section.right_margin = _MARGIN
    lines = OxmlElement("w:lnNumType")
    lines.set(qn("w:countBy"), "1")
    lines.set(qn("w:restart"), "continuous")
    # The schema wants it behind the margins.
    section._sectPr.find(qn("w:pgMar")).addnext(lines)  # noqa: SLF001
    for style in document.styles:
        font = getattr(style, "font", None)
        if font is not None and style.name in _DRESSED:
            font.name = _FONT
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for kind in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
                fonts.set(qn(kind), _FONT)
            for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
                fonts.attrib.pop(qn(theme), None)
    document.styles["Normal"].font.size = Pt(10.5)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-US")


_DRESSED = frozenset(
    {"Normal", "Title", "Subtitle", "Heading 1", "Heading 2", "Heading 3", "Header", "Footer"}
)


def _properties(document: Docx, text: MinutesText, sha256: str, author: str) -> None:
    said = document.core_properties
    said.title, said.author, said.subject = _clean(text.title), _clean(author), "For comments"
    said.last_modified_by, said.comments, said.category = _PRODUCT, "", ""
    said.keywords, said.language = f"SHA-256 {sha256}", "en-US"
    said.created = said.modified = datetime.now(UTC).replace(tzinfo=None)


def _banner(document: Docx, banner: str) -> None:
    section = document.sections[0]
    for part in (section.header, section.footer):
        line = part.paragraphs[0]
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = line.add_run(_clean(banner))
        run.bold = True


def _small(run: Docx) -> None:
    run.font.size = Pt(9)
    run.font.color.rgb = _MUTED


def _marked(mark: str, text: str) -> str:
    return _clean(f"{mark} {text}".strip())


def _clean(text: str) -> str:
    """Return a text without the signs that no XML may hold; line breaks stay."""
    return _ILLEGAL.sub("", text)
