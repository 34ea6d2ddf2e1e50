"""After a crash the window says that typed text is kept, and shows it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from board_app.services.agenda import AddItem
from board_app.services.minutes import AddNote
from tests.desk import Desk as Board
from ui.app import pages
from ui.page import Context
from ui.pages.meeting.page import MeetingPage
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


def test_nothing_kept_says_nothing(desk: Board, context: Context, qtbot: QtBot) -> None:
    window = MainWindow(context, pages())
    qtbot.addWidget(window)

    assert window.findChild(QPushButton, "toast_action") is None
