"""Any page's list as a spreadsheet, the board as JSON."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from board_app.domain.words import count
from board_app.services.history_rows import HistoryFilter
from board_app.services.out_list import Written
from board_app.services.reading import ActionFilter
from board_app.services.session import Session
from ui.commands import PermittedAction, action
from ui.kit.choice_field import ChoiceField
from ui.kit.dialogs import Confirm, FormDialog
from ui.kit.fields import Field, Form
from ui.page import Page
from ui.parts.export import FileExport

SHEETS = "Excel workbook (*.xlsx);;Comma-separated values (*.csv)"
_JSON = "Exported board (*.json)"
_NOT_ENCRYPTED = (
    "The exported file holds everything of the board, its history too, and is not encrypted: "
    "whoever gets it can read it. Keep it where you would keep the board's papers."
)


class ListExport(QObject):
    """One command on a page: its list as XLSX or CSV, with the filter that is on the screen."""

    def __init__(
        self,
        page: Page,
        name: str,
        *,
        wanted: Callable[[], ActionFilter | HistoryFilter] | None = None,
    ) -> None:
        super().__init__(page)
        self._page = page
        self._name = name
        self._wanted = wanted
        self.export = FileExport(page.context, page)
        self.made = action(
            page, "export_list", "Export this list…", self._on_export, keys="Ctrl+Shift+X"
        )

    def _on_export(self) -> None:
        wanted = self._wanted() if self._wanted is not None else None
        _ask_where(self.export, self._page, self._name, wanted)


def _ask_where(
    export: FileExport,
    page: Page,
    name: str,
    wanted: ActionFilter | HistoryFilter | None = None,
) -> None:
    outside = page.context.outside

    def write(session: Session, target: Path) -> str:
        written = outside.write_list(session, name, target, wanted)
        return _report(written, is_csv=target.suffix.lower() == ".csv")

    today = page.desk.board.today.isoformat()
    export.ask("Keep the list in", f"{name} {today}.xlsx", write, pattern=SHEETS)


def _report(written: Written, *, is_csv: bool) -> str:
    said = f"{count(written.rows, 'row')} written."
    if not written.altered:
        return said
    cells = count(written.altered, "cell")
    if is_csv:
        return f"{said} {cells} now begin with ’ so that no program takes them for a formula."
    return f"{said} {cells} held signs that no workbook can keep, or too many; they were replaced."


_LISTS = (
    *(("actions", "Action items"), ("follow-ups", "Follow-ups"), ("people", "People")),
    *(("agencies", "Agencies"), ("meetings", "Meetings"), ("agenda", "Agenda items")),
    *(("attendance", "Attendance"), ("decisions", "Decisions"), ("watch-list", "Watch list")),
    *(("tiers", "Tiers of countries"), ("countries", "Countries"), ("reviews", "Country reviews")),
    ("history", "History"),
)


def any_list_action(page: Page) -> PermittedAction:
    """Return the command that asks which list is to go out."""
    export = FileExport(page.context, page)
    return action(page, "export_any_list", "Export a list…", partial(_ask_list, export, page))


def _ask_list(export: FileExport, page: Page) -> None:
    form = Form()
    form.add(Field("Which list", ChoiceField(_LISTS), name="list"))
    form.fields["list"].set_value("actions")
    dialog = FormDialog("Export a list", form, accept="Choose where…", parent=page)

    def submit(values: dict[str, object]) -> None:
        dialog.finish()
        _ask_where(export, page, str(values["list"]))

    dialog.submitted.connect(submit)
    dialog.open()


def board_export_action(page: Page) -> PermittedAction:
    """Return the command that writes the whole board as JSON, after a warning."""
    export = FileExport(page.context, page)
    made = action(page, "export_board", "Export the board as JSON…", partial(_warn, export, page))
    page.secretariat_only((made,))
    return made


def _warn(export: FileExport, page: Page) -> None:
    outside = page.context.outside
    today = page.desk.board.today.isoformat()
    question = Confirm("Export the whole board", _NOT_ENCRYPTED, "Choose where…", parent=page)

    def ask() -> None:
        export.ask("Keep the export in", f"board {today}.json", outside.export_board, pattern=_JSON)

    question.confirmed.connect(ask)
    question.open()
