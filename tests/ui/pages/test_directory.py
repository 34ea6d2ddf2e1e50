"""The directory: agencies with dated names, people with dated appointments."""

from datetime import date
from typing import cast

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from board_app.domain.agency import AgencyKind
from board_app.domain.person import Role
from board_app.services.rows import AgencyRow, PersonRow
from tests.desk import Desk as Board
from tests.ui import acting
from tests.ui.acting import KEY, accept, cells, column, dialog_of, fill, pick, press, problem, push
from tests.ui.conftest import MakePage
from ui.kit.rows import RowList
from ui.pages.directory.page import DirectoryPage
from ui.places import DIRECTORY, Place

TODAY = date(2015, 7, 6)


@pytest.fixture
def page(desk: Board, make_page: MakePage) -> DirectoryPage:
    return cast("DirectoryPage", make_page(DirectoryPage, Place(DIRECTORY)))


def person(desk: Board, name: str, *, archived: bool = False) -> PersonRow:
    people = desk.session.reading.directory.people(TODAY, archived=archived)
    return next(one for one in people if one.name == name)


def agency(desk: Board, code: str, on: date = TODAY) -> AgencyRow:
    found = desk.session.reading.directory.agencies(on, archived=True)
    return next(one for one in found if one.code == code)


def open_person(qtbot: QtBot, page: DirectoryPage, desk: Board, name: str) -> None:
    assert page.people.select_id(person(desk, name).id)
    press(qtbot, page.people, KEY.Key_Return)
    assert page.panel.title.text() == name


def open_agency(qtbot: QtBot, page: DirectoryPage, desk: Board, code: str) -> None:
    assert page.agencies.select_id(desk.agencies[code])
    press(qtbot, page.agencies, KEY.Key_Return)


def test_agencies_and_people_stand_side_by_side(page: DirectoryPage, desk: Board) -> None:
    assert len(page.agencies.rows()) == 4
    assert {"Ann Reed", "Dora Voss"} <= set(column(page.people, 0))
    assert page.head.facts._whole == "4 agencies · 7 people"
    rows = {row[1]: row for row in cells(page.agencies)}
    assert rows[agency(desk, "state").abbreviation][3] == "Cleo Marsh"
    assert not page.eleven.isVisible()


def test_late_items_are_counted_at_their_agency(page: DirectoryPage, desk: Board) -> None:
    desk.action("Memo", lead_id=desk.agencies["state"], due_on=date(2015, 7, 1))
    page.reload()
    row = next(row for row in cells(page.agencies) if row[1] == agency(desk, "state").abbreviation)
    assert row[-2:] == ("1", "1 late")


def test_person_is_added_with_an_appointment(
    page: DirectoryPage, desk: Board, qtbot: QtBot
) -> None:
    press(qtbot, page.agencies, KEY.Key_N, acting.CONTROL)
    dialog = dialog_of(page)
    fill(qtbot, dialog, name="Hana Ito", email="h.ito@example.org", valid_from="1 Jul 2015")
    pick(dialog, agency_id=desk.agencies["doj"], role=Role.ALTERNATE.value)
    accept(qtbot, dialog)

    made = person(desk, "Hana Ito")
    assert (made.agency_id, made.role, made.email) == (
        desk.agencies["doj"],
        Role.ALTERNATE,
        "h.ito@example.org",
    )
    assert "Hana Ito" in column(page.people, 0)
    page.desk.undo()
    assert "Hana Ito" not in column(page.people, 0)


def test_person_without_a_name_keeps_what_was_typed(
    page: DirectoryPage, desk: Board, qtbot: QtBot
) -> None:
    before = desk.digest()
    push(qtbot, page, "add_person")
    dialog = dialog_of(page)
    fill(qtbot, dialog, phone="+1 202 555 0100", note="Speaks French")
    accept(qtbot, dialog)
    assert "can't be empty" in problem(dialog, "name")
    assert dialog.form.fields["phone"].value() == "+1 202 555 0100"
    assert dialog.form.fields["note"].value() == "Speaks French"

    fill(qtbot, dialog, name="Hana Ito", valid_from="soon")
    accept(qtbot, dialog)
    assert problem(dialog, "valid_from")
    assert dialog.form.fields["name"].value() == "Hana Ito"
    assert desk.digest() == before


