"""The directory: agencies at the left, people at the right, one of them in the panel."""

from dataclasses import dataclass

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from board_app.domain.base import RecordId
from board_app.domain.words import count
from board_app.services.archive import Archive, Restore
from board_app.services.directory import SeatAgencies
from board_app.services.rows import AgencyRow, AppointmentRow, PersonRow, SeatRow
from board_app.services.session import Session
from ui.commands import action
from ui.kit.buttons import PRIMARY, ActionButton
from ui.kit.card import Card
from ui.kit.columns import FoldingColumns, Part
from ui.kit.fields import CheckField
from ui.kit.page_head import PageHead, page_layout
from ui.kit.side_panel import SidePanel
from ui.page import Context, Page
from ui.pages.directory.details import Details, appointments_list, seats_list
from ui.pages.directory.hidden import hidden_record
from ui.pages.directory.lists import agencies_list, people_list
from ui.parts import agency_form, person_form
from ui.parts.importing import import_button
from ui.parts.list_export import ListExport
from ui.places import DIRECTORY, Place


@dataclass(frozen=True)
class _Found:
    agencies: list[AgencyRow]
    people: list[PersonRow]


class DirectoryPage(Page):
    """Seats keep their dates: old papers keep the name that held then."""

    name = DIRECTORY
    tables = frozenset({"agency", "seat", "person", "appointment", "action_item", "board"})

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._found = _Found([], [])
        self._wanted: RecordId | None = None
        self._shown: AgencyRow | PersonRow | None = None
        self._build()
        self._make_actions()
        for one in (self.agencies, self.people):
            one.row_activated.connect(self._on_row_activated)
        self.panel.closed.connect(self._on_panel_closed)
        self.archived.edited.connect(self.reload)

    @override
    def reload(self) -> None:
        today, archived = self.desk.board.today, self.archived.isChecked()

        def read(session: Session) -> _Found:
            directory = session.reading.directory
            return _Found(
                directory.agencies(today, archived=archived),
                directory.people(today, archived=archived),
            )

        self.desk.ask(self, read, self._show_found)

    @override
    def show_place(self, place: Place) -> None:
        self._wanted = place.id
        self.refresh()

    @override
    def focus_main(self) -> None:
        self.agencies.setFocus()

    @override
    def commands(self) -> list[QAction]:
        return [*self.actions(), *self.panel.actions()]

    def _build(self) -> None:
        layout = page_layout(self)
        self.head = PageHead("Directory")
        self.archived = CheckField("Archived too")
        self.agencies, self.people = agencies_list(), people_list()
        self.agency_card = Card("Agencies", name="agencies", grows=True)
        self.agency_card.add_to_head(self.archived)
        self.agency_card.add(self.agencies, 1)
        self.people_card = Card("People", name="people", grows=True)
        self.people_card.add(self.people, 1)
        layout.addWidget(self.head)
        layout.addWidget(
            FoldingColumns(
                (
                    Part("Agencies", self.agency_card, 7),
                    Part("People", self.people_card, 5, folds=True),
                )
            ),
            1,
        )
        self.panel = SidePanel(self)

    def _make_actions(self) -> None:
        self.eleven = action(self, "add_eleven", "Add the eleven agencies", self._on_eleven)
        self.add_agency = action(self, "add_agency", "Add agency", self._on_add_agency)
        self.add_person = action(
            self, "add_person", "Add person", self._on_add_person, keys="Ctrl+N"
        )
        self.rename = action(self.panel, "rename_agency", "Rename from a day", self._on_rename)
        self.change = action(self.panel, "change_record", "Change", self._on_change)
        self.appoint = action(self.panel, "appoint", "Appoint", self._on_appoint)
        self.archive = action(self.panel, "archive_record", "Archive", self._on_archive)
        self.restore = action(self.panel, "restore_record", "Restore", self._on_restore)
        self.list_export = ListExport(self, "people")
        self._show_possible()
        own = [made for made in self.actions() if made is not self.list_export.made]
        self.secretariat_only((*own, *self.panel.actions()))
        self.head.add_button(import_button(self))
        self.head.add_button(ActionButton(self.eleven))
        self.head.add_button(ActionButton(self.add_agency))
        self.head.add_button(ActionButton(self.add_person, PRIMARY))

    def _show_found(self, found: _Found) -> None:
        self._found = found
        self.agencies.set_rows(found.agencies)
        self.people.set_rows(found.people)
        self.agency_card.set_count(str(len(found.agencies)))
        self.people_card.set_count(str(len(found.people)))
        self.eleven.setVisible(not found.agencies)
        self.head.show_words(
            "Directory",
            f"{count(len(found.agencies), 'agency', plural='agencies')} · "
            f"{count(len(found.people), 'person', plural='people')}",
        )
        if self._wanted is not None:
            self._open_wanted(self._wanted)
        elif self._shown is not None and self.panel.isVisible():
            self._open_wanted(self._shown.id)

    def _open_wanted(self, wanted: RecordId) -> None:
        """Open an agency or a person; a name of an agency opens the agency."""
        self._wanted = None
        rows: list[AgencyRow | PersonRow] = [*self._found.agencies, *self._found.people]
        for row in rows:
            if row.id == wanted:
                (self.agencies if isinstance(row, AgencyRow) else self.people).select_id(row.id)
                self._open(row)
                return
        self.desk.ask(
            self,
            lambda session: hidden_record(session, wanted),
            lambda row: self._show_hidden(wanted, row),
        )

    def _show_hidden(self, wanted: RecordId, row: AgencyRow | PersonRow | None) -> None:
        if row is not None:
            (self.agencies if isinstance(row, AgencyRow) else self.people).select_id(row.id)
            self._open(row)
        elif self._shown is not None and self._shown.id == wanted:
            self.panel.close_panel()  # what it showed was taken back

    def _open(self, row: AgencyRow | PersonRow) -> None:
        self._shown = row
        if isinstance(row, AgencyRow):
            agency_id = row.id

            def read(session: Session) -> tuple[list[SeatRow], list[AppointmentRow]]:
                directory = session.reading.directory
                return directory.seats(agency_id), directory.appointments(agency_id=agency_id)

            self.desk.ask(self, read, self._show_agency)
        else:
            person_id = row.id
            self.desk.ask(
                self,
                lambda session: session.reading.directory.appointments(person_id=person_id),
                self._show_person,
            )

    def _show_agency(self, found: tuple[list[SeatRow], list[AppointmentRow]]) -> None:
        row = self._shown
        if not isinstance(row, AgencyRow):
            return
        seats, appointments = found
        self._show_possible()
        details = Details()
        self.rename.setVisible(True)
        details.add_buttons([self.rename, self.change, self._away(row)])
        details.add_facts(
            (
                ("Takes part as", row.kind.label),
                ("Seat", str(row.seat_no) if row.seat_no else ""),
                ("What it brings", row.functions),
            )
        )
        names = seats_list(seats)
        names.row_activated.connect(self._on_seat_activated)
        details.add_list("Names, Enter corrects one", names)
        held = appointments_list(appointments, of_person=False)
        held.row_activated.connect(self._on_appointment_activated)
        details.add_list("Appointments", held)
        details.finish()
        self.panel.open_with(row.name, row.abbreviation, details)

    def _show_person(self, appointments: list[AppointmentRow]) -> None:
        row = self._shown
        if not isinstance(row, PersonRow):
            return
        self._show_possible()
        details = Details()
        details.add_buttons([self.appoint, self.change, self._away(row)])
        details.add_facts(
            (
                ("Title", row.title),
                ("E-mail", row.email),
                ("Telephone", row.phone),
                ("Note", row.note),
            )
        )
        held = appointments_list(appointments, of_person=True)
        held.row_activated.connect(self._on_appointment_activated)
        details.add_list("Appointments, Enter corrects one", held)
        details.finish()
        role = row.role.label if row.role else "No appointment today"
        self.panel.open_with(row.name, f"{row.agency} · {role}", details)

    def _away(self, row: AgencyRow | PersonRow) -> QAction:
        return self.restore if row.archived else self.archive

    def _show_possible(self) -> None:
        """Let commands be given only for the record on the screen."""
        row = self._shown
        for made, is_possible in (
            (self.rename, isinstance(row, AgencyRow)),
            (self.change, row is not None),
            (self.appoint, isinstance(row, PersonRow)),
            (self.archive, row is not None and not row.archived),
            (self.restore, row is not None and row.archived),
        ):
            made.setEnabled(is_possible)
            made.setProperty("why", "" if is_possible else "open an agency or a person first")
        self._permit()

    @Slot()
    def _on_panel_closed(self) -> None:
        self._shown = None
        self._show_possible()

    @Slot(object)
    def _on_row_activated(self, row: AgencyRow | PersonRow) -> None:
        self._open(row)

    @Slot(object)
    def _on_seat_activated(self, seat: SeatRow) -> None:
        agency_form.open_correct_seat(self.context, self, seat)

    @Slot(object)
    def _on_appointment_activated(self, row: AppointmentRow) -> None:
        person_form.open_appointment(self.context, self, row)

    @Slot()
    def _on_eleven(self) -> None:
        offered, today = self.context.outside.offered_agencies(), self.desk.board.today

        def read(session: Session) -> set[str]:
            return {row.code for row in session.reading.directory.agencies(today, archived=True)}

        def seat(known: set[str]) -> None:
            # Those that were archived are brought back by Restore, not seated twice.
            entries = [entry for entry in offered if entry.code not in known]
            self.desk.do(self, SeatAgencies(entries=entries, valid_from=today))

        self.desk.ask(self, read, seat)

    @Slot()
    def _on_add_agency(self) -> None:
        taken = [row.seat_no for row in self._found.agencies]
        agency_form.open_add_agency(self.context, self, max(taken, default=0) + 1)

    @Slot()
    def _on_add_person(self) -> None:
        person_form.open_person(self.context, self, self._found.agencies)

    @Slot()
    def _on_rename(self) -> None:
        if isinstance(self._shown, AgencyRow):
            agency_form.open_rename(self.context, self, self._shown)

    @Slot()
    def _on_change(self) -> None:
        if isinstance(self._shown, AgencyRow):
            agency_form.open_change_agency(self.context, self, self._shown)
        elif self._shown is not None:
            person_form.open_person(self.context, self, self._found.agencies, self._shown)

    @Slot()
    def _on_appoint(self) -> None:
        if isinstance(self._shown, PersonRow):
            person_form.open_appoint(self.context, self, self._found.agencies, self._shown)

    @Slot()
    def _on_archive(self) -> None:
        row = self._shown
        if row is not None:
            table = "agency" if isinstance(row, AgencyRow) else "person"
            self.panel.close_panel()
            self.desk.do(self, Archive(table=table, id=row.id, version=row.version))

    @Slot()
    def _on_restore(self) -> None:
        row = self._shown
        if row is not None:
            table = "agency" if isinstance(row, AgencyRow) else "person"
            self.desk.do(self, Restore(table=table, id=row.id, version=row.version))
