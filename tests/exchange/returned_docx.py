"""A reviewer with a word processor: comments and tracked changes put into a DOCX."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

MADE = "2015-07-19T15:04:00Z"


def paragraph_with(document: Any, words: str) -> Any:  # Any: the library's own paragraphs
    found = [one for one in _paragraphs(document) if words in one.text]
    assert found, f"no paragraph has “{words}”"
    return found[0]


def _paragraphs(document: Any) -> list[Any]:  # Any: as above
    cells = [
        paragraph
        for table in document.tables
        for row in table.rows
        for cell in row.cells
        for paragraph in cell.paragraphs
    ]
    return [*document.paragraphs, *cells]


def commented(source: Path, target: Path, words: str, comment: str, author: str = "Cy") -> Path:
    """Comment on the paragraph that has some words."""
    document = docx.Document(str(source))
    paragraph = paragraph_with(document, words)
    document.add_comment(paragraph.runs, text=comment, author=author, initials="C")
    document.save(str(target))
    return target


def redlined(source: Path, target: Path, old: str, new: str, author: str = "Cy") -> Path:
    """Replace words in a paragraph as a tracked change."""
    document = docx.Document(str(source))
    paragraph = paragraph_with(document, old)
    text = paragraph.text
    before, _, after = text.partition(old)
    for run in list(paragraph.runs):
        run._r.getparent().remove(run._r)
    mark = f'w:id="900" w:author="{author}" w:date="{MADE}"'
    gone = f"<w:r><w:delText xml:space='preserve'>{old}</w:delText></w:r>"
    for part in (
        f"<w:r {nsdecls('w')}><w:t xml:space='preserve'>{before}</w:t></w:r>",
        f"<w:del {nsdecls('w')} {mark}>{gone}</w:del>",
        f"<w:ins {nsdecls('w')} {mark}><w:r><w:t xml:space='preserve'>{new}</w:t></w:r></w:ins>",
        f"<w:r {nsdecls('w')}><w:t xml:space='preserve'>{after}</w:t></w:r>",
    ):
        paragraph._p.append(parse_xml(part))
    document.save(str(target))
    return target


def repacked(source: Path, target: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """Change the parts of a packed file."""
    with zipfile.ZipFile(BytesIO(source.read_bytes())) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    change(parts)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return target
