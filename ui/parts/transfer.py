"""The records of a year for an archive, in one package."""

from pathlib import Path

from PySide6.QtCore import QObject, Slot
from typing_extensions import override

from board_app.domain.errors import Invalid
from board_app.services.progress import Progress
from ui.commands import action
from ui.kit.choice_field import ChoiceField
from ui.kit.fields import Field, LineField
from ui.page import Page
from ui.parts.kept import Kept, Values
from ui.parts.making import Make, MakingDialog, Verb

_KEPT = Kept("Keep the package in", "Transfer packages (*.zip)", ".zip")
_VERB = Verb("Write", "Writing…", "Reading the board")
_NO_RECORDS = "No meeting was held yet, so there are no records to hand over."
_HELP = (
    "Agendas, minutes, clearance records, attached papers, adopted reviews and registers as PDF/A, "
    "with metadata and a manifest of SHA-256. The package is not encrypted."
)


class Transfer(QObject):
    """One command: asks for the year, the records schedule and where to."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self.made = action(page, "export_transfer", "Records for the archive…", self._on_asked)
        page.secretariat_only((self.made,))

    @Slot()
    def _on_asked(self) -> None:
        self._page.desk.ask(self, self._page.context.outside.years_of_records, self._ask)

    def _ask(self, years: list[int]) -> None:
        dialog = TransferDialog(self._page, years)
        dialog.offer_in(self._page)
        dialog.open()


class TransferDialog(MakingDialog):
    """Writes the package record by record; others can save meanwhile."""

    def __init__(self, page: Page, years: list[int]) -> None:
        title = "Records for the archive"
        super().__init__(page.context, title, _KEPT, verb=_VERB, parent=page)
        self._year = ChoiceField([(year, str(year)) for year in years])
        form = self.form
        form.add(Field("Records of", self._year, name="year", help=_HELP))
        form.add(Field("Records schedule", LineField("DAA-…, if it has one"), name="schedule"))
        if years:
            self._year.set_value(years[0])
        self._offered = self._suggested()
        self.add_place(self._offered)
        self._year.edited.connect(self._on_year_edited)

    def _suggested(self) -> str:
        return f"records {self._year.value()}.zip" if self._year.value() else "records.zip"

    @override
    def work_for(self, values: Values, target: Path) -> Make:
        year, schedule = values["year"], values["schedule"].strip()
        if not isinstance(year, int):
            raise Invalid(_NO_RECORDS, field="year")
        desk, outside = self._context.desk, self._context.outside

        def make(progress: Progress) -> str:
            return outside.write_transfer(desk.read, year, target, schedule, progress)

        return make

    @Slot()
    def _on_year_edited(self) -> None:
        """Let the name that was offered go with the year; one that was typed stays."""
        name = self.form.fields["file_name"]
        if name.value() == self._offered:
            self._offered = self._suggested()
            name.set_value(self._offered)
