"""The side of the preview: small pages, or the paper's own contents where it has them."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QListWidget, QStackedWidget, QVBoxLayout, QWidget

from board_app.services.outside import OutlineEntry, PaperPages
from ui.kit.toggles import Toggles
from ui.parts.preview.small import SmallPages
from ui.parts.preview.work import PageWork
from ui.theme.tokens import GAP

_WIDTH = 176
_INDENT = "    "
_SMALL, _CONTENTS = "small pages", "contents"


class PreviewSide(QWidget):
    """Two ways to get about in a paper."""

    page_asked = Signal(object, float)  # number of a page, how far down in points

    def __init__(self, work: PageWork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(_WIDTH)
        self._entries: Sequence[OutlineEntry] = ()
        self.toggles = Toggles()
        self.toggles.set_choices(((_SMALL, "Pages"), (_CONTENTS, "Contents")))
        self.toggles.set_value(_SMALL)
        self.toggles.hide()
        self.small = SmallPages(work)
        self.contents = QListWidget()
        self.contents.setObjectName("paper_contents")
        self.contents.setAccessibleName("Contents")
        self.contents.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.contents.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.small)
        self._stack.addWidget(self.contents)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self.toggles)
        column.addWidget(self._stack, 1)
        self.toggles.edited.connect(self._on_toggles_edited)
        self.small.page_asked.connect(self._on_small_page_asked)
        self.contents.currentRowChanged.connect(self._on_contents_row_changed)
        self.contents.itemActivated.connect(self._on_contents_item_activated)

    def show_pages(self, pages: PaperPages) -> None:
        self.small.show_pages(pages)

    def show_outline(self, entries: Sequence[OutlineEntry]) -> None:
        """Offer what the paper has titles of; without any, the pages alone."""
        self._entries = ()  # nothing is jumped to while the list fills
        self.contents.clear()
        self.contents.addItems([f"{_INDENT * one.level}{one.title}" for one in entries])
        self._entries = entries
        self.toggles.setVisible(bool(entries))

    def _go(self, row: int) -> None:
        if 0 <= row < len(self._entries):
            self.page_asked.emit(self._entries[row].page, self._entries[row].top)

    @Slot()
    def _on_toggles_edited(self) -> None:
        self._stack.setCurrentIndex(int(self.toggles.value() == _CONTENTS))

    @Slot(object)
    def _on_small_page_asked(self, number: int) -> None:
        self.page_asked.emit(number, 0.0)

    @Slot(int)
    def _on_contents_row_changed(self, row: int) -> None:
        self._go(row)

    @Slot(object)
    def _on_contents_item_activated(self, _: object) -> None:
        self._go(self.contents.currentRow())
