"""The meeting page, driven as a secretary drives it."""

from datetime import date, timedelta
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from board_app.domain.action import ActionStatus
from board_app.domain.agenda import ItemState
from board_app.domain.attendance import Presence
from board_app.domain.decision import Stance
from board_app.domain.errors import StorageUnavailable
from board_app.domain.minutes import BlockKind
from board_app.services import agenda, decisions, meetings, minutes
from board_app.services.archive import Archive
from tests.desk import Desk as Board
from tests.ui.acting import press, push, seen
from tests.ui.conftest import MakePage
from ui.desk import SaveState
from ui.kit.dialogs import FormDialog
from ui.kit.prose import Prose
from ui.pages.meeting.blocks import NoteBlock
from ui.pages.meeting.lines import SUMMARY_ID
from ui.pages.meeting.page import MeetingPage
from ui.places import MEETING, Place
from ui.theme.tokens import NAV_WIDTH

KEY = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def page(desk: Board, make_page: MakePage) -> MeetingPage:
    for title, length in (("Burundi", 20), ("Funding", 30), ("Any other business", 5)):
        desk.do(agenda.AddItem(meeting_id=desk.meeting_id, title=title, minutes=length))
    return cast("MeetingPage", make_page(MeetingPage, Place(MEETING, desk.meeting_id)))


def titles(desk: Board) -> list[str]:
    return [row.title for row in desk.session.reading.meetings.agenda(desk.meeting_id)]


def dialog_of(page: MeetingPage) -> FormDialog:
    found = [one for one in page.findChildren(FormDialog) if one.isVisible()]
    assert len(found) == 1
    return found[0]


def write(qtbot: QtBot, page: MeetingPage, text: str) -> None:
    editor = page.minutes.composer.editor
    editor.setFocus()
    qtbot.keyClicks(editor, text)


def test_items_move_with_alt_and_arrows(page: MeetingPage, desk: Board, qtbot: QtBot) -> None:
    before = titles(desk)
    funding = before.index("Funding")
    page.agenda.list.select_id(desk.session.reading.meetings.agenda(desk.meeting_id)[funding].id)

    qtbot.keyClick(page.agenda.list, KEY.Key_Up, ALT)

    assert titles(desk).index("Funding") == funding - 1
    page.desk.undo()
    assert titles(desk) == before


def test_new_item_by_keyboard_stands_at_the_end(
    page: MeetingPage, desk: Board, qtbot: QtBot
) -> None:
    qtbot.keyClick(page.agenda.list, KEY.Key_N)
    dialog = dialog_of(page)
    qtbot.keyClicks(dialog.form.fields["title"].editor, "Early warning")
    qtbot.keyClick(dialog, KEY.Key_Return, CONTROL)

    assert titles(desk)[-1] == "Early warning"


def test_item_without_a_title_keeps_what_was_typed(
    page: MeetingPage, desk: Board, qtbot: QtBot
) -> None:
    before = titles(desk)
    qtbot.keyClick(page.agenda.list, KEY.Key_N)
    dialog = dialog_of(page)
    qtbot.keyClicks(dialog.form.fields["purpose"].editor, "Agree on the question")
    dialog.submit()

    field = dialog.form.fields["title"]
    assert dialog.isVisible()
    assert "can't be empty" in field.error.text()
    assert dialog.form.fields["purpose"].value() == "Agree on the question"
    assert titles(desk) == before


def test_typing_becomes_one_note_when_it_is_left(
    page: MeetingPage, desk: Board, qtbot: QtBot
) -> None:
    write(qtbot, page, "ODNI presented the outlook.")
    assert desk.session.reading.minutes.blocks(desk.meeting_id) == []

    page.agenda.list.setFocus()

    (block,) = desk.session.reading.minutes.blocks(desk.meeting_id)
    assert (block.kind, block.text) == (BlockKind.NOTE, "ODNI presented the outlook.")
    assert page.minutes.composer.editor.toPlainText() == ""


def test_typed_text_is_kept_as_a_draft_before_it_is_left(
    page: MeetingPage, desk: Board, qtbot: QtBot
) -> None:
    write(qtbot, page, "Half a sent")
    page.minutes.composer._drafting._keep.timeout.emit()

    kept = desk.session.drafts.kept(desk.session.actor.person_id or 0)
    assert list(kept.values()) == ["Half a sent"]
    assert desk.session.reading.minutes.blocks(desk.meeting_id) == []


