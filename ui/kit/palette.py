"""Ctrl+K: one line to type in, one list of commands and things."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget
from shiboken6 import isValid
from typing_extensions import override

from ui.kit.fields import LineField
from ui.kit.rows import Column, RowList
from ui.kit.text import PlainLabel
from ui.theme.tokens import GAP, PAD

WIDTH, HEIGHT, TOP = 620, 420, 72


@dataclass(frozen=True)
class Entry:
    """One line of the palette; a `disabled_reason` says why it can't be chosen now."""

    key: object
    icon: str
    label: str
    place: str = ""
    keys: str = ""
    disabled_reason: str = ""

    @property
    def id(self) -> object:
        return self.key

    @property
    def behind(self) -> str:
        """Return what stands muted behind the label."""
        return f"({self.disabled_reason})" if self.disabled_reason else self.place


class CommandPalette(QFrame):
    """An overlay of the window; typing stays in the line, arrows move in the list."""

    query_changed = Signal(object)
    chosen = Signal(object)  # the entry's key

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("palette")
        self._came_from: QWidget | None = None
        self.line = LineField("Type a command, a meeting, an action item or a person")
        self.line.setObjectName("palette_line")
        self.line.setAccessibleName("Search or jump")
        self.list = RowList(
            (
                Column(
                    "",
                    lambda entry: entry.label,
                    icon=lambda entry: (entry.icon, "muted"),
                ),
                Column("", lambda entry: entry.behind, width=170, look="muted"),
                Column("", lambda entry: entry.keys, width=104, align="right", look="muted"),
            ),
            name="palette_list",
        )
        self.list.empty_text = "Nothing is called like that. Try another word."
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        hint = PlainLabel("> commands   @ people   # action items   / full text", "muted")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PAD, PAD, PAD, PAD)
        layout.setSpacing(GAP)
        layout.addWidget(self.line)
        layout.addWidget(self.list, 1)
        layout.addWidget(hint)
        self.line.textChanged.connect(self._on_text_changed)
        self.line.installEventFilter(self)
        self.list.clicked.connect(self._on_list_clicked)
        self.hide()

    def open_with(self, entries: Sequence[Entry]) -> None:
        """Show the palette with an empty line and take the focus."""
        self._came_from = QApplication.focusWidget()
        window = self.window()
        width = min(WIDTH, window.width() - 80)
        self.setGeometry((window.width() - width) // 2, TOP, width, HEIGHT)
        self.line.clear()
        self.set_entries(entries)
        self.show()
        self.raise_()
        self.line.setFocus()
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]  # there is one

    def set_entries(self, entries: Sequence[Entry]) -> None:
        """Show other lines; the first that can be chosen is marked."""
        self.list.set_rows(entries, keep_selection=False)
        first = next((entry for entry in entries if not entry.disabled_reason), None)
        if first is not None:
            self.list.select_id(first.key)

    def close_palette(self) -> None:
        """Hide and give the focus back to where it was."""
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
        self.hide()
        if self._came_from is not None and isValid(self._came_from):
            self._came_from.setFocus()

    def _take(self) -> None:
        entry = self.list.selected_row()
        if isinstance(entry, Entry) and not entry.disabled_reason:
            self.close_palette()
            self.chosen.emit(entry.key)

    def _press(self, event: QKeyEvent) -> bool:
        key, keys = event.key(), Qt.Key
        if key == keys.Key_Escape:
            self.close_palette()
        elif key in (keys.Key_Return, keys.Key_Enter):
            self._take()
        elif key in (keys.Key_Down, keys.Key_Up, keys.Key_PageDown, keys.Key_PageUp):
            QApplication.sendEvent(self.list, event)
        else:
            return False
        return True

    @Slot(str)
    def _on_text_changed(self, text: str) -> None:
        self.query_changed.emit(text)

    @Slot(QModelIndex)
    def _on_list_clicked(self, _: QModelIndex) -> None:
        self._take()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.line and isinstance(event, QKeyEvent):
            return event.type() is QEvent.Type.KeyPress and self._press(event)
        if event.type() is QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
            inside = self.rect().contains(self.mapFromGlobal(event.globalPosition().toPoint()))
            if self.isVisible() and not inside and isinstance(watched, QWidget):
                self.close_palette()
        return False