def test_agency_is_added_with_the_next_seat(page: DirectoryPage, desk: Board, qtbot: QtBot) -> None:
    highest = max(row.seat_no for row in page.agencies.rows())
    push(qtbot, page, "add_agency")
    dialog = dialog_of(page)
    fill(qtbot, dialog, name="Peace Corps", abbreviation="PC", functions="Volunteers")
    pick(dialog, kind=AgencyKind.OBSERVER.value)
    accept(qtbot, dialog)

    made = agency(desk, "pc")
    assert (made.name, made.kind, made.seat_no) == (
        "Peace Corps",
        AgencyKind.OBSERVER,
        highest + 1,
    )
    assert "PC" in column(page.agencies, 1)


def test_seat_number_says_what_is_wrong(page: DirectoryPage, desk: Board, qtbot: QtBot) -> None:
    push(qtbot, page, "add_agency")
    dialog = dialog_of(page)
    fill(qtbot, dialog, name="Peace Corps", abbreviation="PC", seat_no="twelve")
    accept(qtbot, dialog)
    assert "whole number" in problem(dialog, "seat_no")
    pick(dialog, seat_no="9" * 5000)
    accept(qtbot, dialog)
    assert problem(dialog, "seat_no")
    assert dialog.form.fields["name"].value() == "Peace Corps"


def test_renamed_agency_keeps_its_old_name_in_old_papers(
    page: DirectoryPage, desk: Board, qtbot: QtBot
) -> None:
    old = agency(desk, "doj").name
    open_agency(qtbot, page, desk, "doj")
    push(qtbot, page.panel, "rename_agency")
    dialog = dialog_of(page)
    fill(qtbot, dialog, name="Office of Justice", abbreviation="OJ", valid_from="1 Jul 2015")
    accept(qtbot, dialog)

    assert agency(desk, "doj").abbreviation == "OJ"
    assert agency(desk, "doj", date(2015, 6, 30)).name == old
    assert page.panel.title.text() == "Office of Justice", "the panel shows the new name"
    names = acting.seen(page.panel, RowList, "seats")
    assert len(cells(names)) == 2


def test_name_is_corrected_from_its_line(page: DirectoryPage, desk: Board, qtbot: QtBot) -> None:
    open_agency(qtbot, page, desk, "doj")
    names = acting.seen(page.panel, RowList, "seats")
    press(qtbot, names, KEY.Key_Return)
    dialog = dialog_of(page)
    fill(qtbot, dialog, name="Department of Justice, corrected")
    accept(qtbot, dialog)
    assert agency(desk, "doj").name == "Department of Justice, corrected"


def test_new_principal_follows_the_one_before(
    page: DirectoryPage, desk: Board, qtbot: QtBot
) -> None:
    open_person(qtbot, page, desk, "Eli Brandt")
    push(qtbot, page.panel, "appoint")
    dialog = dialog_of(page)
    pick(dialog, role=Role.PRINCIPAL.value, agency_id=desk.agencies["dod"])
    accept(qtbot, dialog)

    assert agency(desk, "dod").principal == "Eli Brandt"
    assert "Principal" in page.panel.state.text()
    page.desk.undo()
    assert agency(desk, "dod").principal == "Dora Voss"


def test_appointment_ends_on_the_day_that_is_typed(
    page: DirectoryPage, desk: Board, qtbot: QtBot
) -> None:
    open_person(qtbot, page, desk, "Fay Lindqvist")
    held = acting.seen(page.panel, RowList, "appointments")
    press(qtbot, held, KEY.Key_Return)
    dialog = dialog_of(page)
    fill(qtbot, dialog, valid_to="1 Jul 2012")
    accept(qtbot, dialog)
    assert problem(dialog, "valid_to"), "it can't end before it began"
    fill(qtbot, dialog, valid_to="1 Jul 2015")
    accept(qtbot, dialog)
    assert person(desk, "Fay Lindqvist").role is None
    assert "No appointment today" in page.panel.state.text()