def test_draft_of_an_earlier_run_is_offered_again(desk: Board, make_page: MakePage) -> None:
    item = desk.do(agenda.AddItem(meeting_id=desk.meeting_id, title="Burundi"))
    person = desk.session.actor.person_id or 0
    desk.session.drafts.keep(person, f"new:{item}", "Unfinished")

    page = make_page(MeetingPage, Place(MEETING, desk.meeting_id, item))

    assert cast("MeetingPage", page).minutes.composer.editor.toPlainText() == "Unfinished"


def test_exclamation_mark_captures_a_decision(page: MeetingPage, desk: Board, qtbot: QtBot) -> None:
    write(qtbot, page, "! Raise Burundi to high")
    assert "Enter" in page.minutes.composer.preview.text()
    qtbot.keyClick(page.minutes.composer.editor, KEY.Key_Return)

    (decision,) = desk.session.reading.minutes.decisions(desk.meeting_id)
    assert decision.text == "Raise Burundi to high"
    assert decision.reference == "D-2015-01"
    assert page.minutes.composer.editor.toPlainText() == ""


def test_at_sign_captures_an_action_item(page: MeetingPage, desk: Board, qtbot: QtBot) -> None:
    write(qtbot, page, "@State 5 Dec prepare an options memo")
    qtbot.keyClick(page.minutes.composer.editor, KEY.Key_Return)

    (block,) = desk.session.reading.minutes.blocks(desk.meeting_id)
    assert block.action_id is not None
    row = desk.session.reading.actions.action(block.action_id)
    assert (row.lead_id, row.due_on) == (desk.agencies["state"], date(2015, 12, 5))
    assert row.status is ActionStatus.OPEN


def test_unknown_agency_stays_typed_and_is_explained(
    page: MeetingPage, desk: Board, qtbot: QtBot
) -> None:
    write(qtbot, page, "@Nowhere write a memo")
    page.agenda.list.setFocus()

    assert page.minutes.composer.preview.text() != ""
    assert page.minutes.composer.editor.toPlainText() == "@Nowhere write a memo"
    assert desk.session.reading.minutes.blocks(desk.meeting_id) == []


def test_notes_and_captures_keep_their_order(page: MeetingPage, desk: Board, qtbot: QtBot) -> None:
    write(qtbot, page, "First the outlook.")
    qtbot.keyClick(page.minutes.composer.editor, KEY.Key_Return)
    write(qtbot, page, "! Agreed on the outlook")
    qtbot.keyClick(page.minutes.composer.editor, KEY.Key_Return)
    write(qtbot, page, "Then the rest.")
    page.leave()

    kinds = [block.kind for block in desk.session.reading.minutes.blocks(desk.meeting_id)]
    assert kinds == [BlockKind.NOTE, BlockKind.DECISION, BlockKind.NOTE]


def test_classified_text_is_refused_and_kept_in_the_editor(
    page: MeetingPage, desk: Board, qtbot: QtBot
) -> None:
    said: list[str] = []
    page.desk.refused.connect(lambda fault: said.append(fault.message))
    write(qtbot, page, "(TS//SI) the source says so")
    page.agenda.list.setFocus()

    assert "classified marking" in said[0]
    assert page.minutes.composer.editor.toPlainText() == "(TS//SI) the source says so"
    assert desk.session.reading.minutes.blocks(desk.meeting_id) == []


def test_dissent_is_recorded_in_the_decision_form(
    page: MeetingPage, desk: Board, qtbot: QtBot
) -> None:
    write(qtbot, page, "! Share the list")
    qtbot.keyClick(page.minutes.composer.editor, KEY.Key_Return)
    decision = desk.session.reading.minutes.decisions(desk.meeting_id)[0]
    page.minutes.decision_asked.emit(decision.id)
    dialog = dialog_of(page)
    agency = desk.agencies["doj"]
    button = dialog.findChild(QPushButton, f"non_concur_{agency}")
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    dialog.submit()
    assert dialog.isVisible(), "a non-concur needs its reason"
    note = dialog.findChild(Prose, f"position_note_{agency}")
    assert note is not None
    qtbot.keyClicks(note, "The list names sources.")
    dialog.submit()

    (position,) = desk.session.reading.minutes.positions(desk.meeting_id)
    assert position.note == "The list names sources."
    assert not dialog.isVisible()


