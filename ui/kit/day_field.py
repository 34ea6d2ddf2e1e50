"""Dates and times as people type them: understood while typing, never guessed."""

from datetime import date

from PySide6.QtCore import QDate, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCalendarWidget, QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from board_app.domain.errors import Invalid
from board_app.domain.typed_day import parse_day
from board_app.domain.words import day_long
from ui.kit.fields import LineField
from ui.kit.text import PlainLabel
from ui.theme.icons import icon
from ui.theme.service import theme
from ui.theme.tokens import CONTROL_HEIGHT


class DayField(QWidget):
    """A day. Takes "16 Jul", "next Friday" or "2015-07-16" and shows what it understood."""

    edited = Signal()

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self.line = LineField("like 16 Jul 2015")
        self.button = QPushButton()
        self.button.setFixedSize(CONTROL_HEIGHT, CONTROL_HEIGHT)
        self.button.setAccessibleName("Choose from a calendar")
        self.button.setAutoDefault(False)
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.button.setStyleSheet("padding: 0;")
        self.understood = PlainLabel("", "muted")
        self._calendar: QCalendarWidget | None = None
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.line, 1)
        row.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(row)
        column.addWidget(self.understood)
        self.understood.hide()
        self.setFocusProxy(self.line)
        self.line.textChanged.connect(self._on_text_changed)
        self.line.editingFinished.connect(self._on_editing_finished)
        self.button.clicked.connect(self.open_calendar)
        theme().changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def value(self) -> date | None:
        """Return the day, None if the field is empty; raises Invalid if it is no day."""
        text = self.line.text().strip()
        return parse_day(text, self._today, field=self.objectName()) if text else None

    def set_value(self, value: date | None) -> None:
        self.line.setText(day_long(value) if value else "")

    @Slot()
    def open_calendar(self) -> None:
        """Show a month to choose from below the field."""
        if self._calendar is None:
            self._calendar = QCalendarWidget(self)
            self._calendar.setWindowFlags(Qt.WindowType.Popup)
            self._calendar.setGridVisible(False)
            self._calendar.activated.connect(self._on_calendar_activated)
            self._calendar.clicked.connect(self._on_calendar_activated)
        day = self._understood() or self._today
        self._calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        self._calendar.move(self.mapToGlobal(QPoint(0, CONTROL_HEIGHT + 2)))
        self._calendar.show()
        self._calendar.setFocus()

    def _understood(self) -> date | None:
        try:
            return self.value()
        except Invalid:
            return None

    @Slot(str)
    def _on_text_changed(self, text: str) -> None:
        day = self._understood()
        words = day_long(day) if day else ""
        self.understood.setText(words)
        self.understood.setVisible(bool(words) and words != text.strip())
        self.edited.emit()

    @Slot()
    def _on_editing_finished(self) -> None:
        day = self._understood()
        if day is not None:
            self.set_value(day)

    @Slot(QDate)
    def _on_calendar_activated(self, chosen: QDate) -> None:
        self.set_value(date(chosen.year(), chosen.month(), chosen.day()))
        if self._calendar is not None:
            self._calendar.hide()
        self.line.setFocus()

    @Slot(object)
    def _on_theme_changed(self, _: object = None) -> None:
        self.button.setIcon(icon("calendar", theme().tokens.text2))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and event.modifiers() == Qt.KeyboardModifier.AltModifier:
            self.open_calendar()
            return
        super().keyPressEvent(event)

    @override
    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.line.setAccessibleName(name)


class TimeField(LineField):
    """A time of day. Takes "10:00", "930", "9" or "9.30"; the value is like 09:30."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("like 10:00", parent)
        self.setMaximumWidth(160)

    @override
    def value(self) -> str:
        """Return the time as HH:MM, "" if empty; raises Invalid if it is no time."""
        text = self.text().strip().replace(".", ":")
        if not text:
            return ""
        if text.isdecimal() and len(text) > 2:
            text = f"{text[:-2]}:{text[-2:]}"
        hours, _, minutes = text.partition(":")
        minutes = minutes or "00"
        is_time = hours.isdecimal() and minutes.isdecimal() and len(minutes) == 2
        is_time = is_time and len(hours) <= 2
        if not is_time or int(hours) > 23 or int(minutes) > 59:
            raise Invalid("This is not a time. Write it like 10:00.", field=self.objectName())
        return f"{int(hours):02}:{int(minutes):02}"

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        try:
            self.setText(self.value())
        except Invalid:
            return
