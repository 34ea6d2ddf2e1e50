"""The clearance page: positions by keys, the table resolved in place, deadlines, approval."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from board_app import bootstrap
from board_app.domain.clearing import Answer, MinutesState, Resolution, RoundState
from board_app.domain.states import MeetingState
from board_app.services import clearance, minutes
from board_app.services.clearance_comments import ResolveComment
from board_app.services.clearance_sheet import ClearanceSheet, clearance_sheet
from board_app.services.meetings import ChangeMeetingState
from tests.desk import Desk as Board
from tests.exchange.returned_docx import commented
from tests.ui import acting
from tests.ui.acting import KEY, SHIFT, accept, dialog_of, fill, pick, press, push, said
from tests.ui.conftest import MakePage
from ui.kit.dialogs import FormDialog
from ui.kit.toast import Toast
from ui.pages.clearance.importing import import_dialog
from ui.pages.clearance.page import ClearancePage
from ui.pages.clearance.sent import SentDialog
from ui.places import CLEARANCE, MEETING, Place
from ui.window import MainWindow


@pytest.fixture
def page(desk: Board, make_page: MakePage) -> ClearancePage:
    """Give the page of minutes that are in clearance, with one comment of State."""
    item = desk.item("Situation in Burundi", lead_id=desk.agencies["state"])
    desk.do(minutes.AddNote(meeting_id=desk.meeting_id, item_id=item.id, text="Roads are closed."))
    desk.decision(item, "To send a mission.")
    acting.in_clearance(desk)
    made = make_page(ClearancePage, Place(CLEARANCE, desk.meeting_id))
    assert isinstance(made, ClearancePage)
    return made


def sheet(desk: Board) -> ClearanceSheet:
    return clearance_sheet(desk.session, desk.meeting_id)


def answers(desk: Board) -> dict[str, Answer]:
    return {row.agency: row.answer for row in sheet(desk).responses}


def choose(page: ClearancePage, agency: str) -> None:
    rows = page.positions.list
    rows.select_id(next(row.id for row in rows.rows() if row.agency == agency))


def test_positions_are_recorded_by_single_keys(
    page: ClearancePage, desk: Board, qtbot: QtBot
) -> None:
    for agency, key in (("NSC", KEY.Key_C), ("State", KEY.Key_M), ("DOJ", KEY.Key_C)):
        choose(page, agency)
        press(qtbot, page.positions.list, key)
    choose(page, "DOJ")
    press(qtbot, page.positions.list, KEY.Key_U)

    found = answers(desk)
    assert (found["NSC"], found["State"]) == (Answer.CONCUR, Answer.COMMENT)
    assert found["DOJ"] is Answer.NONE
    assert page.positions.count.text() == "2 of 4"
    assert "Needs DoD/OSD and DOJ" in page.positions.sentence.text()


def test_facts_have_the_whole_width_of_the_head(page: ClearancePage) -> None:
    page.window().resize(804, 680)  # 1024 without the navigation
    QApplication.processEvents()
    facts = page.head.facts
    assert facts.width() == page.head.width(), "the buttons cut no words off"
    assert facts.text() == facts._whole
    assert facts.y() >= page.head.title.geometry().bottom()


def test_a_non_concur_asks_for_its_reason(page: ClearancePage, desk: Board, qtbot: QtBot) -> None:
    choose(page, "DOJ")
    press(qtbot, page.positions.list, KEY.Key_N)
    dialog = dialog_of(page)
    accept(qtbot, dialog)
    assert "reason" in acting.problem(dialog, "note")
    fill(qtbot, dialog, note="Held by the DAG.")
    accept(qtbot, dialog)

    assert answers(desk)["DOJ"] is Answer.NON_CONCUR
    assert acting.cells(page.positions.list)[3][1] == "✕ Non-concur"
    assert "1 non-concur from DOJ" in page.positions.sentence.text()


def test_comments_are_resolved_in_their_table(
    page: ClearancePage, desk: Board, qtbot: QtBot
) -> None:
    rows = page.comments.list
    press(qtbot, rows, KEY.Key_A)
    assert sheet(desk).comments[0].resolution is Resolution.ACCEPTED
    press(qtbot, rows, KEY.Key_O)
    assert sheet(desk).comments[0].resolution is Resolution.OPEN
    press(qtbot, rows, KEY.Key_R)
    dialog = dialog_of(page)
    accept(qtbot, dialog)
    assert "why" in acting.problem(dialog, "answer")
    fill(qtbot, dialog, answer="The chair's calendar decides.")
    accept(qtbot, dialog)

    row = sheet(desk).comments[0]
    assert (row.resolution, row.answer) == (Resolution.REJECTED, "The chair's calendar decides.")
    assert "The chair's calendar decides. · Ann Reed" in said(page.comments.detail)


def test_a_comment_is_added_for_an_agency_and_corrected(
    page: ClearancePage, desk: Board, qtbot: QtBot
) -> None:
    press(qtbot, page.comments.list, KEY.Key_Plus)
    dialog = dialog_of(page)
    fill(qtbot, dialog, proposed="By October.")
    accept(qtbot, dialog)
    assert "whose comment" in acting.problem(dialog, "agency_id")
    pick(dialog, agency_id=desk.agencies["dod"], portion=sheet(desk).text.portions[-1].key)
    accept(qtbot, dialog)
    page.comments.list.select_id(sheet(desk).comments[1].id)
    press(qtbot, page.comments.list, KEY.Key_E)
    dialog = dialog_of(page)
    fill(qtbot, dialog, proposed="By November.")
    accept(qtbot, dialog)

    row = sheet(desk).comments[1]
    assert (row.agency, row.place) == ("DoD/OSD", "Item 1, D-2015-01")
    assert row.proposed == "By November."


def test_a_round_is_extended_with_its_reason(
    page: ClearancePage, desk: Board, qtbot: QtBot
) -> None:
    push(qtbot, page, "extend_round")
    dialog = dialog_of(page)
    fill(qtbot, dialog, day="19 Jul 2015", reason="Two are travelling.")
    accept(qtbot, dialog)
    assert "later" in acting.problem(dialog, "day")
    fill(qtbot, dialog, day="22 Jul 2015")
    accept(qtbot, dialog)

    shown = sheet(desk).shown
    assert shown is not None
    assert (shown.state, shown.wall_due.day) == (RoundState.EXTENDED, 22)
    assert "Wed 22 Jul, 17:00" in page.positions.due.text()


def test_close_waits_until_nothing_is_missing(
    page: ClearancePage, desk: Board, qtbot: QtBot
) -> None:
    assert not page.close_it.isEnabled()
    press(qtbot, page.comments.list, KEY.Key_X)
    for agency in ("NSC", "State", "DoD/OSD", "DOJ"):
        choose(page, agency)
        press(qtbot, page.positions.list, KEY.Key_C)
    push(qtbot, page, "close_round")

    assert sheet(desk).state is MinutesState.CLEARED
    assert page.approve.isVisible()
    assert not page.close_it.isVisible()
    assert not shown_verbs(page)
    assert {"Clearance PDF", "Text for comments", "Text as sent"} <= shown_buttons(page)


def shown_buttons(page: ClearancePage) -> set[str]:
    return {one.text() for one in page.findChildren(QPushButton) if one.isVisible()}


def shown_verbs(page: ClearancePage) -> set[str]:
    """Return the verbs of a round that are offered."""
    verbs = {"Concur", "Non-concur", "Extend…", "Copy reminder", "Accept", "Add…", "Import…"}
    return verbs & shown_buttons(page)


def test_text_that_was_not_sent_offers_one_thing(
    desk: Board, make_page: MakePage, qtbot: QtBot
) -> None:
    for state in (MeetingState.IN_SESSION, MeetingState.ADJOURNED):
        version = desk.meeting().version
        desk.do(ChangeMeetingState(id=desk.meeting_id, version=version, state=state))
    page = make_page(ClearancePage, Place(CLEARANCE, desk.meeting_id))
    assert isinstance(page, ClearancePage)
    page.focus_main()
    assert page.nothing.sentence.text().startswith("No agency was asked yet")
    assert shown_buttons(page) == {"Send for clearance…"}
    assert not page.columns.isVisible()
    button = acting.seen(page.nothing, QPushButton, "open_round_button")
    assert QApplication.focusWidget() is button
    press(qtbot, button, KEY.Key_Space)
    assert dialog_of(page).isVisible()


def test_silence_begins_by_itself(page: ClearancePage, desk: Board, qtbot: QtBot) -> None:
    press(qtbot, page.comments.list, KEY.Key_X)
    for agency in ("NSC", "State", "DoD/OSD"):
        choose(page, agency)
        press(qtbot, page.positions.list, KEY.Key_C)
    assert not page.close_it.isEnabled()

    desk.clock.go(timedelta(days=15))
    page._clock.timeout.emit()

    assert "the deadline has passed" in page.positions.due.text()
    assert page.positions.sentence.text() == (
        "1 silent: it counts as concurring. The round can be closed as cleared."
    )
    assert page.close_it.isEnabled()


def test_a_change_of_cleared_text_is_said_and_another_version_asks_whom_it_touches(
    page: ClearancePage, desk: Board, qtbot: QtBot
) -> None:
    press(qtbot, page.comments.list, KEY.Key_X)
    for agency in ("NSC", "State", "DoD/OSD", "DOJ"):
        choose(page, agency)
        press(qtbot, page.positions.list, KEY.Key_C)
    push(qtbot, page, "close_round")
    row = desk.session.reading.minutes.blocks(desk.meeting_id)[0]
    page.desk.do(page, minutes.ReviseNote(id=row.id, version=row.version, text="They are open."))

    assert page.changed.isVisible()
    assert "draft again: Item 1. Touches State." in page.changed.words.text()
    assert not page.approve.isVisible()
    push(qtbot, page, "open_round")
    dialog = dialog_of(page)
    assert dialog.form.fields["agency_ids"].value() == [desk.agencies["state"]]
    fill(qtbot, dialog, day="24 Jul 2015", at="12:00")
    accept(qtbot, dialog)

    shown = sheet(desk).shown
    assert shown is not None
    assert (shown.number, shown.wall_due) == (
        2,
        datetime(2015, 7, 24, 12),  # noqa: DTZ001  (a wall time)
    )
    assert page.positions.round.isVisible()
    page.positions.round.set_value(sheet(desk).rounds[0].id)
    page.positions.round.edited.emit()
    assert len(page.positions.list.rows()) == 4


def test_approval_asks_and_locks(page: ClearancePage, desk: Board, qtbot: QtBot) -> None:
    press(qtbot, page.comments.list, KEY.Key_X)
    for agency in ("NSC", "State", "DoD/OSD", "DOJ"):
        choose(page, agency)
        press(qtbot, page.positions.list, KEY.Key_C)
    push(qtbot, page, "close_round")
    push(qtbot, page, "approve_minutes")
    dialog = dialog_of(page)
    assert "can't be undone" in dialog.heading.text()
    assert sheet(desk).state is MinutesState.CLEARED, "nothing is done before the answer"
    fill(qtbot, dialog, chair="Gus Amari")
    accept(qtbot, dialog)

    approval = sheet(desk).approval
    assert approval is not None
    assert (approval.chair, approval.secretary) == ("Gus Amari", "Ann Reed")
    assert "Approved" in page.head.facts.text()


def test_reminder_is_copied(page: ClearancePage, qtbot: QtBot) -> None:
    press(qtbot, page.positions.list, KEY.Key_R, acting.CONTROL | SHIFT)
    assert "To: NSC, State, DoD/OSD and DOJ" in QApplication.clipboard().text()


def test_text_as_sent_is_shown_as_it_was(page: ClearancePage, desk: Board, qtbot: QtBot) -> None:
    row = desk.session.reading.minutes.blocks(desk.meeting_id)[0]
    page.desk.do(page, minutes.ReviseNote(id=row.id, version=row.version, text="They are open."))
    push(qtbot, page, "show_sent")
    (dialog,) = page.findChildren(SentDialog)
    text = dialog.words.toPlainText()
    assert "Roads are closed." in text
    assert "They are open." not in text
    blocks = dialog.words.document()
    heads = [
        block.text()
        for block in (blocks.findBlockByNumber(n) for n in range(blocks.blockCount()))
        if block.blockFormat().headingLevel()
    ]
    assert heads[1:] == ["1. Situation in Burundi"]
    push(qtbot, dialog, "close_sent")
    assert not page.findChildren(SentDialog)


def test_comments_of_a_file_are_shown_before_they_are_stored(
    page: ClearancePage, desk: Board, qtbot: QtBot, tmp_path: Path
) -> None:
    shown = sheet(desk).shown
    assert shown is not None
    sent, back = tmp_path / "sent.docx", tmp_path / "back.docx"
    bootstrap.write_for_comments(desk.session, shown.id, sent)
    commented(sent, back, "Roads are closed", "All of them?")
    found = page.context.outside.read_comments(back)

    dialog = import_dialog(sheet(desk), found, page)

    assert isinstance(dialog, FormDialog)
    assert "1 comment in back.docx" in dialog.heading.text()
    assert len(sheet(desk).comments) == 1
    dialog.close()


def test_a_representative_answers_for_their_agency_only(
    page: ClearancePage, desk: Board, qtbot: QtBot
) -> None:
    people = desk.session.reading.directory.people(page.desk.board.today)
    page.desk.become(next(one for one in people if one.name == "Ben Okoro"))
    refused = acting.refusals(page)
    assert not page.open_it.isEnabled()
    assert not page.comments.resolutions[0].isEnabled()
    choose(page, "State")
    press(qtbot, page.positions.list, KEY.Key_C)
    assert answers(desk)["State"] is Answer.CONCUR
    choose(page, "DOJ")
    press(qtbot, page.positions.list, KEY.Key_C)
    assert answers(desk)["DOJ"] is Answer.NONE
    assert refused == ["You can answer for your own agency only."]


def test_the_way_from_the_meeting_and_back(window: MainWindow, desk: Board, qtbot: QtBot) -> None:
    acting.in_clearance(desk)
    window.go(Place(MEETING, desk.meeting_id))
    press(qtbot, window, KEY.Key_L, acting.CONTROL)
    assert window.page.name == CLEARANCE
    assert isinstance(window.page, ClearancePage)
    window.page.to_meeting.trigger()
    assert window.page.name == MEETING


def test_what_is_for_good_offers_no_undo(window: MainWindow, desk: Board) -> None:
    round_id = acting.in_clearance(desk)
    (comment,) = desk.session.reading.clearance.comments(round_id)
    desk.do(ResolveComment(id=comment.id, resolution=Resolution.WITHDRAWN))
    for code in desk.agencies:
        desk.do(
            clearance.RecordAnswer(
                round_id=round_id, agency_id=desk.agencies[code], answer=Answer.CONCUR
            )
        )
    version = desk.session.reading.clearance.round(round_id).version
    desk.do(clearance.CloseRound(id=round_id, version=version))
    window.go(Place(CLEARANCE, desk.meeting_id))
    approve = clearance.ApproveMinutes(meeting_id=desk.meeting_id, sha256=sheet(desk).text.sha256)
    window.page.desk.do(window.page, approve)

    (toast,) = [one for one in window.findChildren(Toast) if one.words.text() == "Approve minutes"]
    assert not toast.button.isVisible()
