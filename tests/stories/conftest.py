"""The sample board and somebody at a window, for the stories that begin in the middle of a year."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from board_app.sample import build_sample
from tests.desk import HandClock
from tests.stories.person import Person
from ui.app import application
from ui.theme.service import theme

Arrive = Callable[..., Person]


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("stories") / "sample.board"
    build_sample(path).store.close()
    return path


@pytest.fixture
def sample(sample_file: Path, tmp_path: Path) -> Path:
    """Give a sample board of one's own."""
    path = tmp_path / "sample.board"
    shutil.copyfile(sample_file, path)
    return path


@pytest.fixture
def arrive(qtbot: QtBot, qapp: QApplication, tmp_path: Path, sample: Path) -> Arrive:
    """Give a way to sit down at the sample board as one of its people."""

    def sit_down(name: str, *, keyboard_only: bool = False) -> Person:
        made = Person(qtbot, tmp_path / "home", HandClock(), keyboard_only=keyboard_only)
        application(made.program)
        theme().show("light", "comfortable")
        made.start(sample, "sample")
        made.pick("person", name)
        made.accept()
        assert name in made.text("who_am_i")
        return made

    return sit_down
