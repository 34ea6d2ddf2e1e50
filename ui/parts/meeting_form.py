"""The forms of a meeting: plan a special one, change its head, move it, cancel it."""

from datetime import datetime, time
from typing import Any

from PySide6.QtWidgets import QWidget

from board_app.domain.errors import Invalid
from board_app.domain.meeting import MeetingKind
from board_app.domain.wall_time import WallTime
from board_app.domain.words import place
from board_app.services.meetings import CancelMeeting, MoveMeeting, PlanMeeting, ReviseMeeting
from board_app.services.rows import MeetingRow, PersonRow
from board_app.services.session import Session
from ui.kit.choice_field import ChoiceField
from ui.kit.day_field import DayField, TimeField
from ui.kit.dialogs import FormDialog
from ui.kit.fields import Field, Form, LineField, NumberField
from ui.page import Context
from ui.parts.asking import ask
from ui.parts.wall_time_question import settle

Values = dict[str, Any]  # Any: each field's own kind of value


def wall_time_of(values: Values, zone: str) -> WallTime:
    """Return the wall time of the fields `day` and `start`; raises Invalid."""
    if values["day"] is None:
        raise Invalid("Say the day.", field="day")
    if not values["start"]:
        raise Invalid("Say when it begins.", field="start")
    at = datetime.combine(values["day"], time.fromisoformat(values["start"]))
    return WallTime(at, zone)


def _plan_form(context: Context) -> Form:
    """Return the fields of a meeting outside the series."""
    board = context.desk.board
    form = Form()
    kind = ChoiceField([(one.value, one.label) for one in MeetingKind])
    zone = ChoiceField([(name, name.replace("_", " ")) for name in context.outside.zones()])
    minutes = NumberField(10, 600, suffix=" min")
    form.add(Field("Kind", kind, name="kind"))
    form.add(Field("Title", LineField(), name="title"))
    form.add(Field("Day", DayField(board.today), name="day"))
    form.add(Field("Begins at", TimeField(), name="start"))
    form.add(Field("Time zone", zone, name="zone"))
    form.add(Field("Length", minutes, name="minutes"))
    form.add(Field("Place", LineField(), name="place"))
    form.add(Field("Means", LineField(), name="means", help="Like video, telephone number, link."))
    kind.set_value(MeetingKind.SPECIAL.value)
    zone.set_value(board.zone)
    minutes.set_value(board.meeting_minutes)
    form.fields["place"].set_value(board.place)
    return form


def open_plan_dialog(context: Context, parent: QWidget) -> FormDialog:
    """Ask for a meeting outside the series."""
    form = _plan_form(context)
    dialog = FormDialog("Plan a meeting", form, accept="Plan meeting", parent=parent)

    def submit(values: Values) -> None:
        try:
            wall = wall_time_of(values, values["zone"] or "")
            settle(wall, dialog, lambda settled: plan(settled, values))
        except Invalid as fault:
            dialog.show_fault(fault)

    def plan(wall: WallTime, values: Values) -> None:
        rest = {name: values[name] for name in ("kind", "title", "minutes", "place", "means")}
        try:
            command = PlanMeeting(wall_start=wall.at, zone=wall.zone, fold=wall.fold, **rest)
        except Invalid as fault:
            dialog.show_fault(fault)
            return
        context.desk.do(
            dialog,
            command,
            done=lambda _: dialog.finish(),
            failed=dialog.show_fault,
        )

    dialog.submitted.connect(submit)
    dialog.open()
    return dialog


def open_move_dialog(context: Context, parent: QWidget, meeting: MeetingRow) -> FormDialog:
    """Ask for another day and time of a meeting, and why."""
    form = Form()
    form.add(Field("Day", DayField(meeting.day), name="day"))
    form.add(Field("Begins at", TimeField(), name="start", help=f"{place(meeting.zone)} time."))
    form.add(Field("Reason", LineField(), name="reason"))
    form.fields["day"].set_value(meeting.day)
    form.fields["start"].set_value(f"{meeting.wall_start:%H:%M}")
    dialog = FormDialog(f"Move {meeting.title}", form, accept="Move meeting", parent=parent)

    def submit(values: Values) -> None:
        try:
            wall = wall_time_of(values, meeting.zone)
            settle(wall, dialog, lambda settled: move(settled, values))
        except Invalid as fault:
            dialog.show_fault(fault)

    def move(wall: WallTime, values: Values) -> None:
        context.desk.do(
            dialog,
            MoveMeeting(
                id=meeting.id,
                version=meeting.version,
                wall_start=wall.at,
                fold=wall.fold,
                reason=values["reason"],
            ),
            done=lambda _: dialog.finish(),
            failed=dialog.show_fault,
        )

    dialog.submitted.connect(submit)
    dialog.open()
    return dialog


def open_cancel_dialog(context: Context, parent: QWidget, meeting: MeetingRow) -> None:
    """Ask why a meeting is called off."""
    form = Form()
    form.add(Field("Reason", LineField(), name="reason", help="It stands in the list and papers."))
    dialog = FormDialog(f"Cancel {meeting.title}", form, accept="Cancel meeting", parent=parent)
    ask(
        context.desk,
        dialog,
        lambda values: CancelMeeting(id=meeting.id, version=meeting.version, **values),
    )


def open_change_dialog(context: Context, parent: QWidget, meeting: MeetingRow) -> None:
    """Open the head of a meeting: what it is called, where it is, who chairs."""

    def read(session: Session) -> list[PersonRow]:
        return session.reading.directory.people(meeting.day)

    def show(people: list[PersonRow]) -> None:
        form = Form()
        kind = ChoiceField([(one.value, one.label) for one in MeetingKind])
        chair = ChoiceField(
            [(None, "Not named"), *((row.id, row.name, row.agency) for row in people)]
        )
        form.add(Field("Title", LineField(), name="title"))
        form.add(Field("Kind", kind, name="kind"))
        form.add(Field("Length", NumberField(10, 600, suffix=" min"), name="minutes"))
        form.add(Field("Quorum", NumberField(1, 99, suffix=" agencies"), name="quorum"))
        form.add(Field("Place", LineField(), name="place"))
        form.add(Field("Means", LineField(), name="means"))
        form.add(Field("In the chair", chair, name="chair_id"))
        for name in ("title", "minutes", "quorum", "place", "means", "chair_id"):
            form.fields[name].set_value(getattr(meeting, name))
        kind.set_value(meeting.kind.value)
        dialog = FormDialog("Change meeting", form, accept="Save meeting", parent=parent)
        ask(
            context.desk,
            dialog,
            lambda values: ReviseMeeting(id=meeting.id, version=meeting.version, **values),
        )

    context.desk.ask(parent, read, show)
