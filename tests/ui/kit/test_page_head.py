"""The head of a page: nothing of it is cut while there is room below."""

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from ui.kit.page_head import PageHead

TITLE = "Monthly board meeting 2015-07"
FACTS = "Called · Thu 16 Jul, 10:00 (New York) · 1 h 30 · in 9 days · Conference Room 208"


@pytest.fixture
def head(qtbot: QtBot) -> PageHead:
    made = PageHead()
    qtbot.addWidget(made)
    for text in ("Agenda PDF", "Start meeting", "Publish version 2"):
        made.add_button(QPushButton(text))
    made.show_words(TITLE, FACTS)
    made.resize(1000, 80)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_facts_run_below_the_actions(head: PageHead) -> None:
    assert head.facts.width() == head.width()
    assert head._actions.y() == 0
    assert head.title.text() == TITLE


def test_actions_go_below_where_the_title_would_be_cut(head: PageHead) -> None:
    head.resize(head._actions.sizeHint().width() + head.title.whole_width(), 120)
    QApplication.processEvents()
    assert head.title.text() == TITLE
    assert head._actions.y() > head.facts.y()

    head.resize(1000, 80)
    QApplication.processEvents()
    assert head._actions.y() == 0


def test_more_actions_make_room(head: PageHead) -> None:
    for number in range(12):
        head.add_button(QPushButton(f"Another action {number}"))
    QApplication.processEvents()
    assert head._actions.y() > head.facts.y()
