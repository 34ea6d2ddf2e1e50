"""A window whose work is done on threads of their own, as in the program."""

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from board_app.window import Program
from tests.desk import Desk as Board
from ui.desk import Desk
from ui.page import Context
from ui.places import Navigator
from ui.work import ThreadRunner


@pytest.fixture
def threaded(desk: Board, program: Program, qtbot: QtBot) -> Iterator[Context]:
    """Give the context of a window whose work is done on threads of their own."""
    made = Context(Desk(desk.session, ThreadRunner()), Navigator(), program)
    yield made
    made.desk._runner.stop()
    if made.desk._beside is not None:
        made.desk._beside.stop()
    assert not papers_threads()


def papers_threads() -> list[str]:
    return [one.name for one in threading.enumerate() if one.name.startswith("papers")]


@pytest.fixture
def below(qtbot: QtBot) -> Iterator[QWidget]:
    """Give the window that the preview stands before."""
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show()
    yield made
    made.close()
