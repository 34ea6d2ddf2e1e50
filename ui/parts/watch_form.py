"""The forms of the watch list, and the way to a country's review."""

from PySide6.QtWidgets import QWidget

from board_app.domain.base import RecordId
from board_app.domain.risk import Tier
from board_app.domain.words import day
from board_app.services.changes import Outcome
from board_app.services.country_rows import TierRow, WatchRow
from board_app.services.reviews import StartReview
from board_app.services.rows import AgencyRow
from board_app.services.watch import ReviseWatch, ScheduleReview, UnwatchCountry, WatchCountry
from ui.kit.choice_field import ChoiceField
from ui.kit.day_field import DayField
from ui.kit.dialogs import FormDialog
from ui.kit.fields import Field, Form, LineField, TextField
from ui.page import Context
from ui.parts.asking import ask
from ui.places import REVIEW, Place


def open_watch(
    context: Context, parent: QWidget, row: WatchRow, agencies: list[AgencyRow]
) -> FormDialog:
    """Ask for a tier and its reason; the tier before is kept with its days."""
    form = _watch_form(context, agencies)
    if row.tier is not None and row.since is not None:
        since = day(row.since, context.desk.board.today)
        form.fields["tier"].help.setText(f"Now {row.tier.label}, since {since}. That is kept.")
        form.fields["tier"].help.show()
    form.fields["tier"].set_value(row.tier or Tier.WATCH)
    form.fields["since"].set_value(context.desk.board.today)
    form.fields["next_review_on"].set_value(row.next_review_on)
    form.fields["lead_id"].set_value(row.lead_id)
    dialog = FormDialog(f"{row.name} on the watch list", form, accept="Save", parent=parent)
    ask(context.desk, dialog, lambda values: WatchCountry(country_id=row.id, **values))
    return dialog


def open_correct_watch(
    context: Context, parent: QWidget, line: TierRow, agencies: list[AgencyRow]
) -> FormDialog:
    """Correct one line of a country's history."""
    form = _watch_form(context, agencies)
    for name in ("tier", "since", "reason", "next_review_on"):
        form.fields[name].set_value(getattr(line, name))
    form.fields["lead_id"].set_value(line.lead_id)
    dialog = FormDialog("Correct the watch list", form, accept="Save", parent=parent)
    ask(
        context.desk,
        dialog,
        lambda values: ReviseWatch(id=line.id, version=line.version, **values),
    )
    return dialog


def open_unwatch(context: Context, parent: QWidget, row: WatchRow) -> FormDialog:
    """Ask why a country is taken off."""
    form = Form()
    form.add(Field("Why", LineField(), name="because"))
    title = f"Take {row.name} off the watch list"
    dialog = FormDialog(title, form, accept="Take off", parent=parent)
    ask(context.desk, dialog, lambda values: UnwatchCountry(country_id=row.id, **values))
    return dialog


def open_schedule(context: Context, parent: QWidget, row: WatchRow) -> FormDialog:
    """Ask for the day of the next review."""
    form = Form()
    form.add(Field("Next review", DayField(context.desk.board.today), name="next_review_on"))
    form.fields["next_review_on"].set_value(row.next_review_on)
    dialog = FormDialog(f"Next review of {row.name}", form, accept="Save", parent=parent)
    ask(context.desk, dialog, lambda values: ScheduleReview(country_id=row.id, **values))
    return dialog


def go_to_review(context: Context, owner: QWidget, row: WatchRow) -> None:
    """Open the draft review of a country, or start one and open it."""
    if row.draft_id is not None:
        context.navigator.go(Place(REVIEW, row.draft_id))
        return

    def show(outcome: Outcome) -> None:
        if isinstance(outcome.value, int):
            context.navigator.go(Place(REVIEW, RecordId(outcome.value)))

    context.desk.do(owner, StartReview(country_id=row.id, lead_id=row.lead_id), done=show)


def _watch_form(context: Context, agencies: list[AgencyRow]) -> Form:
    today = context.desk.board.today
    form = Form()
    form.add(Field("Tier", ChoiceField([(one, one.label) for one in Tier]), name="tier"))
    form.add(Field("Reason", TextField(lines=3), name="reason", help="Why the board watches it."))
    form.add(Field("Since", DayField(today), name="since"))
    form.add(Field("Next review", DayField(today), name="next_review_on", help="May stay empty."))
    lead = ChoiceField(
        [(None, "No lead yet"), *((row.id, row.abbreviation, row.name) for row in agencies)]
    )
    form.add(Field("Lead agency", lead, name="lead_id"))
    form.fields["lead_id"].set_value(None)
    return form
