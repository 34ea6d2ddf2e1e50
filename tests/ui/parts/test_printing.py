"""Printing and what is offered after an export."""

import io
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from board_app.documents.pdf import render_pdf
from tests.desk import Desk as Board
from tests.ui.conftest import MakePage
from tests.ui.papers import export_paper, long_document
from ui.page import Context
from ui.pages.meeting.page import MeetingPage
from ui.parts.export import ExportedDialog
from ui.parts.printing import Printing, chosen_pages
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
    return export_paper(qtbot, page, target), target


def printer_to(path: Path) -> QPrinter:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


def printed(path: Path) -> list[int]:
    """Return the darkest dot of each page."""
    document = pypdfium2.PdfDocument(path)
    darkest = []
    for page in document:
        bitmap = page.render(scale=0.3)
        darkest.append(min(bytes(bitmap.buffer)))
        bitmap.close()
    document.close()
    return darkest


def test_every_page_is_drawn_on_a_page_of_its_own(
    exported: tuple[ExportedDialog, Path], context: Context, tmp_path: Path
) -> None:
    _, source = exported
    pages = context.outside.paper_pages(source)
    count, told = len(pages.sizes), list[str]()
    printing = Printing(context, pages, printer_to(tmp_path / "printed.pdf"))
    printing.told.connect(told.append)

    printing.begin()

    darkest = printed(tmp_path / "printed.pdf")
    assert len(darkest) == count
    assert max(darkest) < 128, "there is ink on each page"
    assert told == [*(f"Printing page {at} of {count}…" for at in range(1, count + 1)), "Printed."]


def test_only_the_pages_that_were_chosen_are_printed(context: Context, tmp_path: Path) -> None:
    pdf = io.BytesIO()
    render_pdf(long_document(5), pdf)
    printer = printer_to(tmp_path / "printed.pdf")
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 4)

    Printing(context, context.outside.paper_pages(pdf.getvalue()), printer).begin()

    assert len(printed(tmp_path / "printed.pdf")) == 3


def test_copies_that_the_printer_does_not_make_are_made_here() -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setCopyCount(2)
    for collates, expected in ((True, [0, 1, 0, 1]), (False, [0, 0, 1, 1])):
        printer.setCollateCopies(collates)
        assert not printer.supportsMultipleCopies()
        assert chosen_pages(printer, 2) == expected


def test_file_that_was_damaged_meanwhile_is_not_printed(
    exported: tuple[ExportedDialog, Path],
) -> None:
    dialog, target = exported
    target.write_bytes(b"%PDF-1.7 and no more")

    button = dialog.findChild(QPushButton, "print_file_button")
    assert button is not None
    button.click()

    assert dialog.findChild(QPrintDialog) is None
    assert "can't be read as a PDF" in dialog.words.text()


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


def test_print_asks_with_the_system_dialog(exported: tuple[ExportedDialog, Path]) -> None:
    dialog, _ = exported
    button = dialog.findChild(QPushButton, "print_file_button")
    assert button is not None

    button.click()

    asked = dialog.findChild(QPrintDialog)
    assert asked is not None
    assert asked.isVisible()
    asked.reject()
