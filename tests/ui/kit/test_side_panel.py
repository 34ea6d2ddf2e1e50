"""The panel over a page's right side: opened by Enter, closed by Esc, always in the page."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QMainWindow,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from ui.kit.side_panel import WIDTH, SidePanel
from ui.kit.text import PlainLabel

pytestmark = pytest.mark.usefixtures("program")
KEY = Qt.Key


@pytest.fixture
def panel(qtbot: QtBot) -> Iterator[SidePanel]:
    window = QMainWindow()
    qtbot.addWidget(window)
    page = QWidget()
    column = QVBoxLayout(page)
    column.addWidget(QLineEdit("the list"))
    column.addWidget(QLineEdit("another"))
    window.setCentralWidget(page)
    window.resize(1000, 700)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    QApplication.processEvents()
    page.findChildren(QLineEdit)[0].setFocus()
    made = SidePanel(page)
    yield made
    window.close()


def line_of(panel: SidePanel, number: int = 0) -> QLineEdit:
    page = panel.parentWidget()
    assert page is not None
    return page.findChildren(QLineEdit)[number]


def test_it_opens_at_the_right_and_leaves_the_focus(panel: SidePanel) -> None:
    panel.open_with("Title", "State", PlainLabel("Body"))
    page = panel.parentWidget()
    assert page is not None
    assert panel.geometry().right() == page.rect().right()
    assert panel.width() == WIDTH
    assert QApplication.focusWidget() is line_of(panel)
    assert panel.accessibleName() == "Title"
    panel.window().resize(620, 600)
    QApplication.processEvents()
    assert panel.width() <= page.width() * 0.6
    assert panel.height() == page.height()


@pytest.mark.parametrize("inside", [True, False])
def test_esc_closes_it_and_gives_the_focus_back(
    panel: SidePanel, qtbot: QtBot, inside: bool
) -> None:
    button = QPushButton("Edit")
    panel.open_with("Title", "", button)
    assert not panel.state.isVisible()
    closed: list[None] = []
    panel.closed.connect(lambda: closed.append(None))
    (button if inside else line_of(panel, 1)).setFocus()
    qtbot.keyClick(QApplication.focusWidget(), KEY.Key_Escape)
    assert not panel.isVisible()
    assert closed == [None]
    assert QApplication.focusWidget() is line_of(panel)
    panel.close_panel()
    assert closed == [None], "closing twice says nothing"


def test_other_body_takes_the_place_of_the_first(panel: SidePanel) -> None:
    first, second = PlainLabel("One"), PlainLabel("Two")
    panel.open_with("One", "", first)
    panel.open_with("Two", "", second)
    assert panel.area.widget() is second
    assert second.isVisible()
    assert panel.title.text() == "Two"


def test_focus_inside_stays_inside_when_the_body_is_filled_anew(panel: SidePanel) -> None:
    bodies = []
    for _ in range(2):
        body = QWidget()
        button = QPushButton("Edit", body)
        button.setObjectName("edit_button")
        bodies.append((body, button))
    panel.open_with("Title", "", bodies[0][0])
    bodies[0][1].setFocus()
    panel.open_with("Title", "", bodies[1][0])
    assert QApplication.focusWidget() is bodies[1][1]
    panel.open_with("Title", "", PlainLabel("No button"))
    assert QApplication.focusWidget() is panel.closer


def test_widget_that_had_the_focus_may_be_gone(panel: SidePanel, qtbot: QtBot) -> None:
    panel.open_with("Title", "", PlainLabel("Body"))
    delete(line_of(panel))
    panel.close_panel()
    assert not panel.isVisible()


def test_cross_closes_it(panel: SidePanel, qtbot: QtBot) -> None:
    panel.open_with("Title", "", PlainLabel("Body"))
    assert panel.closer.accessibleName() == "Close panel"
    qtbot.mouseClick(panel.closer, Qt.MouseButton.LeftButton)
    assert not panel.isVisible()