def test_archived_person_is_found_and_brought_back(
    page: DirectoryPage, desk: Board, qtbot: QtBot
) -> None:
    open_person(qtbot, page, desk, "Fay Lindqvist")
    push(qtbot, page.panel, "archive_record")
    assert not page.panel.isVisible()
    assert "Fay Lindqvist" not in column(page.people, 0)

    page.archived.click()
    row = next(row for row in cells(page.people) if row[0] == "Fay Lindqvist")
    assert "Archived" in row[2]
    gone = person(desk, "Fay Lindqvist", archived=True)
    page.people.select_id(gone.id)
    press(qtbot, page.people, KEY.Key_Return)
    push(qtbot, page.panel, "restore_record")

    assert person(desk, "Fay Lindqvist").archived is False
    acting.seen(page.panel, QPushButton, "archive_record_button")


def test_place_of_a_name_opens_its_agency(desk: Board, make_page: MakePage) -> None:
    (seat,) = desk.session.reading.directory.seats(desk.agencies["state"])
    page = cast("DirectoryPage", make_page(DirectoryPage, Place(DIRECTORY, seat.id)))
    assert page.panel.title.text() == seat.name
    assert page.agencies.selected_id() == desk.agencies["state"]


def test_archived_person_can_be_opened_from_elsewhere(
    page: DirectoryPage, desk: Board, qtbot: QtBot
) -> None:
    """The history leads here; the list shows living records only."""
    wanted = person(desk, "Fay Lindqvist")
    open_person(qtbot, page, desk, "Fay Lindqvist")
    push(qtbot, page.panel, "archive_record")

    page.show_place(Place(DIRECTORY, wanted.id))

    assert page.panel.isVisible()
    assert page.panel.title.text() == "Fay Lindqvist"


def test_representative_is_told_what_is_for_the_secretariat(
    page: DirectoryPage, desk: Board, qtbot: QtBot
) -> None:
    before = desk.digest()
    push(qtbot, page, "add_person")
    dialog = dialog_of(page)
    # The form was open already when somebody else took the seat.
    page.desk.become(person(desk, "Ben Okoro"))
    fill(qtbot, dialog, name="Hana Ito")
    accept(qtbot, dialog)
    assert dialog.isVisible()
    assert "secretariat" in dialog.form.message.text()
    assert dialog.form.fields["name"].value() == "Hana Ito"
    assert desk.digest() == before


def test_esc_gives_the_focus_back_to_the_list(
    page: DirectoryPage, desk: Board, qtbot: QtBot
) -> None:
    open_person(qtbot, page, desk, "Ben Okoro")
    press(qtbot, page.people, KEY.Key_Escape)
    assert not page.panel.isVisible()
    assert QApplication.focusWidget() is page.people


def test_board_without_agencies_offers_the_eleven(
    page: DirectoryPage, desk: Board, qtbot: QtBot
) -> None:
    for code in desk.agencies:
        open_agency(qtbot, page, desk, code)
        push(qtbot, page.panel, "archive_record")
    assert page.agencies.empty_text.startswith("No agency yet.")
    refused = acting.refusals(page)
    push(qtbot, page, "add_eleven")
    assert refused == []
    offered = {entry.code for entry in page.context.outside.offered_agencies()}
    assert {row.code for row in page.agencies.rows()} == offered - set(desk.agencies)


def test_panel_closes_when_its_person_is_taken_back(
    page: DirectoryPage, desk: Board, qtbot: QtBot
) -> None:
    push(qtbot, page, "add_person")
    fill(qtbot, dialog_of(page), name="Hana Ito")
    accept(qtbot, dialog_of(page))
    open_person(qtbot, page, desk, "Hana Ito")
    page.desk.undo()
    assert not page.panel.isVisible()


def test_commands_of_a_record_need_one_on_the_screen(
    page: DirectoryPage, desk: Board, qtbot: QtBot
) -> None:
    """Else Ctrl+K would archive what was looked at before."""
    made = {one.objectName(): one for one in page.commands()}
    of_record = ("rename_agency", "change_record", "appoint", "archive_record", "restore_record")
    assert [name for name in of_record if made[name].isEnabled()] == []
    open_person(qtbot, page, desk, "Ben Okoro")
    possible = [name for name in of_record if made[name].isEnabled()]
    assert possible == ["change_record", "appoint", "archive_record"]
    press(qtbot, page.people, KEY.Key_Escape)
    assert [name for name in of_record if made[name].isEnabled()] == []
    made["archive_record"].trigger()
    page._on_archive()
    assert person(desk, "Ben Okoro").archived is False
