"""The papers of the board that belong to no single meeting: what is asked, and where they go."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QObject

from board_app.domain.base import RecordId
from board_app.services.papers.kinds import PaperKind, Wanted
from board_app.services.rows import AgencyRow
from board_app.services.session import Session
from ui.commands import PermittedAction, action
from ui.kit.choice_field import ChoiceField
from ui.kit.dialogs import FormDialog
from ui.kit.fields import Field, Form, Value
from ui.page import Page
from ui.parts.copies import ask_copies
from ui.parts.preview.dialog import open_preview

Choice = tuple[Value, str] | tuple[Value, str, str]
_EXTENTS: tuple[Choice, ...] = (
    ("open", "Open items"),
    ("all", "All items"),
    ("changed", "Changed since the last meeting"),
)
_FORMS: tuple[Choice, ...] = (
    ("compact", "Compact: two cells an item"),
    ("full", "Full: with deliverable and measure"),
)
_ALL = 0
_NONE_OF_THEM = "This is none of the list. Choose one of it."
_ONE_EACH = "All agencies: one file for each, into a folder"


class PaperLook(NamedTuple):
    """How a paper is offered: its command, its keys, and the title of its question."""

    name: str
    text: str
    title: str


LOOKS = {
    PaperKind.REGISTER: PaperLook("export_register", "Action register PDF…", "Action register"),
    PaperKind.DECISIONS: PaperLook(
        "export_decisions", "Decision register PDF…", "Decision register"
    ),
    PaperKind.WATCH_LIST: PaperLook("export_watch_list", "Watch list PDF", "Watch list"),
    PaperKind.FOLLOW_UP: PaperLook(
        "export_follow_up", "Follow-up report PDF…", "Follow-up report of an agency"
    ),
    PaperKind.ATTENDANCE: PaperLook(
        "export_attendance", "Attendance report PDF…", "Attendance report"
    ),
}


class _Choices(NamedTuple):
    """What a question offers: the agencies of today, the years with meetings, the newest first."""

    agencies: list[AgencyRow]
    years: list[int]


class PaperCommand(QObject):
    """One command: asks what belongs to a paper, then where to, and writes it."""

    def __init__(self, page: Page, kind: PaperKind, *, keys: str = "") -> None:
        super().__init__(page)
        self._page = page
        self._kind = kind
        look = LOOKS[kind]
        self.made = action(page, look.name, look.text, self._on_asked, keys=keys)

    def _on_asked(self) -> None:
        ask_paper(self._page, self._kind)


class AnyPaper(QObject):
    """One command that asks first which paper it is to be."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self.made: PermittedAction = action(
            page, "export_any_paper", "Export a paper…", self._on_asked
        )

    def _on_asked(self) -> None:
        form = Form()
        kinds = ChoiceField(tuple((kind, look.title) for kind, look in LOOKS.items()))
        form.add(Field("Which paper", kinds, name="kind"))
        form.fields["kind"].set_value(PaperKind.REGISTER)
        dialog = FormDialog("Export a paper", form, accept="Next", parent=self._page)

        def submit(values: dict[str, object]) -> None:
            dialog.finish()
            ask_paper(self._page, PaperKind(str(values["kind"])))

        dialog.submitted.connect(submit)
        dialog.open()


def ask_paper(page: Page, kind: PaperKind) -> None:
    """Ask what belongs to a paper, if anything does, and then where it is to go."""
    if kind is PaperKind.WATCH_LIST:
        _show(page, Wanted(kind=kind))
        return
    today = page.desk.board.today

    def read(session: Session) -> _Choices:
        reading = session.reading
        years = {one.day.year for one in reading.meetings.meetings() if one.day <= today}
        return _Choices(reading.directory.agencies(today), sorted(years, reverse=True))

    page.desk.ask(page, read, lambda found: _ask_which(page, kind, found))


def _ask_which(page: Page, kind: PaperKind, found: _Choices) -> None:
    form = _form(kind, found)
    dialog = FormDialog(LOOKS[kind].title, form, accept="Preview", parent=page)

    def submit(values: dict[str, object]) -> None:
        # What is typed into a long list may be none of it, and must not pass for all of it.
        unknown = {name: _NONE_OF_THEM for name, value in values.items() if value is None}
        if unknown:
            dialog.show_problems(unknown)
            return
        dialog.finish()
        _show(page, _wanted(kind, values))

    dialog.submitted.connect(submit)
    dialog.open()


def _form(kind: PaperKind, found: _Choices) -> Form:
    form = Form()
    agencies: list[Choice] = [(row.id, row.abbreviation, row.name) for row in found.agencies]
    years: list[Choice] = [(year, str(year)) for year in found.years]
    match kind:
        case PaperKind.REGISTER:
            _add(form, "Which items", _EXTENTS, name="extent", first="open")
            _add(form, "How much", _FORMS, name="form", first="compact")
            _add(form, "Whose", [(_ALL, "All agencies"), *agencies], name="agency_id", first=_ALL)
        case PaperKind.FOLLOW_UP:
            _add(form, "Whose", [(_ALL, _ONE_EACH), *agencies], name="agency_id", first=_ALL)
        case PaperKind.DECISIONS:
            _add(form, "Which years", [(_ALL, "All years"), *years], name="year", first=_ALL)
        case _:
            newest = found.years[0] if found.years else _ALL
            offered = years or [(_ALL, "This year")]
            _add(form, "Which year", offered, name="year", first=newest)
    return form


def _add(form: Form, label: str, choices: Sequence[Choice], *, name: str, first: Value) -> None:
    form.add(Field(label, ChoiceField(choices), name=name))
    form.fields[name].set_value(first)


def _wanted(kind: PaperKind, values: dict[str, object]) -> Wanted:
    agency, year = values.get("agency_id"), values.get("year")
    return Wanted(
        kind=kind,
        agency_id=RecordId(agency) if isinstance(agency, int) and agency != _ALL else None,
        year=year if isinstance(year, int) and year != _ALL else None,
        extent=str(values.get("extent", "open")),
        form=str(values.get("form", "compact")),
    )


def _show(page: Page, wanted: Wanted) -> None:
    """Show the paper; one for each agency goes into a folder as it is."""
    if wanted.kind is PaperKind.FOLLOW_UP and wanted.agency_id is None:
        ask_copies(page.context, page, "Follow-up reports", wanted)
    else:
        open_preview(page.context, page, wanted)
