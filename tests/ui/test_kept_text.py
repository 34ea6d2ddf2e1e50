"""After a crash the window says that typed text is kept, and shows it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from board_app.services.agenda import AddItem
from board_app.services.minutes import AddNote
from tests.desk import Desk as Board
from tests.ui.acting import push
from ui.app import pages
from ui.page import Context
from ui.pages.meeting.blocks import NoteBlock
from ui.pages.meeting.page import MeetingPage
from ui.places import MEETING, Place
from ui.window import MainWindow


@pytest.mark.parametrize("kind", ["new", "block", "summary"])
def test_kept_text_is_offered_and_shown(
    kind: str, desk: Board, context: Context, qtbot: QtBot
) -> None:
    item = desk.do(AddItem(meeting_id=desk.meeting_id, title="Outlook"))
    note = desk.do(AddNote(meeting_id=desk.meeting_id, item_id=item, text="Old."))
    number = {"new": item, "block": note, "summary": desk.meeting_id}[kind]
    desk.session.drafts.keep(desk.session.actor.person_id or 0, f"{kind}:{number}", "Half a")

    window = MainWindow(context, pages())
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    offered = window.findChild(QPushButton, "toast_action")
    assert offered is not None
    qtbot.mouseClick(offered, Qt.MouseButton.LeftButton)

    page = window.page
    assert isinstance(page, MeetingPage)
    texts = [page.minutes.composer.editor.toPlainText(), page.minutes.summary.toPlainText()]
    texts += [
        block.editor.toPlainText()
        for block in page.minutes._blocks.values()
        if hasattr(block, "editor")
    ]
    assert "Half a" in texts


@pytest.mark.parametrize(
    ("kept", "is_shown"), [("Half a", True), ("Old. And half a", False), ("And old: Old.", False)]
)
def test_kept_text_over_another_one_shows_both(
    kept: str, *, is_shown: bool, desk: Board, context: Context, qtbot: QtBot
) -> None:
    item = desk.do(AddItem(meeting_id=desk.meeting_id, title="Outlook"))
    note = desk.do(AddNote(meeting_id=desk.meeting_id, item_id=item, text="Old."))
    person = desk.session.actor.person_id or 0
    desk.session.drafts.keep(person, f"block:{note}", kept)
    window = MainWindow(context, pages())
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.go(Place(MEETING, desk.meeting_id, item))
    page = window.page
    assert isinstance(page, MeetingPage)
    block = page.minutes._blocks[note]
    assert isinstance(block, NoteBlock)
    assert block.editor.toPlainText() == kept
    assert block.typed.clash.isHidden() is not is_shown
    page.leave()
    (stored,) = desk.session.reading.minutes.blocks(desk.meeting_id)
    assert stored.text == ("Old." if is_shown else kept)
    if is_shown:
        assert block.typed.clash.theirs.toPlainText() == "Old."
        qtbot.waitUntil(block.isVisible)
        push(qtbot, block, "take_theirs")
        assert desk.session.drafts.kept(person) == {}


def test_nothing_kept_says_nothing(desk: Board, context: Context, qtbot: QtBot) -> None:
    window = MainWindow(context, pages())
    qtbot.addWidget(window)

    assert window.findChild(QPushButton, "toast_action") is None