def test_position_that_another_took_meanwhile_stays(
    page: MeetingPage, desk: Board, qtbot: QtBot
) -> None:
    write(qtbot, page, "! Share the list")
    qtbot.keyClick(page.minutes.composer.editor, KEY.Key_Return)
    decision = desk.session.reading.minutes.decisions(desk.meeting_id)[0]
    page.minutes.decision_asked.emit(decision.id)
    dialog = dialog_of(page)
    theirs = {"decision_id": decision.id, "agency_id": desk.agencies["dod"]}
    desk.do(decisions.TakePosition(**theirs, stance=Stance.COMMENT, note="Only the names."))
    button = dialog.findChild(QPushButton, f"concur_{desk.agencies['doj']}")
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    dialog.submit()

    taken = desk.session.reading.minutes.positions(desk.meeting_id)
    assert {row.agency_id: row.stance for row in taken} == {
        desk.agencies["dod"]: Stance.COMMENT,
        desk.agencies["doj"]: Stance.CONCUR,
    }


def test_note_is_marked_with_one_press(page: MeetingPage, desk: Board, qtbot: QtBot) -> None:
    write(qtbot, page, "ODNI presented the outlook.")
    page.leave()
    (block,) = desk.session.reading.minutes.blocks(desk.meeting_id)
    button = page.findChild(QPushButton, f"mark_note_{block.id}_button")

    qtbot.mouseClick(button, _LEFT)

    (block,) = desk.session.reading.minutes.blocks(desk.meeting_id)
    assert block.marking == 1
    assert button is not None
    assert button.text() == "(CUI)"


