"""The forms of the clearance page: open, extend and close a round, a position, a comment."""

from datetime import date, datetime, time, timedelta
from typing import Any

from PySide6.QtWidgets import QWidget

from board_app.domain.clearing import Answer, CommentKind, Resolution, Silence
from board_app.domain.errors import Invalid
from board_app.domain.states import AgencyKind
from board_app.domain.wall_time import WallTime
from board_app.domain.words import place
from board_app.services.clearance_rows import CommentRow, ResponseRow
from board_app.services.clearance_sheet import ClearanceSheet
from ui.kit.choice_field import ChoiceField, MultiChoice
from ui.kit.day_field import DayField, TimeField
from ui.kit.dialogs import FormDialog
from ui.kit.fields import Field, Form, LineField, TextField

Values = dict[str, Any]  # Any: each field's own kind of value

_CLOSES = "17:00"
_WORKING_DAYS = 5
_ASKED = (AgencyKind.CHAIR, AgencyKind.MEMBER)


def deadline_of(values: Values, zone: str) -> WallTime:
    """Return the wall time of the fields `day` and `at`; raises Invalid."""
    if values["day"] is None:
        raise Invalid("Say the day.", field="day")
    if not values["at"]:
        raise Invalid("Say the time: silence begins at an hour.", field="at")
    return WallTime(datetime.combine(values["day"], time.fromisoformat(values["at"])), zone)


def open_dialog(sheet: ClearanceSheet, parent: QWidget) -> FormDialog:
    """Return the form that sends the text: to whom, until when, and what silence means."""
    form = Form()
    seated = [row for row in sheet.agencies if row.kind in _ASKED]
    form.add(
        Field(
            "Asked",
            MultiChoice([(row.id, row.abbreviation) for row in seated]),
            name="agency_ids",
            help="Only agencies with a substantial interest hold clearance.",
        )
    )
    form.add(Field("Day of the deadline", DayField(sheet.today), name="day"))
    form.add(Field("At", TimeField(), name="at", help=f"{place(sheet.meeting.zone)} time."))
    silences = [(one, one.label) for one in Silence]
    form.add(Field("Silence at the deadline", ChoiceField(silences), name="silence"))
    form.add(Field("Note to the agencies", TextField(), name="note"))
    form.fields["agency_ids"].set_value(list(sheet.touched()))
    form.fields["day"].set_value(_working_day(sheet.today))
    form.fields["at"].set_value(_CLOSES)
    form.fields["silence"].set_value(Silence.CONCURS)
    number = len(sheet.rounds) + 1
    return FormDialog(
        f"Send version {number} for clearance", form, accept="Open round", parent=parent
    )


def extend_dialog(sheet: ClearanceSheet, parent: QWidget) -> FormDialog:
    """Return the form for a later deadline."""
    assert sheet.shown is not None  # noqa: S101  (offered for a round that is shown)
    form = Form()
    form.add(Field("Day of the deadline", DayField(sheet.today), name="day"))
    form.add(Field("At", TimeField(), name="at", help=f"{place(sheet.shown.zone)} time."))
    form.add(Field("Reason", LineField(), name="reason", help="It stands in the record."))
    form.fields["day"].set_value(_working_day(sheet.shown.wall_due.date()))
    form.fields["at"].set_value(f"{sheet.shown.wall_due:%H:%M}")
    return FormDialog("Extend clearance", form, accept="Extend", parent=parent)


def blocked_dialog(parent: QWidget) -> FormDialog:
    """Return the form that closes a round which is not cleared."""
    form = Form()
    form.add(
        Field(
            "Reason",
            LineField(),
            name="reason",
            help="Where the matter goes now, like: to the Deputies with both views.",
        )
    )
    return FormDialog("Close without clearance", form, accept="Close round", parent=parent)


