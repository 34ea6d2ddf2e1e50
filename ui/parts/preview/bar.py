"""The bar above the pages: which page, how large, and what is looked for."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QIntValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from ui.kit.buttons import ActionButton
from ui.kit.fields import LineField
from ui.kit.text import PlainLabel
from ui.theme.tokens import GAP, GUTTER

_PAGE_WIDTH, _ZOOM_WIDTH, _TOLD_WIDTH = 56, 48, 76
_LEAST_WORDS, _MOST_WORDS = 120, 240


class PreviewBar(QWidget):
    """Shows where the reader is; its owner gives it its commands."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.page = LineField()
        self.page.setObjectName("page_number")
        self.page.setAccessibleName("Page")
        self.page.setFixedWidth(_PAGE_WIDTH)
        self.page.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.of = PlainLabel("", "facts")
        self.zoom = PlainLabel("", "facts")
        self.zoom.setObjectName("zoom")
        self.zoom.setMinimumWidth(_ZOOM_WIDTH)
        self.zoom.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.words = QLineEdit()
        self.words.setObjectName("preview_words")
        self.words.setAccessibleName("Find in this paper")
        self.words.setPlaceholderText("Find in this paper")
        self.words.setClearButtonEnabled(True)
        self.words.setMinimumWidth(_LEAST_WORDS)
        self.words.setMaximumWidth(_MOST_WORDS)
        self.told = PlainLabel("", "facts")
        self.told.setObjectName("found_count")
        self.told.setMinimumWidth(_TOLD_WIDTH)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(GAP)

    def give(
        self,
        side: QAction,
        zooms: tuple[QAction, QAction],
        fits: Sequence[QAction],
        finds: Sequence[QAction],
    ) -> None:
        """Take the commands and stand in one row."""
        row = self._row
        row.addWidget(ActionButton(side))
        row.addWidget(self.page)
        row.addWidget(self.of)
        row.addSpacing(GUTTER)
        row.addWidget(ActionButton(zooms[0]))
        row.addWidget(self.zoom)
        row.addWidget(ActionButton(zooms[1]))
        for made in fits:
            row.addWidget(ActionButton(made))
        row.addStretch(1)
        row.addWidget(self.words, 2)
        row.addWidget(self.told)
        for made in finds:
            row.addWidget(ActionButton(made))

    def show_count(self, pages: int) -> None:
        self.page.setValidator(QIntValidator(1, pages, self))
        self.of.setText(f"of {pages:,}")

    def show_page(self, number: int) -> None:
        """Show which page is read, counted from 1, unless one is being typed."""
        if not self.page.hasFocus():
            self.page.setText(str(number))

    def show_zoom(self, zoom: float) -> None:
        self.zoom.setText(f"{round(zoom * 100)} %")
        self.zoom.setAccessibleName(f"Zoom {round(zoom * 100)} %")
