"""The board book from the meeting's page: for all, for one agency, a file for each."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from board_app import printing
from board_app.domain.meeting import MeetingState
from board_app.services.attachments import Attach
from board_app.services.meetings import ChangeMeetingState, PublishAgenda
from board_app.services.papers.kinds import PaperKind, Wanted
from tests.desk import Desk as Board
from tests.papers import pdf
from tests.ui import acting
from tests.ui.acting import CONTROL, KEY, SHIFT
from tests.ui.papers import export_of, export_paper, words_of
from ui.kit.dialogs import FormDialog
from ui.page import Context
from ui.parts.copies import CopiesDialog, ask_copies
from ui.parts.export import ExportedDialog
from ui.parts.preview.dialog import PreviewDialog
from ui.places import MEETING, Place
from ui.window import MainWindow


@pytest.fixture
def meeting(window: MainWindow, desk: Board) -> MainWindow:
    """Give the page of a meeting with a paper that Justice may not see."""
    item = desk.item("Sudan")
    for name, withheld in (("Report.pdf", ()), ("Budget.pdf", (desk.agencies["doj"],))):
        desk.do(Attach(item_id=item.id, file_name=name, content=pdf(2), pages=2, withheld=withheld))
    window.go(Place(MEETING, desk.meeting_id))
    return window


def ask(qtbot: QtBot, window: MainWindow) -> FormDialog:
    """Press the keys of the board book."""
    window.activateWindow()
    QApplication.processEvents()
    qtbot.keyClick(window, KEY.Key_B, CONTROL | SHIFT)
    return acting.dialog_of(window.page)


def choose_folder(qtbot: QtBot, window: MainWindow, folder: Path) -> None:
    (dialog,) = (one for one in window.findChildren(QFileDialog) if one.isVisible())
    line = acting.seen(dialog, QLineEdit, "fileNameEdit")
    line.setText(str(folder))
    qtbot.keyClick(line, KEY.Key_Return)
    QApplication.processEvents()


def copies(context: Context, below: MainWindow, desk: Board, folder: Path) -> CopiesDialog:
    """Ask for the books of all agencies, and give the folder."""
    wanted = Wanted(kind=PaperKind.BOOK, id=desk.meeting_id)
    dialog = ask_copies(context, below, "Board books", wanted)
    dialog.form.fields["folder"].set_value(str(folder))
    return dialog


def test_book_for_all_by_keys_alone(meeting: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = ask(qtbot, meeting)
    assert "kind" not in dialog.form.fields, "there is no supplement to ask about"
    qtbot.keyClick(dialog, KEY.Key_Return, CONTROL)
    export_paper(qtbot, meeting, tmp_path / "book.pdf").accept()
    words = words_of(tmp_path / "book.pdf")
    assert "Board book of the 1st meeting" in words
    assert "Tab B: Budget" in words


def test_book_for_other_readers_is_bound_without_checking_its_papers_again(
    meeting: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting.page.context.export_folder = tmp_path
    acting.accept(qtbot, ask(qtbot, meeting))
    (preview,) = (one for one in meeting.findChildren(PreviewDialog) if one.isVisible())
    monkeypatch.setattr(printing, "enclosures", lambda: pytest.fail("checked again"))
    qtbot.keyClick(preview.view, KEY.Key_Return)
    dialog = export_of(preview)
    acting.pick(dialog, reader="secretariat", file_name="book.pdf")
    acting.accept(qtbot, dialog)
    assert "Distribution: Secretariat" in words_of(tmp_path / "book.pdf")
    (done,) = (one for one in meeting.findChildren(ExportedDialog) if one.isVisible())
    done.accept()


def test_button_makes_room_at_the_meeting_and_the_keys_remain(
    meeting: MainWindow, desk: Board, qtbot: QtBot
) -> None:
    acting.push(qtbot, meeting.page, "export_book")
    acting.dialog_of(meeting.page).reject()
    for state in (MeetingState.CALLED, MeetingState.IN_SESSION):
        row = desk.meeting()
        meeting.page.desk.do(
            meeting.page, ChangeMeetingState(id=row.id, version=row.version, state=state)
        )
    buttons = meeting.page.findChildren(QPushButton, "export_book_button")
    assert [one.isVisible() for one in buttons] == [False]
    ask(qtbot, meeting).reject()


def test_book_of_an_agency_lacks_what_is_withheld_from_it(
    meeting: MainWindow, desk: Board, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = ask(qtbot, meeting)
    dialog.form.fields["whose"].set_value(desk.agencies["doj"])
    dialog.accept_button.click()
    export_paper(qtbot, meeting, tmp_path / "book.pdf").accept()
    words = words_of(tmp_path / "book.pdf")
    assert "Department of Justice" in words
    assert "Budget" not in words


def test_supplement_is_offered_once_something_came_late(
    meeting: MainWindow, desk: Board, qtbot: QtBot, tmp_path: Path
) -> None:
    row = desk.meeting()
    desk.do(PublishAgenda(id=row.id, version=row.version))
    item = desk.session.reading.meetings.agenda(row.id)[0]
    desk.do(Attach(item_id=item.id, file_name="Cable.pdf", content=pdf(), pages=1))
    dialog = ask(qtbot, meeting)
    dialog.form.fields["kind"].set_value(PaperKind.SUPPLEMENT)
    dialog.accept_button.click()
    export_paper(qtbot, meeting, tmp_path / "late.pdf").accept()
    assert "Page S-1 of S-2" in words_of(tmp_path / "late.pdf")


def test_each_agency_gets_a_file_in_the_folder(
    meeting: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    folder = tmp_path / "books"
    folder.mkdir()
    dialog = ask(qtbot, meeting)
    dialog.form.fields["whose"].set_value(-1)
    dialog.accept_button.click()
    acting.press(qtbot, acting.dialog_of(meeting.page), KEY.Key_B, CONTROL)
    choose_folder(qtbot, meeting, folder)
    acting.accept(qtbot, acting.dialog_of(meeting.page))
    (done,) = (one for one in meeting.findChildren(ExportedDialog) if one.isVisible())
    assert "4 books written, one for each agency." in done.words.text()
    assert len(list(folder.glob("*.pdf"))) == 4
    assert meeting.page.context.export_folder == folder
    done.accept()


def test_name_that_is_none_of_the_list_does_not_pass_for_all(
    meeting: MainWindow, qtbot: QtBot
) -> None:
    dialog = ask(qtbot, meeting)
    dialog.form.fields["whose"].set_value("nobody")
    dialog.accept_button.click()
    assert dialog.isVisible()
    assert "none of the list" in dialog.form.fields["whose"].error.text()
    dialog.reject()
    assert not [one for one in meeting.findChildren(PreviewDialog) if one.isVisible()]


def test_folder_that_takes_nothing_is_said_beside_it(
    meeting: MainWindow, desk: Board, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "books").write_text("a file")
    for name, said in (("books", "is a file, and a folder is needed"), ("books/x", "no folder")):
        dialog = copies(meeting.page.context, meeting, desk, tmp_path / name)
        acting.accept(qtbot, dialog)
        assert said in acting.problem(dialog, "folder")
        dialog.form.fields["folder"].set_value(" ")
        acting.accept(qtbot, dialog)
        assert "in which folder" in acting.problem(dialog, "folder")
        dialog.reject()


def test_files_that_are_there_are_written_over_only_after_a_question(
    meeting: MainWindow, desk: Board, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = copies(meeting.page.context, meeting, desk, tmp_path / "books")
    acting.accept(qtbot, dialog)
    before = {*(tmp_path / "books").iterdir()}
    one, *_ = before
    one.write_text("of last month")

    again = copies(meeting.page.context, meeting, desk, tmp_path / "books")
    acting.accept(qtbot, again)

    assert "4 files of these names are there already" in acting.problem(again, "folder")
    assert one.read_text() == "of last month"
    assert again.accept_action.text() == "Replace"
    acting.accept(qtbot, again)
    assert one.read_bytes().startswith(b"%PDF")
    assert before == {*(tmp_path / "books").iterdir()}


def test_who_cancels_finds_nothing(
    threaded: Context, meeting: MainWindow, desk: Board, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = copies(threaded, meeting, desk, tmp_path / "books")
    qtbot.keyClick(dialog, KEY.Key_Return, CONTROL)
    qtbot.keyClick(dialog, KEY.Key_Escape)
    qtbot.waitUntil(dialog.accept_action.isEnabled, timeout=60_000)
    assert "Stopped. Nothing was written." in dialog.form.message.text()
    assert not (tmp_path / "books").exists()
    dialog.reject()


def become(window: MainWindow, desk: Board, name: str) -> None:
    people = desk.session.reading.directory.people(desk.session.board().today)
    window.page.desk.become(next(one for one in people if one.name == name))


def test_representative_sees_the_copy_of_their_agency(
    meeting: MainWindow, desk: Board, qtbot: QtBot, tmp_path: Path
) -> None:
    become(meeting, desk, "Ben Okoro")
    acting.push(qtbot, meeting.page, "export_book")
    assert not acting.has_dialog(meeting.page), "there is nothing to ask"
    export_paper(qtbot, meeting, tmp_path / "book.pdf").accept()
    words = words_of(tmp_path / "book.pdf")
    assert "Department of State" in words
    assert "Tab B: Budget" in words


def test_representative_is_asked_for_the_part_alone(
    meeting: MainWindow, desk: Board, qtbot: QtBot
) -> None:
    row = desk.meeting()
    desk.do(PublishAgenda(id=row.id, version=row.version))
    item = desk.session.reading.meetings.agenda(row.id)[0]
    desk.do(Attach(item_id=item.id, file_name="Cable.pdf", content=pdf(), pages=1))
    become(meeting, desk, "Ben Okoro")
    dialog = ask(qtbot, meeting)
    assert list(dialog.form.fields) == ["kind"]
    acting.pick(dialog, kind=PaperKind.SUPPLEMENT)
    acting.accept(qtbot, dialog)
    (preview,) = (one for one in meeting.findChildren(PreviewDialog) if one.isVisible())
    assert "State" in preview._made.draft.name  # type: ignore[union-attr]  # it is made
    preview.reject()


def test_observer_is_told_for_whom_the_book_is(meeting: MainWindow, desk: Board) -> None:
    made = next(one for one in meeting.commands() if one.objectName() == "export_book")
    assert made.isEnabled()
    become(meeting, desk, "Fay Lindqvist")
    assert not made.isEnabled()
    assert "Ask it for yours" in made.property("why")
    (button,) = meeting.page.findChildren(QPushButton, "export_book_button")
    assert "Ask it for yours" in button.toolTip()
