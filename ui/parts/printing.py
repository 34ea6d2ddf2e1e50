"""Print a PDF through the system's own dialog; its pages are drawn as pictures, one at a time."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QRect, QSizeF, Qt, Signal
from PySide6.QtGui import QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from board_app.domain.errors import BoardError
from board_app.services.outside import PagePicture, PaperPages
from ui.page import Context
from ui.parts.preview.pictures import image_of

_DPI = 300


def print_pdf(
    context: Context,
    pdf: bytes | Path,
    name: str,
    parent: QWidget,
    *,
    told: Callable[[str], None],
) -> None:
    """Ask for a printer and print; `told` gets how far it is, and what went wrong."""

    def ask(pages: PaperPages) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(name)
        size = QSizeF(*pages.sizes[0])
        printer.setPageSize(
            QPageSize(size, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
        )
        dialog = QPrintDialog(printer, parent)
        dialog.setObjectName("print_dialog")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setMinMax(1, len(pages.sizes))
        dialog.setFromTo(1, len(pages.sizes))
        # Of the board, not of the dialog: what is being printed goes on when that is closed.
        printing = Printing(context, pages, printer)
        printing.told.connect(partial(_tell, parent, told))
        dialog.accepted.connect(printing.begin)
        dialog.rejected.connect(printing.leave)
        dialog.setModal(True)
        dialog.show()

    def failed(fault: BoardError) -> None:
        told(fault.message)

    context.desk.work(parent, partial(context.outside.paper_pages, pdf), ask, failed=failed)


class Printing(QObject):
    """One paper on its way to a printer: a page is drawn, then the next one is asked for."""

    told = Signal(str)

    def __init__(self, context: Context, pages: PaperPages, printer: QPrinter) -> None:
        super().__init__(context)
        self._desk = context.desk
        self._pages = pages
        self._printer = printer
        self._painter = QPainter()
        self._numbers: list[int] = []
        self._done = 0

    def begin(self) -> None:
        """Print the pages that were chosen in the dialog."""
        self._numbers = chosen_pages(self._printer, len(self._pages.sizes))
        if not self._painter.begin(self._printer):
            self.told.emit("Not printed: the printer does not answer.")
            self.leave()
            return
        self._go_on()

    def leave(self) -> None:
        """Forget the pages."""
        if self._painter.isActive():
            self._painter.end()
        self._pages.close()
        self.deleteLater()

    def _go_on(self) -> None:
        if self._done == len(self._numbers):
            self.told.emit("Printed.")
            self.leave()
            return
        self.told.emit(f"Printing page {self._done + 1} of {len(self._numbers)}…")
        work = partial(self._pages.picture, self._numbers[self._done], _DPI)
        self._desk.work(self, work, self._draw, failed=self._fail)

    def _draw(self, picture: PagePicture) -> None:
        if self._done:
            self._printer.newPage()
        draw_page(picture, self._painter)
        self._done += 1
        self._go_on()

    def _fail(self, fault: BoardError) -> None:
        self.told.emit(f"Not printed. {fault.message}")
        self._printer.abort()
        self.leave()


def chosen_pages(printer: QPrinter, count: int) -> list[int]:
    """Return the numbers of the pages that are wanted, from 0, as often as they are."""
    first, last = 1, count
    if printer.printRange() is QPrinter.PrintRange.PageRange and printer.fromPage():
        first, last = printer.fromPage(), min(printer.toPage() or count, count)
    numbers = list(range(first - 1, last))
    if printer.pageOrder() is QPrinter.PageOrder.LastPageFirst:
        numbers.reverse()
    if printer.supportsMultipleCopies():
        return numbers  # the printer sees to it
    if printer.collateCopies():
        return numbers * printer.copyCount()
    return [number for number in numbers for _ in range(printer.copyCount())]


def draw_page(picture: PagePicture, painter: QPainter) -> None:
    """Draw a picture as large as the paper lets it."""
    image = image_of(picture)
    area = painter.viewport()
    size = image.size().scaled(area.size(), Qt.AspectRatioMode.KeepAspectRatio)
    painter.drawImage(QRect(area.topLeft(), size), image)


def _tell(parent: QWidget, told: Callable[[str], None], words: str) -> None:
    if isValid(parent):
        told(words)
