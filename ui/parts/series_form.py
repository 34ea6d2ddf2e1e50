"""The form of the monthly series: its next six real dates stand below while it is typed."""

from datetime import date
from typing import Any

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QWidget

from board_app.domain.errors import BoardError, Invalid
from board_app.domain.schedule import Exceptions, next_dates
from board_app.domain.words import WEEKDAYS, clock, day
from board_app.services.commands import Command
from board_app.services.rows import SeriesRow
from board_app.services.series import ReviseSeries, StartSeries, rule_of
from ui.kit.card import Card
from ui.kit.choice_field import ChoiceField
from ui.kit.day_field import DayField, TimeField
from ui.kit.dialogs import FormDialog
from ui.kit.fields import Field, Form, LineField, NumberField
from ui.kit.text import PlainLabel
from ui.page import Context
from ui.parts.asking import ask

Values = dict[str, Any]  # Any: each field's own kind of value
NTH = ((1, "First"), (2, "Second"), (3, "Third"), (4, "Fourth"), (-1, "Last"))
_NEVER, _UNTIL, _AFTER = "never", "until", "after"
_QUIET_MS = 150
_ASIDE = 280


def series_command(values: Values, series: SeriesRow | None) -> Command:
    """Return the command for what the form holds; raises Invalid."""
    values = dict(values)
    ends = values.pop("ends")
    until, occurrences = values.pop("until_on"), values.pop("occurrences")
    if ends == _UNTIL and until is None:
        raise Invalid("Say until when.", field="until_on")
    if not values["start"]:
        raise Invalid("Say when it begins.", field="start")
    fields = {
        **values,
        "zone": values["zone"] or "",
        "until_on": until if ends == _UNTIL else None,
        "occurrences": occurrences if ends == _AFTER else None,
    }
    if values["first_on"] is None:
        raise Invalid("Say from which day on.", field="first_on")
    if series is None:
        return StartSeries(**fields)
    return ReviseSeries(id=series.id, version=series.version, **fields)


class _Preview(QObject):
    """Computes the dates once typing rests, and marks those on a public holiday."""

    def __init__(self, context: Context, form: Form, label: PlainLabel) -> None:
        super().__init__(form)
        self._context = context
        self._form = form
        self._label = label
        self._asked = 0
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(_QUIET_MS)
        self._quiet.timeout.connect(self.show_dates)
        for field in form.fields.values():
            field.editor.edited.connect(self._on_edited)  # type: ignore[attr-defined]  # an Editor
        self.show_dates()

    @Slot()
    def _on_edited(self) -> None:
        self._quiet.start()

    @Slot()
    def show_dates(self) -> None:
        """Show the next six dates, or why there are none."""
        try:
            command = series_command({**self._form.values(), "title": "Preview"}, None)
            assert isinstance(command, StartSeries)  # noqa: S101  (made without a series)
            today = self._context.desk.board.today
            found = next_dates(rule_of(command), Exceptions(), after=today)
        except BoardError as fault:
            self._label.setText(fault.message)
            return
        days = [one.on for one in found]
        lines = {one.on: f"{day(one.on, today)}, {clock(one.wall.at.time())}" for one in found}
        unsettled = {one.on for one in found if not one.wall.is_settled}
        self._asked += 1
        asked, country = self._asked, self._context.desk.board.country_code
        outside = self._context.outside

        def show(holidays: dict[date, str]) -> None:
            if asked == self._asked:
                self._show(lines, holidays, unsettled)

        self._context.desk.ask(self, lambda _: outside.holidays_on(days, country), show)

    def _show(
        self, lines: dict[date, str], holidays: dict[date, str], unsettled: set[date]
    ) -> None:
        said = []
        for on, line in lines.items():
            marks = [f"public holiday: {holidays[on]}"] if on in holidays else []
            marks += ["the clocks change: asked when opened"] if on in unsettled else []
            said.append(f"{line} ({'; '.join(marks)})" if marks else line)
        self._label.setText("\n".join(said) or "No date is left in this series.")


def _fill(form: Form, context: Context, series: SeriesRow | None) -> None:
    """Show the series that runs, or what a new one would most likely be."""
    defaults: Values = {
        "title": context.desk.board.name,
        "nth": 3,
        "weekday": 3,
        "start": "10:00",
        "minutes": context.desk.board.meeting_minutes,
        "zone": context.desk.board.zone,
        "first_on": context.desk.board.today,
        "occurrences": 12,
        "place": context.desk.board.place,
    }
    for name, default in defaults.items():
        stored = getattr(series, name) if series is not None else None
        form.fields[name].set_value(default if stored is None else stored)
    form.fields["ends"].set_value(_NEVER)
    if series is not None and series.until_on is not None:
        form.fields["ends"].set_value(_UNTIL)
        form.fields["until_on"].set_value(series.until_on)
    elif series is not None and series.occurrences is not None:
        form.fields["ends"].set_value(_AFTER)


def open_series_dialog(
    context: Context, parent: QWidget, series: SeriesRow | None = None
) -> FormDialog:
    """Open the form for a new series, or for the one that runs."""
    board = context.desk.board
    form = Form()
    zone = ChoiceField([(name, name.replace("_", " ")) for name in context.outside.zones()])
    ends = ChoiceField(
        ((_NEVER, "Never"), (_UNTIL, "On a day"), (_AFTER, "After a number of meetings"))
    )
    form.add(Field("Title of the meetings", LineField(), name="title"))
    form.add(Field("Each month on the", ChoiceField(NTH), name="nth"))
    form.add(Field("Weekday", ChoiceField(tuple(enumerate(WEEKDAYS))), name="weekday"))
    form.add(Field("Begins at", TimeField(), name="start"))
    form.add(Field("Length", NumberField(10, 600, suffix=" min"), name="minutes"))
    form.add(Field("Time zone", zone, name="zone"))
    form.add(Field("From", DayField(board.today), name="first_on"))
    form.add(Field("Ends", ends, name="ends"))
    form.add(Field("Last day", DayField(board.today), name="until_on"))
    form.add(Field("Number of meetings", NumberField(1, 600), name="occurrences"))
    form.add(Field("Place", LineField(), name="place"))
    _fill(form, context, series)
    dates = PlainLabel("", "facts", wraps=True)
    dates.setObjectName("next_dates")
    aside = Card("The next six dates", name="next_dates")
    aside.setFixedWidth(_ASIDE)
    aside.add(dates)
    _Preview(context, form, dates)
    verb = "Save series" if series is not None else "Start series"
    title = "Change series" if series is not None else "New series"
    dialog = FormDialog(title, form, accept=verb, parent=parent, aside=aside)
    ask(context.desk, dialog, lambda values: series_command(values, series))
    return dialog
