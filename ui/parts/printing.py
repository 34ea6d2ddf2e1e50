"""Print a PDF through the system's own dialog; its pages are drawn as pictures."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from board_app.services.outside import PagePicture
from ui.page import Context

_DPI = 300


def print_pdf(context: Context, path: Path, parent: QWidget) -> QPrintDialog:
    """Ask for a printer and print; returns the dialog, which is open."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(path.stem)
    dialog = QPrintDialog(printer, parent)
    dialog.setObjectName("print_dialog")

    def draw(pages: list[PagePicture]) -> None:
        draw_pages(pages, printer)

    def begin() -> None:
        context.desk.ask(dialog, lambda _: list(context.outside.page_pictures(path, _DPI)), draw)

    dialog.accepted.connect(begin)
    dialog.setModal(True)
    dialog.show()
    return dialog


def draw_pages(pages: list[PagePicture], printer: QPrinter) -> None:
    """Draw each picture onto a page of its own, as large as the paper lets it."""
    painter = QPainter()
    if not painter.begin(printer):
        return
    for number, page in enumerate(pages):
        if number:
            printer.newPage()
        image = QImage(
            page.pixels, page.width, page.height, page.stride, QImage.Format.Format_RGB32
        )
        area = painter.viewport()
        size = image.size()
        size.scale(area.size(), Qt.AspectRatioMode.KeepAspectRatio)
        painter.setViewport(area.x(), area.y(), size.width(), size.height())
        painter.setWindow(image.rect())
        painter.drawImage(0, 0, image)
        painter.setViewport(area)
    painter.end()