def position_dialog(
    sheet: ClearanceSheet, row: ResponseRow, answer: Answer, parent: QWidget
) -> FormDialog:
    """Return the form of an agency's position."""
    form = Form()
    form.add(Field("Position", ChoiceField([(one, one.label) for one in Answer]), name="answer"))
    own = [one for one in sheet.people if one.agency_id == row.agency_id]
    others = [one for one in sheet.people if one.agency_id != row.agency_id]
    people = [(one.id, one.name, one.agency) for one in (*own, *others)]
    form.add(Field("Said by", ChoiceField([(None, "Not named"), *people]), name="person_id"))
    form.add(
        Field(
            "Note",
            TextField(),
            name="note",
            help="A non-concur says why, and which level holds it.",
        )
    )
    form.fields["answer"].set_value(answer)
    form.fields["person_id"].set_value(row.person_id)
    form.fields["note"].set_value(row.note)
    return FormDialog(f"Position of {row.agency}", form, accept="Save position", parent=parent)


def comment_dialog(
    sheet: ClearanceSheet, row: CommentRow | None, parent: QWidget, *, own: Any = None
) -> FormDialog:
    """Return the form of a comment; a new one says of which agency, unless that is known."""
    assert sheet.sent is not None  # noqa: S101  (offered for a round that is shown)
    form = Form()
    if row is None and own is None:
        asked = [(one.agency_id, one.agency) for one in sheet.responses]
        form.add(Field("Agency", ChoiceField(asked), name="agency_id"))
        form.fields["agency_id"].set_value(asked[0][0] if len(asked) == 1 else None)
    form.add(Field("Place", ChoiceField(places(sheet)), name="portion"))
    kinds = [(one, one.label) for one in CommentKind]
    form.add(Field("Kind", ChoiceField(kinds), name="kind"))
    form.add(Field("Text concerned", TextField(lines=1), name="concerned"))
    form.add(Field("Proposed text", TextField(lines=2), name="proposed"))
    form.add(Field("Why", TextField(lines=2), name="rationale"))
    form.add(Field("Author", LineField(), name="author"))
    form.fields["portion"].set_value(row.portion if row else "")
    form.fields["kind"].set_value(row.kind if row else CommentKind.SUBSTANTIVE)
    if row is not None:
        for name in ("concerned", "proposed", "rationale", "author"):
            form.fields[name].set_value(getattr(row, name))
    title = f"Comment {row.number} of {row.agency}" if row else "Add comment"
    return FormDialog(title, form, accept="Save comment" if row else "Add", parent=parent)


def of_an_agency(values: Values) -> Values:
    """Return the values of a comment; raises Invalid if nobody is named as making it."""
    if values.get("agency_id", values) is None:
        raise Invalid("Say whose comment this is.", field="agency_id")
    return values


def places(sheet: ClearanceSheet) -> list[tuple[str, str, str]]:
    """Return the portions of the text that was sent, as they are chosen."""
    portions = sheet.sent.portions if sheet.sent else ()
    return [
        ("", "The text as a whole", ""),
        *((one.key, one.place, _short(" ".join(one.words[:2]))) for one in portions),
    ]


def answer_dialog(row: CommentRow, resolution: Resolution, parent: QWidget) -> FormDialog:
    """Return the form that asks for the reason of a resolution."""
    form = Form()
    form.add(
        Field(
            "Answer to the agency",
            TextField(lines=2),
            name="answer",
            help="It stands in the table.",
        )
    )
    form.fields["answer"].set_value(row.answer)
    verb = "Reject" if resolution is Resolution.REJECTED else "Accept with changes"
    return FormDialog(
        f"{verb}: comment {row.number} of {row.agency}", form, accept=verb, parent=parent
    )


def approve_dialog(
    sheet: ClearanceSheet, chair: str, secretary: str, parent: QWidget
) -> FormDialog:
    """Return the question before approval, with who signs."""
    form = Form()
    form.add(Field("In the chair", LineField(), name="chair", help="Named on the signature page."))
    form.add(Field("Secretary", LineField(), name="secretary"))
    form.fields["chair"].set_value(chair)
    form.fields["secretary"].set_value(secretary)
    return FormDialog(
        "Approve the minutes? They are locked for good; this can't be undone.",
        form,
        accept="Approve minutes",
        parent=parent,
    )


def _short(text: str, most: int = 60) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= most else f"{plain[: most - 1]}…"


def _working_day(after: date) -> date:
    day = after + timedelta(days=2)
    while day.isoweekday() > _WORKING_DAYS:
        day += timedelta(days=1)
    return day
