"""Papers for the tests of the preview: of any length, each page with words of its own."""

import io
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from board_app.domain.document import Document, Heading, PageBreak, Paragraph
from board_app.domain.marking import Marking
from board_app.domain.portion import Portion
from board_app.services.papers import kinds
from board_app.services.papers.kinds import PaperKind, Wanted
from tests.ui.acting import CONTROL, KEY
from ui.parts.export import ExportedDialog
from ui.parts.paper_export import PaperExport
from ui.parts.preview.dialog import PreviewDialog

NEEDLE = "safe haven"


def long_document(
    pages: int, *, needles: tuple[int, ...] = (), banner: str = "UNCLASSIFIED"
) -> Document:
    """Return a document of so many pages; those of `needles` (from 1) hold the words NEEDLE."""
    blocks: list[Heading | Paragraph | PageBreak] = []
    for number in range(1, pages + 1):
        if number > 1:
            blocks.append(PageBreak())
        blocks.append(Heading(f"Chapter {number}", 1))
        hidden = f"They asked for a {NEEDLE} at once. " if number in needles else ""
        blocks.append(Paragraph(f"{hidden}This is the text of sheet number {number}."))
    top = Portion(banner, Marking(level=int(banner != "UNCLASSIFIED")))
    return Document(title="A long paper", blocks=tuple(blocks), banner=top)


def wish_for(document: Document, monkeypatch: pytest.MonkeyPatch) -> Wanted:
    """Return a wish whose paper is this document."""
    monkeypatch.setattr(kinds, "paper_document", lambda *_given, **_named: document)
    monkeypatch.setattr(kinds, "paper_name", lambda *_given, **_named: "long.pdf")
    return Wanted(kind=PaperKind.AGENDA)


def export_paper(qtbot: QtBot, owner: QWidget, target: Path) -> ExportedDialog:
    """Bring the paper that is previewed into a file, by keys alone; returns what is shown then."""
    (preview,) = (one for one in owner.findChildren(PreviewDialog) if one.isVisible())
    qtbot.keyClick(preview.view, KEY.Key_Return)
    dialog = export_of(preview)
    dialog.form.fields["folder"].set_value(str(target.parent))
    name = dialog.form.fields["file_name"].editor
    qtbot.keyClick(name, KEY.Key_A, CONTROL)
    qtbot.keyClicks(name, target.name)
    qtbot.keyClick(name, KEY.Key_Return)
    QApplication.processEvents()
    (done,) = (one for one in owner.findChildren(ExportedDialog) if one.isVisible())
    return done


def export_of(preview: PreviewDialog) -> PaperExport:
    """Return the export that is open."""
    (found,) = (one for one in preview.findChildren(PaperExport) if one.isVisible())
    return found


def words_of(pdf: Path | bytes) -> str:
    """Return all words of a PDF, one space between them."""
    document = pypdfium2.PdfDocument(pdf if isinstance(pdf, Path) else io.BytesIO(pdf))
    text = "\n".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return " ".join(text.split())