def test_full_disk_keeps_the_typed_text_and_says_so(
    page: MeetingPage, desk: Board, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    states: list[tuple[object, str]] = []
    page.desk.save_state.connect(lambda state, text: states.append((state, text)))
    write(qtbot, page, "Nobody may lose this.")
    with monkeypatch.context() as full:
        full.setattr(desk.session, "do", _no_room)
        page.leave()
        assert page.minutes.composer.editor.toPlainText() == "Nobody may lose this."
        assert states[-1] == (SaveState.FAILED, "The disk is full.")

    page.leave()

    (block,) = desk.session.reading.minutes.blocks(desk.meeting_id)
    assert block.text == "Nobody may lose this."


def _no_room(*_: object, **__: object) -> object:
    raise StorageUnavailable("The disk is full.")


def test_note_that_others_changed_keeps_both(page: MeetingPage, desk: Board, qtbot: QtBot) -> None:
    write(qtbot, page, "Mine at first.")
    page.leave()
    (block,) = desk.session.reading.minutes.blocks(desk.meeting_id)
    editor = page.findChild(Prose, f"note_{block.id}")
    assert editor is not None
    editor.setFocus()
    qtbot.keyClicks(editor, "Still mine. ")
    desk.do(minutes.ReviseNote(id=block.id, version=block.version, text="Theirs."))

    page.leave()

    assert "Still mine." in editor.toPlainText()
    note = page.minutes._blocks[block.id]
    assert isinstance(note, NoteBlock)
    assert "Somebody else wrote here" in note.typed.notice.text()
    assert note.typed.clash.theirs.toPlainText() == "Theirs."
    (block,) = desk.session.reading.minutes.blocks(desk.meeting_id)
    assert block.text == "Theirs."
    page.leave()
    (block,) = desk.session.reading.minutes.blocks(desk.meeting_id)
    assert block.text == "Theirs.", "nothing is stored until it is said which text stands"

    qtbot.waitUntil(note.isVisible)
    push(qtbot, note, "keep_both")
    (block,) = desk.session.reading.minutes.blocks(desk.meeting_id)
    assert block.text == "Still mine. Mine at first.\n\nTheirs."
    assert note.typed.clash.isHidden()


def test_note_whose_marking_changed_elsewhere_is_no_conflict(
    page: MeetingPage, desk: Board, qtbot: QtBot
) -> None:
    write(qtbot, page, "First.")
    page.leave()
    (block,) = desk.session.reading.minutes.blocks(desk.meeting_id)
    editor = page.findChild(Prose, f"note_{block.id}")
    assert editor is not None
    editor.setFocus()
    qtbot.keyClicks(editor, "More. ")
    desk.do(minutes.ReviseNote(id=block.id, version=block.version, text=block.text, marking=1))
    page.leave()
    (block,) = desk.session.reading.minutes.blocks(desk.meeting_id)
    assert (block.text, block.marking) == ("More. First.", 1)


def test_note_that_others_archived_goes_on_in_the_composer(
    page: MeetingPage, desk: Board, qtbot: QtBot
) -> None:
    write(qtbot, page, "First.")
    page.leave()
    (block,) = desk.session.reading.minutes.blocks(desk.meeting_id)
    editor = page.findChild(Prose, f"note_{block.id}")
    assert editor is not None
    editor.setFocus()
    qtbot.keyClicks(editor, "More. ")
    page.desk.do(page, Archive(table="minutes_block", id=block.id, version=block.version))
    assert page.minutes.composer.editor.toPlainText() == "More. First."


def test_summary_that_others_wrote_stands_beside_mine(
    page: MeetingPage, desk: Board, qtbot: QtBot
) -> None:
    page.agenda.list.select_id(SUMMARY_ID)
    page.minutes.summary.setFocus()
    qtbot.keyClicks(page.minutes.summary, "We agreed.")
    desk.do(meetings.WriteSummary(id=desk.meeting_id, text="They agreed."))
    page.leave()
    assert page.minutes._summary.clash.theirs.toPlainText() == "They agreed."
    assert desk.meeting().summary == "They agreed."
    push(qtbot, page.minutes._summary, "keep_mine")
    assert desk.meeting().summary == "We agreed."
    page.desk.undo()
    assert desk.meeting().summary == "They agreed."


def test_one_key_records_attendance_and_the_quorum_follows(
    page: MeetingPage, desk: Board, qtbot: QtBot
) -> None:
    page.attendance.list.setFocus()
    page.attendance.list.select_id(desk.agencies["state"])

    qtbot.keyClick(page.attendance.list, KEY.Key_P)

    lines = desk.session.reading.minutes.attendance(desk.meeting_id)
    assert [row.presence for row in lines if row.agency_id == desk.agencies["state"]] == [
        Presence.PRINCIPAL
    ]
    assert "1 of" in page.attendance.count.text()


def test_next_item_settles_the_one_before(page: MeetingPage, desk: Board, qtbot: QtBot) -> None:
    qtbot.mouseClick(page.findChild(QPushButton, "publish_agenda_button"), _LEFT)
    qtbot.mouseClick(page.findChild(QPushButton, "start_meeting_button"), _LEFT)
    first = page.agenda.chosen()
    assert first is not None

    qtbot.keyClick(page, KEY.Key_Return, CONTROL)

    rows = desk.session.reading.meetings.agenda(desk.meeting_id)
    states = {row.id: row.state for row in rows}
    second = page.agenda.chosen()
    assert states[first.id] is ItemState.DISCUSSED
    assert second is not None
    assert second.id != first.id


_LEFT = Qt.MouseButton.LeftButton


def kind_of(page: MeetingPage, name: str) -> str:
    """Return how a button of the head stands out, "" if it isn't there."""
    (button,) = page.findChildren(QPushButton, f"{name}_button")
    return str(button.property("kind")) if button.isVisible() else ""


def test_agenda_that_changed_asks_for_its_next_version(
    page: MeetingPage, desk: Board, qtbot: QtBot
) -> None:
    push(qtbot, page, "publish_agenda")
    assert page.head.facts._whole.startswith("Called · agenda version 1 · Thu 16 Jul")
    assert (kind_of(page, "publish_agenda"), kind_of(page, "start_meeting")) == ("", "primary")

    desk.clock.go(timedelta(minutes=1))
    page.desk.do(page, agenda.AddItem(meeting_id=desk.meeting_id, title="Early warning"))

    assert page.head.facts._whole.startswith("Called · agenda changed since version 1 · Thu")
    assert (kind_of(page, "publish_agenda"), kind_of(page, "start_meeting")) == ("primary", "quiet")
    assert seen(page, QPushButton, "publish_agenda_button").text() == "Publish version 2"
    desk.clock.go(timedelta(minutes=1))
    press(qtbot, page, KEY.Key_P, CONTROL | SHIFT)

    assert desk.meeting().agenda_version == 2
    assert page.head.facts._whole.startswith("Called · agenda version 2 · ")
    assert kind_of(page, "publish_agenda") == ""
    page.desk.undo()
    assert kind_of(page, "publish_agenda") == "primary"


def test_nobody_is_missing_before_attendance_is_recorded(
    page: MeetingPage, desk: Board, qtbot: QtBot
) -> None:
    pane = page.attendance
    assert pane.quorum.text() == "2 of 3 agencies needed."
    assert (pane.quorum.property("role"), pane.count.text()) == ("facts", "")

    pane.list.select_id(desk.agencies["state"])
    press(qtbot, pane.list, KEY.Key_P)
    assert pane.quorum.text().startswith("No quorum: 1 of 3 agencies present, 2 needed, 1 missing")
    assert pane.quorum.property("role") == "warning"


def test_titles_of_the_agenda_have_room_in_a_narrow_window(page: MeetingPage, desk: Board) -> None:
    page.window().resize(1024 - NAV_WIDTH, 620)  # what is left of the window beside the navigation
    QApplication.processEvents()
    rows = page.agenda.list
    assert rows.columnWidth(1) >= rows.fontMetrics().horizontalAdvance("Approval of the last min")
