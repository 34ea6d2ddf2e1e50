"""The navigation at the left: the pages by name, search on top."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QFrame, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from ui.kit.text import escaped_tooltip
from ui.theme.icons import icon
from ui.theme.service import theme
from ui.theme.tokens import NAV_WIDTH


class NavEntry(NamedTuple):
    """One page in the navigation; `keys` is only shown, the window's action owns it."""

    page: str
    text: str
    icon: str
    keys: str
    is_low: bool = False


class _NavButton(QPushButton):
    """A button with something at its right end: a shortcut or a count."""

    def __init__(self, text: str, icon_name: str, parent: QWidget) -> None:
        super().__init__(f"  {text}", parent)
        self.setAccessibleName(text)
        self._icon_name = icon_name
        self.right_text = ""
        self.setIconSize(QSize(20, 20))
        self.setAutoDefault(False)
        theme().changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    @Slot()
    def _on_theme_changed(self) -> None:
        self.setIcon(icon(self._icon_name, theme().tokens.text2))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.right_text:
            painter = QPainter(self)
            font = self.font()
            font.setPixelSize(12)
            painter.setFont(font)
            painter.setPen(QPen(theme().tokens.muted))
            place = self.rect().adjusted(0, 0, -12, 0)
            painter.drawText(
                place,
                Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight,
                self.right_text,
            )


class Navigation(QFrame):
    """Search on top, then the pages, then the quiet ones at the bottom."""

    page_asked = Signal(object)  # the page's name
    jump_asked = Signal()

    def __init__(self, entries: Sequence[NavEntry], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("nav")
        self.setFixedWidth(NAV_WIDTH)
        self._buttons: dict[str, _NavButton] = {}
        self._group = QButtonGroup(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 12, 10, 10)
        layout.setSpacing(2)
        self.jump = _NavButton("Search or jump", "search", self)
        self.jump.setObjectName("jump")
        self.jump.right_text = "Ctrl+K"
        self.jump.clicked.connect(self._on_jump_clicked)
        layout.addWidget(self.jump)
        layout.addSpacing(8)
        for entry in (one for one in entries if not one.is_low):
            layout.addWidget(self._made(entry))
        layout.addStretch(1)
        for entry in (one for one in entries if one.is_low):
            layout.addWidget(self._made(entry))
        self._group.idClicked.connect(self._on_group_clicked)
        self._pages = [entry.page for entry in entries]

    def show_page(self, page: str) -> None:
        """Mark the page that is shown; a page that is not in the list marks none."""
        button = self._buttons.get(page)
        if button is not None:
            button.setChecked(True)
        elif (marked := self._group.checkedButton()) is not None:
            self._group.setExclusive(False)  # else one of them always stays down
            marked.setChecked(False)
            self._group.setExclusive(True)

    def show_count(self, page: str, count: int) -> None:
        """Show how much waits on a page, nothing for 0."""
        button = self._buttons[page]
        button.right_text = str(count) if count else ""
        label = button.text().strip()
        button.setAccessibleName(f"{label}, {count}" if count else label)
        button.update()

    def _made(self, entry: NavEntry) -> _NavButton:
        button = _NavButton(entry.text, entry.icon, self)
        button.setObjectName(f"nav_{entry.page}")
        button.setCheckable(True)
        button.setToolTip(escaped_tooltip(f"{entry.text} ({entry.keys})"))
        self._group.addButton(button, len(self._buttons))
        self._buttons[entry.page] = button
        return button

    @Slot()
    def _on_jump_clicked(self) -> None:
        self.jump_asked.emit()

    @Slot(int)
    def _on_group_clicked(self, number: int) -> None:
        self.page_asked.emit(list(self._buttons)[number])
