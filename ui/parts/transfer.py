"""The records of a year for an archive, in one package."""

from pathlib import Path

from PySide6.QtCore import QObject

from board_app.services.progress import Progress
from board_app.services.session import Session
from ui.commands import action
from ui.kit.choice_field import ChoiceField
from ui.kit.dialogs import FormDialog
from ui.kit.fields import Field, Form, LineField
from ui.page import Page
from ui.parts.export import FileExport

_ZIP = "Transfer packages (*.zip)"
_NO_RECORDS = "No meeting was held yet, so there are no records to hand over."
_HELP = (
    "Agendas, minutes, clearance records, attached papers, adopted reviews and registers as PDF/A, "
    "with metadata and a manifest of SHA-256. The package is not encrypted."
)


class Transfer(QObject):
    """One command: asks for the year and the records schedule, then where to."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self.export = FileExport(page.context, page)
        self.made = action(page, "export_transfer", "Records for the archive…", self._on_asked)
        page.secretariat_only((self.made,))

    def _on_asked(self) -> None:
        self._page.desk.ask(self, self._page.context.outside.years_of_records, self._ask_which)

    def _ask_which(self, years: list[int]) -> None:
        form = Form()
        choices = [(year, str(year)) for year in years]
        form.add(Field("Records of", ChoiceField(choices), name="year", help=_HELP))
        form.add(Field("Records schedule", LineField("DAA-…, if it has one"), name="schedule"))
        if years:
            form.fields["year"].set_value(years[0])
        accept = "Choose where…"
        dialog = FormDialog("Records for the archive", form, accept=accept, parent=self._page)

        def submit(values: dict[str, object]) -> None:
            year = values["year"]
            if not isinstance(year, int):
                dialog.show_problems({"year": _NO_RECORDS})
                return
            dialog.finish()
            self._ask_where(year, str(values["schedule"]).strip())

        dialog.submitted.connect(submit)
        dialog.open()

    def _ask_where(self, year: int, schedule: str) -> None:
        outside = self._page.context.outside

        def write(session: Session, target: Path) -> str:
            progress = Progress("Stopped. Nothing was written.")
            return outside.write_transfer(session, year, target, schedule, progress)

        self.export.ask("Keep the package in", f"records {year}.zip", write, pattern=_ZIP)
