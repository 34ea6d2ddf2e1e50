"""The deadline of a round, at its opening or later; a doubtful wall time is asked about."""

from collections.abc import Callable
from typing import Any

from board_app.domain.errors import Invalid
from board_app.domain.wall_time import WallTime
from board_app.services.clearance import ExtendRound, OpenRound
from board_app.services.clearance_sheet import ClearanceSheet
from board_app.services.commands import Command
from ui.kit.dialogs import FormDialog
from ui.page import Page
from ui.pages.clearance import forms
from ui.parts.wall_time_question import settle

Values = dict[str, Any]  # Any: each field's own kind of value


def ask_to_open(page: Page, sheet: ClearanceSheet) -> None:
    """Ask to whom the text is sent, until when, and what silence means."""

    def command(wall: WallTime, values: Values) -> Command:
        return OpenRound(
            meeting_id=sheet.meeting.id,
            agency_ids=values["agency_ids"],
            wall_due=wall.at,
            zone=wall.zone,
            fold=wall.fold,
            silence=values["silence"],
            note=values["note"],
        )

    _ask(page, forms.open_dialog(sheet, page), sheet.meeting.zone, command)


def ask_to_extend(page: Page, sheet: ClearanceSheet) -> None:
    """Ask for a later deadline of the round that is shown, and why."""
    shown = sheet.shown
    if shown is None:
        return

    def command(wall: WallTime, values: Values) -> Command:
        return ExtendRound(
            id=shown.id,
            version=shown.version,
            wall_due=wall.at,
            zone=wall.zone,
            fold=wall.fold,
            reason=values["reason"],
        )

    _ask(page, forms.extend_dialog(sheet, page), shown.zone, command)


def _ask(
    page: Page, dialog: FormDialog, zone: str, command: Callable[[WallTime, Values], Command]
) -> None:
    def submit(values: Values) -> None:
        try:
            settle(forms.deadline_of(values, zone), dialog, lambda wall: do(wall, values))
        except Invalid as fault:
            dialog.show_fault(fault)

    def do(wall: WallTime, values: Values) -> None:
        try:
            wanted = command(wall, values)
        except Invalid as fault:
            dialog.show_fault(fault)
            return
        page.desk.do(dialog, wanted, done=lambda _: dialog.finish(), failed=dialog.show_fault)

    dialog.submitted.connect(submit)
    dialog.open()
