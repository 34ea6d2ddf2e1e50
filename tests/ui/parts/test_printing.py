"""Printing and what is offered after an export."""

from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from board_app.documents.preview import page_pictures
from board_app.domain.errors import Refused
from tests.desk import Desk as Board
from tests.ui.conftest import MakePage
from ui.page import Context
from ui.pages.meeting.page import MeetingPage
from ui.parts.export import ExportedDialog
from ui.parts.printing import draw_pages
from ui.places import MEETING, Place


@pytest.fixture
def exported(
    desk: Board, make_page: MakePage, qtbot: QtBot, tmp_path: Path
) -> tuple[ExportedDialog, Path]:
    """Give the dialog after the agenda was exported through the page, and the file."""
    page = make_page(MeetingPage, Place(MEETING, desk.meeting_id))
    target = tmp_path / "agenda.pdf"
    button = page.findChild(QPushButton, "export_agenda_button")
    assert button is not None
    button.click()
    files = page.findChild(QFileDialog)
    assert files is not None
    line = files.findChild(QLineEdit, "fileNameEdit")
    assert line is not None
    line.setText(str(target))
    files.accept()
    dialog = page.findChild(ExportedDialog)
    assert dialog is not None
    return dialog, target


def test_every_page_is_drawn_on_a_page_of_its_own(
    exported: tuple[ExportedDialog, Path], tmp_path: Path
) -> None:
    _, source = exported
    pages = list(page_pictures(source, 100))
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printed = tmp_path / "printed.pdf"
    printer.setOutputFileName(str(printed))

    draw_pages(pages, printer)

    document = pypdfium2.PdfDocument(printed)
    assert len(document) == len(pages)
    bitmap = document[0].render(scale=0.3)
    assert min(bytes(bitmap.buffer)) < 128, "there is ink on the page"
    bitmap.close()
    document.close()


def test_damaged_file_is_refused_in_words(tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.pdf"
    damaged.write_bytes(b"%PDF-1.7 and no more")

    with pytest.raises(Refused, match="can't be read as a PDF"):
        next(page_pictures(damaged, 100))


def test_exported_file_is_opened_and_its_folder_shown(
    exported: tuple[ExportedDialog, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog, target = exported
    opened: list[QUrl] = []

    def open_url(url: QUrl) -> bool:
        opened.append(url)
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)

    for name in ("open_file", "show_in_folder"):
        button = dialog.findChild(QPushButton, f"{name}_button")
        assert button is not None
        button.click()

    assert [Path(url.toLocalFile()) for url in opened] == [target, target.parent]


def test_machine_without_a_reader_says_where_the_file_is(
    exported: tuple[ExportedDialog, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog, target = exported
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _: False)

    button = dialog.findChild(QPushButton, "open_file_button")
    assert button is not None
    button.click()

    assert str(target) in dialog.words.text()


def test_print_asks_with_the_system_dialog(
    exported: tuple[ExportedDialog, Path], context: Context
) -> None:
    dialog, _ = exported
    button = dialog.findChild(QPushButton, "print_file_button")
    assert button is not None

    button.click()

    asked = dialog.findChild(QPrintDialog)
    assert asked is not None
    assert asked.isVisible()
    asked.reject()
