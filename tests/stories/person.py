"""A person at the window: sees what is shown, presses keys, clicks buttons, nothing else."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFileDialog,
    QLineEdit,
    QListView,
    QPushButton,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from board_app.settings import Settings
from board_app.window import Program
from tests.desk import HandClock
from ui.app import pages
from ui.kit.dialogs import FormDialog
from ui.kit.rows import RowList
from ui.kit.text import PlainLabel
from ui.kit.world_map import WorldMap
from ui.opening.doors import Doors
from ui.opening.welcome import Welcome
from ui.parts.preview.dialog import PreviewDialog
from ui.window import MainWindow
from ui.work import InlineRunner

W = TypeVar("W", bound=QWidget)

KEY = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
_TABS = 200  # more stops than any page has


class Person:
    """Somebody at one machine. `keyboard_only` takes the mouse away."""

    def __init__(self, qtbot: QtBot, home: Path, clock: HandClock, *, keyboard_only: bool) -> None:
        self.qtbot = qtbot
        self.clock = clock
        self.keyboard_only = keyboard_only
        self.program = Program(Settings(home / "settings.json"), clock)
        self.doors = Doors(self.program, pages(), InlineRunner)
        # The program puts its own windows away; what is left in the end goes with the test.
        self._last = QWidget()  # which qtbot knows weakly
        qtbot.addWidget(self._last, before_close_func=lambda _: self._go())

    # What is on the screen

    @property
    def welcome(self) -> Welcome:
        return self.doors.welcome

    @property
    def window(self) -> MainWindow:
        window = self.doors.window
        assert window is not None
        return window

    def start(self, path: Path | None = None, passphrase: str | None = None) -> None:
        """Start the program, on a board if one is named."""
        self.doors.begin(path, passphrase)
        top = self.window if passphrase else self.welcome
        self._own(top)

    def leave(self) -> None:
        """Close the window, as with its cross."""
        self.window.close()

    def text(self, name: str) -> str:
        """Read a label by its name."""
        return str(self._find(QWidget, name).property("text"))

    def rows(self, name: str) -> list[tuple[str, ...]]:
        """Read a list: what each cell shows."""
        rows = self._find(RowList, name)
        model = rows.model()
        return [
            tuple(str(model.index(y, x).data()) for x in range(model.columnCount()))
            for y in range(model.rowCount())
        ]

    def form(self) -> FormDialog:
        """Return the form that is in front."""
        found = self._top_dialog()
        assert isinstance(found, FormDialog), f"no form is open, but {found}"
        return found

    def spoken(self, name: str) -> list[tuple[str, ...]]:
        """Read a list as it is spoken: chips and icons too."""
        rows = self._find(RowList, name)
        model, role = rows.model(), Qt.ItemDataRole.AccessibleTextRole
        return [
            tuple(str(model.index(y, x).data(role)) for x in range(model.columnCount()))
            for y in range(model.rowCount())
        ]

    def labels(self) -> list[str]:
        """Read everything that is written on the page in front."""
        front = self._front()
        return [one.text() for one in front.findChildren(PlainLabel) if one.isVisible()]

    def is_shown(self, name: str) -> bool:
        """Tell whether something of this name is on the screen."""
        return any(one.isVisible() for one in self._front().findChildren(QWidget, name))

    def colour_on_map(self, alpha2: str) -> QColor:
        """See in which colour a country is drawn."""
        earth = self._front().findChild(WorldMap)
        assert earth is not None
        place = earth.place_of(alpha2)
        assert place is not None
        return earth.grab().toImage().pixelColor(place.toPoint())

    def button(self, name: str) -> bool:
        """Tell whether a button can be pushed."""
        return self._find(QPushButton, f"{name}_button").isEnabled()

    def results(self) -> list[str]:
        """Read what Search found, each result as it is spoken."""
        model = self._find(QListView, "search_results").model()
        role = Qt.ItemDataRole.AccessibleTextRole
        return [str(model.index(at, 0).data(role)) for at in range(model.rowCount())]

    def palette(self) -> list[str]:
        """Read the lines of Ctrl+K."""
        rows = self.window.jump._palette.list
        return [f"{row.label} {row.place}" for row in rows.rows()]

    def wait(self, ready: Callable[[], bool]) -> None:
        """Wait until the screen shows something."""
        self.qtbot.waitUntil(ready)

    # What can be done

    def click(self, name: str) -> None:
        """Click a button that is no command, or tab to it and press Space."""
        button = self._find(QPushButton, name)
        if self.keyboard_only:
            self._tab_to(button)
            self.press(KEY.Key_Space)
        else:
            self._click(button)

    def stand_on(self, name: str) -> None:
        """Put the focus on a part of the page that takes keys."""
        widget = self._find(QWidget, name)
        self._enter(widget)
        assert QApplication.focusWidget() is widget, f"{name} takes no keys"

    def look_for(self, field: str, words: str) -> None:
        """Write into a line of the page that narrows what it shows."""
        line = self._find(QLineEdit, field)
        self._enter(line)
        self.press(KEY.Key_A, CONTROL)
        self.write(words)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        """Press a key where the focus is."""
        front = self._front()
        target = QApplication.activePopupWidget() or QApplication.focusWidget() or front
        self.qtbot.keyClick(target, key, modifiers)
        QApplication.processEvents()

    def write(self, text: str) -> None:
        """Type a text where the focus is; a line break is Enter."""
        for number, line in enumerate(text.split("\n")):
            if number:
                self.press(KEY.Key_Return)
            self._front()
            target = QApplication.focusWidget()
            assert target is not None, "nothing has the focus"
            self.qtbot.keyClicks(target, line)
        QApplication.processEvents()

    def jump(self, words: str) -> None:
        """Ctrl+K, type, Enter."""
        self.press(KEY.Key_K, CONTROL)
        self.write(words)
        palette = self.window.jump._palette
        self.qtbot.waitUntil(
            lambda: not self.window.jump._quiet.isActive() and bool(palette.list.rows())
        )
        self.press(KEY.Key_Return)

    def push(self, name: str, *, keys: tuple[Qt.Key, Qt.KeyboardModifier] | None = None) -> None:
        """Push a button: with the mouse, or with its keys, or by its command's words."""
        if not self.keyboard_only:
            self._click(self._find(QPushButton, f"{name}_button"))
        elif keys is not None:
            self.press(*keys)
        else:
            self._tab_to(self._find(QPushButton, f"{name}_button"))
            self.press(KEY.Key_Space)

    def choose(self, list_name: str, words: str) -> None:
        """Select the row that shows some words."""
        rows = self._find(RowList, list_name)
        cells = self.rows(list_name)
        number = next(at for at, row in enumerate(cells) if any(words in cell for cell in row))
        if self.keyboard_only:
            self._tab_to(rows)
            self.press(KEY.Key_Home)
            for _ in range(number):
                self.press(KEY.Key_Down)
        else:
            rect = rows.visualRect(rows.model().index(number, 0))
            self.qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
        QApplication.processEvents()

    def fill(self, field: str, text: str) -> None:
        """Write into a field of the open form, over what stands there."""
        editor = self.form().form.fields[field].editor
        inner = editor.findChild(QLineEdit) if not isinstance(editor, QLineEdit) else editor
        self._enter(inner if inner is not None and not isinstance(editor, QTextEdit) else editor)
        self.press(KEY.Key_A, CONTROL)
        self.write(text)

    def pick(self, field: str, words: str) -> None:
        """Choose in a field of the open form by the words of a choice."""
        editor = self.form().form.fields[field].editor
        assert isinstance(editor, QComboBox)
        self._enter(editor)
        if editor.isEditable():
            self.press(KEY.Key_A, CONTROL)
            self.write(words)
            if QApplication.activePopupWidget() is not None:
                self.press(KEY.Key_Down)
                self.press(KEY.Key_Return)
            return
        labels = [editor.itemText(at) for at in range(editor.count())]
        wanted = next(at for at, label in enumerate(labels) if words in label)
        self.press(KEY.Key_Home)
        for _ in range(wanted):
            self.press(KEY.Key_Down)

    def accept(self) -> None:
        """Give the open form's answer."""
        form = self.form()
        if self.keyboard_only:
            self.press(KEY.Key_Return, CONTROL)
        else:
            self._click(form.accept_button)

    def save_as(self, path: Path) -> None:
        """Answer the file dialog."""
        dialog = self._top_dialog()
        assert isinstance(dialog, QFileDialog), f"no file dialog is open, but {dialog}"
        line = dialog.findChild(QLineEdit, "fileNameEdit")
        assert line is not None
        line.setFocus()
        self.press(KEY.Key_A, CONTROL)
        self.write(str(path))
        self.press(KEY.Key_Return)

    def export_as(self, path: Path) -> None:
        """Look at the paper, then keep it in a file."""
        preview = self._top_dialog()
        assert isinstance(preview, PreviewDialog), f"no preview is open, but {preview}"
        if self.keyboard_only:
            self.press(KEY.Key_Return)
        else:
            self._click(self._find(QPushButton, "preview_export_button"))
        self.fill("file_name", path.name)
        self.fill("folder", str(path.parent))
        self.accept()

    def close_dialog(self) -> None:
        """Close the dialog in front with Esc."""
        self.press(KEY.Key_Escape)

    # How

    def _own(self, top: QWidget) -> None:
        with self.qtbot.waitExposed(top):
            top.show()
        (QApplication.activeModalWidget() or top).activateWindow()
        QApplication.processEvents()

    def _go(self) -> None:
        """Leave the machine: every window that is still there is closed and forgotten."""
        while (front := QApplication.activeModalWidget()) is not None:
            front.close()
        if self.doors.window is not None:
            self.doors.window.close()
        self.doors.leave()
        self.doors.welcome.close()
        self.doors.welcome.deleteLater()

    def _front(self) -> QWidget:
        """Return what is in front; a window manager would make it active when a dialog closes."""
        modal = QApplication.activeModalWidget()
        front = modal or QApplication.activeWindow()
        if front is None:
            window = self.doors.window
            front = window if window is not None and window.isVisible() else self.welcome
            front.activateWindow()
            QApplication.processEvents()
        return front

    def _top_dialog(self) -> QWidget | None:
        return QApplication.activeModalWidget()

    def _find(self, kind: type[W], name: str) -> W:
        found = [one for one in self._front().findChildren(kind, name) if one.isVisible()]
        front = self._front()
        said = [one.text() for one in front.findChildren(PlainLabel) if one.isVisible()]
        assert found, f"{name} is not on the screen of {front}, which says {said}"
        return found[0]

    def _click(self, widget: QWidget) -> None:
        assert widget.isEnabled(), f"{widget.objectName()} is not possible now"
        self.qtbot.mouseClick(widget, Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
        QApplication.processEvents()

    def _enter(self, widget: QWidget) -> None:
        if self.keyboard_only:
            self._tab_to(widget)
        else:
            widget.setFocus()

    def _tab_to(self, widget: QWidget) -> None:
        """Press Tab until the focus is in a widget; fails if it can't be reached."""
        for _ in range(_TABS):
            here = QApplication.focusWidget()
            if here is widget or (here is not None and widget.isAncestorOf(here)):
                return
            self.press(KEY.Key_Tab)
        raise AssertionError(f"{widget.objectName()} can't be reached with Tab")


__all__ = ["ALT", "CONTROL", "KEY", "NONE", "SHIFT", "Person"]
