"""Fixtures of the window: a real board behind real widgets, with the work done inline."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot

from board_app.settings import Settings
from board_app.window import Program
from tests.desk import Desk as Board
from ui.app import application, pages
from ui.desk import Desk
from ui.page import Context, Page
from ui.places import Navigator, Place
from ui.theme.service import theme
from ui.window import MainWindow
from ui.work import InlineRunner

MakePage = Callable[..., Page]


@pytest.fixture
def program(desk: Board, tmp_path: Path, qapp: QApplication) -> Program:
    """Give the program around the window, on the board's clock and with its own preferences."""
    made = Program(Settings(tmp_path / "home" / "settings.json"), desk.clock)
    application(made)
    theme().dress()
    theme().show("light", "comfortable")
    return made


@pytest.fixture
def context(desk: Board, program: Program) -> Context:
    """Give what every page is given, over the small board, acting as its secretariat."""
    return Context(Desk(desk.session, InlineRunner()), Navigator(), program)


@pytest.fixture
def window(context: Context, qtbot: QtBot) -> MainWindow:
    """Give the whole window on the small board, shown and active."""
    made = MainWindow(context, pages())
    qtbot.addWidget(made)
    made.resize(1280, 800)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    return made


@pytest.fixture
def make_page(context: Context, qtbot: QtBot) -> Iterator[MakePage]:
    """Give a maker of pages that stand alone in a window."""
    frames: list[QMainWindow] = []  # they must live as long as the pages that stand in them

    def make(kind: type[Page], place: Place | None = None) -> Page:
        page = kind(context)
        frame = QMainWindow()
        frame.setCentralWidget(page)
        qtbot.addWidget(frame)
        frame.resize(1240, 780)
        with qtbot.waitExposed(frame):
            frame.show()
        frame.activateWindow()
        if place is not None:
            page.show_place(place)
        page.focus_main()
        frames.append(frame)
        return page

    yield make
    for frame in frames:
        frame.close()
