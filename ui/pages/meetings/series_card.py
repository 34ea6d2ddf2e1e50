"""The series card: the rule in words, its next dates, and what can be done with each."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QWidget

from board_app.domain.errors import Invalid
from board_app.domain.wall_time import WallTime
from board_app.domain.words import place
from board_app.services.archive import Archive
from board_app.services.meetings import OpenOccurrence
from board_app.services.series import MoveDate, SkipDate
from ui.commands import action, list_action
from ui.kit.buttons import PLAIN, ActionButton
from ui.kit.card import Card
from ui.kit.day_field import DayField, TimeField
from ui.kit.dialogs import FormDialog
from ui.kit.fields import Field, Form, LineField
from ui.kit.rows import ChipLook, Column, RowList
from ui.kit.text import PlainLabel
from ui.page import Context
from ui.pages.meetings.dates import DateRow, MeetingsFound
from ui.parts.asking import Values, ask
from ui.parts.meeting_form import wall_time_of
from ui.parts.series_form import open_series_dialog
from ui.parts.wall_time_question import settle
from ui.places import MEETING, Place


def _chip(row: DateRow) -> ChipLook | None:
    return ChipLook(row.state, row.tone) if row.state else None


class SeriesCard(Card):
    """Dates are opened with O, skipped with S, moved with M."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("Monthly series", name="series", parent=parent)
        self._context = context
        self._found: MeetingsFound | None = None
        self._holidays: dict[date, str] = {}
        self.rule = PlainLabel("", "facts", wraps=True)
        self.list = RowList(
            (
                Column("Next dates", self._text),
                Column("", lambda _: "", width=84, align="right", chip=_chip),
            ),
            name="series_dates",
            fits=True,
        )
        self._make_actions()
        self.add_to_head(ActionButton(self.change, PLAIN))
        self.add(self.rule)
        self.add(self.list)
        buttons = QHBoxLayout()
        buttons.setSpacing(0)
        for made in (self.open_it, self.skip, self.move_it, self.regular):
            buttons.addWidget(ActionButton(made, PLAIN, shows_keys=True))
        buttons.addStretch(1)
        self.body.addLayout(buttons)
        self.list.row_activated.connect(self._on_list_row_activated)
        self.list.row_selected.connect(self._on_list_row_selected)

    def show_found(self, found: MeetingsFound) -> None:
        self._found = found
        self.rule.setText(found.rule or "There is no series yet. Start one to get its dates.")
        self.list.set_rows(found.dates)
        has_series = found.series is not None
        self.change.setText("Change series" if has_series else "Start the series")
        for made in (self.open_it, self.skip, self.move_it, self.regular):
            made.setVisible(has_series)
        self._on_list_row_selected(self.list.selected_row())
        days = [row.occurrence.on for row in found.dates]
        outside, country = self._context.outside, self._context.desk.board.country_code
        if days:
            self._context.desk.ask(
                self, lambda _: outside.holidays_on(days, country), self._show_holidays
            )

    def _show_holidays(self, holidays: dict[date, str]) -> None:
        self._holidays = holidays
        self.list.viewport().update()

    def _text(self, row: DateRow) -> str:
        holiday = self._holidays.get(row.occurrence.on, "")
        return f"{row.text} · {holiday}" if holiday else row.text

    def _make_actions(self) -> None:
        def on_list(short: str, slot: Callable[[], None], keys: str) -> QAction:
            name, text = f"{short.lower()}_date", f"{short} date of the series"
            made = list_action(self.list, name, text, slot, keys)
            made.setProperty("short", short)
            return made

        self.open_it = on_list("Open", self._on_open, "O")
        self.skip = on_list("Skip", self._on_skip, "S")
        self.move_it = on_list("Move", self._on_move, "M")
        self.regular = on_list("Regular", self._on_regular, "R")
        self.change = action(self, "change_series", "Change series", self._on_change)

    def changing_actions(self) -> tuple[QAction, ...]:
        """Return the commands that change the series; opening a meeting there is only looks."""
        return (self.skip, self.move_it, self.regular, self.change)

    def _chosen(self) -> DateRow | None:
        row = self.list.selected_row()
        return row if isinstance(row, DateRow) else None

    @Slot(object)
    def _on_list_row_selected(self, row: DateRow | None) -> None:
        is_free = row is not None and row.meeting_id is None
        has_exception = row is not None and row.exception is not None
        self.open_it.setEnabled(row is not None and row.occurrence.takes_place)
        self.skip.setEnabled(is_free)
        self.move_it.setEnabled(is_free)
        self.regular.setEnabled(is_free and has_exception)

    @Slot(object)
    def _on_list_row_activated(self, _: DateRow) -> None:
        self._on_open()

    @Slot()
    def _on_open(self) -> None:
        row, found = self._chosen(), self._found
        if row is None or found is None or found.series is None:
            return
        if row.meeting_id is not None:
            self._context.navigator.go(Place(MEETING, row.meeting_id))
            return
        if not row.occurrence.takes_place:
            return
        series_id = found.series.id

        def open_at(wall: WallTime) -> None:
            command = OpenOccurrence(
                series_id=series_id, on_day=row.id, wall_start=wall.at, fold=wall.fold
            )
            self._context.desk.do(self, command)

        settle(row.occurrence.wall, self, open_at)

    @Slot()
    def _on_skip(self) -> None:
        row, found = self._chosen(), self._found
        if row is None or found is None or found.series is None:
            return
        series_id = found.series.id
        form = Form()
        form.add(Field("Reason", LineField(), name="reason"))
        dialog = FormDialog(f"Skip {row.text}", form, accept="Skip date", parent=self)
        ask(
            self._context.desk,
            dialog,
            lambda values: SkipDate(series_id=series_id, on_day=row.id, **values),
        )

    @Slot()
    def _on_move(self) -> None:
        row, found = self._chosen(), self._found
        if row is None or found is None or found.series is None:
            return
        series = found.series
        form = Form()
        form.add(Field("Day", DayField(row.occurrence.on), name="day"))
        form.add(Field("Begins at", TimeField(), name="start", help=f"{place(series.zone)} time."))
        form.add(Field("Reason", LineField(), name="reason"))
        form.fields["day"].set_value(row.occurrence.on)
        form.fields["start"].set_value(series.start)
        dialog = FormDialog(f"Move {row.text}", form, accept="Move date", parent=self)

        def submit(values: Values) -> None:
            try:
                # A wall time that is missing or double is asked about, never shifted.
                settle(
                    wall_time_of(values, series.zone), dialog, partial(self._move, dialog, values)
                )
            except Invalid as fault:
                dialog.show_fault(fault)

        dialog.submitted.connect(submit)
        dialog.open()

    def _move(self, dialog: FormDialog, values: Values, wall: WallTime) -> None:
        row, found = self._chosen(), self._found
        if row is None or found is None or found.series is None:
            return
        try:
            command = MoveDate(
                series_id=found.series.id,
                on_day=row.id,
                to=wall.at,
                fold=wall.fold or 0,
                reason=values["reason"],
            )
        except Invalid as fault:
            dialog.show_fault(fault)
            return
        self._context.desk.do(
            dialog,
            command,
            done=lambda _: dialog.finish(),
            failed=dialog.show_fault,
        )

    @Slot()
    def _on_regular(self) -> None:
        row = self._chosen()
        if row is not None and row.exception is not None:
            exception = row.exception
            self._context.desk.do(
                self,
                Archive(table="series_exception", id=exception.id, version=exception.version),
            )

    @Slot()
    def _on_change(self) -> None:
        found = self._found
        open_series_dialog(self._context, self, found.series if found else None)
