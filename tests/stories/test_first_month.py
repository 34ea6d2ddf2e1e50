"""A secretary founds a board, holds its July meeting and prints the minutes, by the window only."""

from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from tests.desk import HandClock
from tests.stories.person import ALT, CONTROL, KEY, NONE, SHIFT, Person
from ui.app import application
from ui.kit.prose import Prose
from ui.theme.service import theme

ITEMS = (
    "Approval of the last minutes",
    "Burundi after the vote",
    "South Sudan",
    "Early warning figures",
    "Training of officers",
    "Funding of the next year",
    "Horizon of the next 90 days",
    "Any other business",
)


@pytest.fixture(params=["mouse and keys", "keyboard only"])
def person(
    request: pytest.FixtureRequest, qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> Person:
    clock = HandClock()
    made = Person(qtbot, tmp_path / "home", clock, keyboard_only=request.param == "keyboard only")
    application(made.program)
    theme().show("light", "comfortable")
    return made


def found_the_board(person: Person, path: Path) -> None:
    person.start()
    person.push("new_board", keys=(KEY.Key_N, CONTROL))
    person.fill("name", "Atrocities Prevention Board")
    person.pick("chair_code", "NSC")
    person.pick("zone", "America/New York")
    person.fill("passphrase", "correct horse")
    person.fill("again", "correct horse")
    person.accept()
    person.save_as(path)
    person._own(person.window)
    person.pick("person", "I am not in this list")
    person.fill("name", "Ines Calloway")
    person.pick("agency_id", "State")
    person.accept()
    assert "Ines Calloway" in person.text("who_am_i")


def seat_people(person: Person) -> None:
    person.press(KEY.Key_5, CONTROL)
    assert len(person.rows("agencies")) == 12, "the chair's office and eleven members"
    for name, agency, role in (
        ("Rosalind Achter", "State", "Principal"),
        ("Oskar Delmon", "USAID", "Alternate"),
    ):
        person.push("add_person", keys=(KEY.Key_N, CONTROL))
        person.fill("name", name)
        person.pick("agency_id", agency)
        person.pick("role", role)
        person.accept()
    assert {row[0] for row in person.rows("people")} >= {"Rosalind Achter", "Oskar Delmon"}


def open_july(person: Person) -> None:
    person.press(KEY.Key_2, CONTROL)
    assert len(person.rows("series_dates")) == 6
    person.choose("series_dates", "16 Jul")
    person.push("open_date", keys=(KEY.Key_O, NONE))
    person.choose("meetings_list", "2015-07")
    person.press(KEY.Key_Return)
    assert "2015-07" in person.text("page_title")


def build_agenda(person: Person) -> None:
    for title in ITEMS:
        person.push("add_item", keys=(KEY.Key_N, NONE))
        person.fill("title", title)
        person.accept()
    assert [row[1] for row in person.rows("agenda_list")][1:] == list(ITEMS)
    person.choose("agenda_list", "South Sudan")
    person.press(KEY.Key_Up, ALT)
    titles = [row[1] for row in person.rows("agenda_list")]
    assert titles.index("South Sudan") == titles.index("Burundi after the vote") - 1


def hold_the_meeting(person: Person) -> None:
    person.push("publish_agenda")
    person.push("start_meeting", keys=(KEY.Key_F5, NONE))
    person.choose("attendance_list", "State")
    person.push("attendance_principal", keys=(KEY.Key_P, NONE))
    person.choose("attendance_list", "USAID")
    person.push("attendance_alternate", keys=(KEY.Key_A, NONE))
    for agency in ("DoD/OSD", "JS", "Treasury", "DOJ", "ODNI"):
        person.choose("attendance_list", agency)
        person.push("attendance_principal", keys=(KEY.Key_P, NONE))
    assert "7 of 11" in person.text("quorum")

    person.choose("agenda_list", "Burundi after the vote")
    person.press(KEY.Key_M, CONTROL)
    person.write("The vote passed without large violence.")
    person.press(KEY.Key_Return)
    person.write("! The daily call goes on until 31 July\n")
    person.write("@State @USAID 31 Jul write an options memo\n")
    person.write("@ODNI 24 Jul brief on the camps\n")
    assert person.text("decision_reference") == "Decision D-2015-01"


def record_the_dissent(person: Person) -> None:
    if person.keyboard_only:
        person._tab_to(person._find(QPushButton, "edit_decision_button"))
        person.press(KEY.Key_Space)
    else:
        person.push("edit_decision")
    form = person.form()
    agencies = {
        button.accessibleName(): button
        for button in form.findChildren(QPushButton)
        if button.isCheckable()
    }
    for name in ("State: Concur", "Treasury: Non-concur"):
        if person.keyboard_only:
            person._tab_to(agencies[name])
            person.press(KEY.Key_Space)
        else:
            person._click(agencies[name])
    note = next(
        one
        for one in form.findChildren(Prose)
        if one.isVisible() and one.accessibleName().startswith("Treasury")
    )
    person._enter(note)
    person.write("The call costs more than it brings.")
    person.accept()


def follow_up(person: Person) -> None:
    person.press(KEY.Key_3, CONTROL)
    person.choose("actions_list", "options memo")
    person.push("log_follow_up", keys=(KEY.Key_F, NONE))
    person.fill("text", "Draft is with the lawyers.")
    person.fill("new_due_on", "14 Aug 2015")
    person.accept()
    field = person.form().form.fields["reason"]
    assert "needs a reason" in field.error.text(), "a later date needs its reason"
    person.fill("reason", "Two offices have to clear it")
    person.accept()
    memo = next(row for row in person.rows("actions_list") if "options memo" in row[1])
    assert memo[6] == "1", "the slip is counted"


def take_back_and_do_again(person: Person) -> None:
    """Undo and redo five different changes; the screen comes back to what it was."""
    person.press(KEY.Key_2, CONTROL)
    person.choose("meetings_list", "2015-07")
    person.press(KEY.Key_Return)
    person.choose("agenda_list", "Funding")
    person.press(KEY.Key_Space)
    before = person.rows("agenda_list"), person.rows("attendance_list")
    labels = []
    for _ in range(6):
        labels.append(person.window.undo_action.text())
        person.press(KEY.Key_Z, CONTROL)
    assert len(set(labels)) == 5, f"five different changes: {labels}"
    for _ in range(6):
        person.press(KEY.Key_Y, CONTROL)
    assert (person.rows("agenda_list"), person.rows("attendance_list")) == before


def export(person: Person, kind: str, path: Path) -> str:
    keys = (KEY.Key_E, CONTROL) if kind == "minutes" else (KEY.Key_E, CONTROL | SHIFT)
    person.push(f"export_{kind}", keys=keys)
    person.export_as(path)
    person.close_dialog()
    document = pypdfium2.PdfDocument(path)
    text = "\n".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return " ".join(text.split())


def test_first_month(person: Person, tmp_path: Path) -> None:
    path = tmp_path / "apb.board"
    found_the_board(person, path)
    seat_people(person)
    open_july(person)
    build_agenda(person)
    hold_the_meeting(person)
    record_the_dissent(person)
    follow_up(person)
    take_back_and_do_again(person)
    person.leave()
    assert sorted(one.name for one in tmp_path.glob("apb*")) == ["apb.board"], "one file is left"

    person.start(path, "correct horse")
    person.jump("2015-07")
    assert "2015-07" in person.text("page_title")
    agenda = export(person, "agenda", tmp_path / "agenda.pdf")
    minutes = export(person, "minutes", tmp_path / "minutes.pdf")
    person.leave()

    for title in ITEMS:
        assert title in agenda
        assert title in minutes
    for expected in (
        "The vote passed without large violence.",
        "D-2015-01",
        "The daily call goes on until 31 July",
        "The call costs more than it brings.",
        "A-2015-001",
        "options memo",
        "14 Aug 2015",
        "Two offices have to clear it",
        "A-2015-002",
        "Oskar Delmon",
        "Rosalind Achter",
    ):
        assert expected in minutes, expected
