"""The editor of minutes: as tall as its text, left with Tab."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.kit.prose import Prose

pytestmark = pytest.mark.usefixtures("program")
KEY = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def prose(qtbot: QtBot) -> Iterator[Prose]:
    home = QWidget()
    qtbot.addWidget(home)
    column = QVBoxLayout(home)
    made = Prose(name="note", label="Note", hint="Write here")
    column.addWidget(made)
    column.addWidget(QLineEdit("after"))
    column.addStretch(1)
    home.resize(500, 400)
    with qtbot.waitExposed(home):
        home.show()
    home.activateWindow()
    QApplication.processEvents()
    made.setFocus()
    yield made
    home.close()


def test_it_grows_and_shrinks_with_its_text(prose: Prose) -> None:
    heights = []
    for lines in (1, 3, 8, 2):
        prose.setPlainText("\n".join("words" for _ in range(lines)))
        heights.append(prose.height())
    one, three, eight, two = heights
    line = prose.fontMetrics().lineSpacing()
    assert three - one == pytest.approx(2 * line, abs=3)
    assert eight - one == pytest.approx(7 * line, abs=8)
    assert one < two < three
    assert prose.verticalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff


def test_long_line_is_wrapped_and_counted(prose: Prose) -> None:
    prose.setPlainText("word")
    low = prose.height()
    prose.setPlainText("word " * 80)
    assert prose.height() > low
    wide = prose.height()
    prose.window().resize(250, 400)
    QApplication.processEvents()
    assert prose.height() > wide


def test_text_over_the_limit_is_scrolled(prose: Prose) -> None:
    prose.most_lines = 4
    prose.setPlainText("words\n" * 40)
    assert prose.height() < 6 * prose.fontMetrics().lineSpacing()
    assert prose.verticalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAsNeeded


def test_tab_leaves_it_and_says_so(prose: Prose, qtbot: QtBot) -> None:
    left: list[None] = []
    prose.left.connect(lambda: left.append(None))
    qtbot.keyClicks(prose, "words")
    qtbot.keyClick(prose, KEY.Key_Tab)
    assert prose.toPlainText() == "words"
    assert isinstance(QApplication.focusWidget(), QLineEdit)
    assert left == [None]


def test_enter_begins_a_line_unless_it_is_taken(prose: Prose, qtbot: QtBot) -> None:
    entered: list[None] = []
    prose.entered.connect(lambda: entered.append(None))
    qtbot.keyClicks(prose, "one")
    qtbot.keyClick(prose, KEY.Key_Return)
    qtbot.keyClicks(prose, "two")
    assert (prose.toPlainText(), prose.current_line(), entered) == ("one\ntwo", "two", [])

    prose.take_enter(takes=True)
    qtbot.keyClick(prose, KEY.Key_Return)
    assert (prose.toPlainText(), entered) == ("one\ntwo", [None])
    qtbot.keyClick(prose, KEY.Key_Return, SHIFT)
    assert prose.document().blockCount() + prose.toPlainText().count("\u2028") >= 2
    assert entered == [None]


def test_pasted_markup_is_plain(prose: Prose) -> None:
    clipboard = QApplication.clipboard()
    clipboard.setText("<b>bold</b>")
    prose.paste()
    assert prose.toPlainText() == "<b>bold</b>"
