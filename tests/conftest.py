"""Fixtures that more than one room of tests uses."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from board_app.services.session import Session
from tests.desk import Desk, MakeDesk, prepared

# Before Qt is loaded: tests need no display, and would flash windows on one.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(scope="session")
def board_file(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """Give a closed board file, made once, and its key; copy it before use."""
    path = tmp_path_factory.mktemp("board") / "first.board"
    return path, prepared(path)


@pytest.fixture
def make_desk(board_file: tuple[Path, bytes], tmp_path: Path) -> Iterator[MakeDesk]:
    """Give desks, each with a board file of its own; all are closed at the end."""
    desks: list[Desk] = []

    def make() -> Desk:
        path = tmp_path / f"desk{len(desks)}.board"
        shutil.copyfile(board_file[0], path)
        desks.append(Desk(path, board_file[1]))
        return desks[-1]

    yield make
    for desk in desks:
        desk.session.store.close()


@pytest.fixture
def desk(make_desk: MakeDesk) -> Desk:
    """Give a board with four agencies, seven people, a series and the July meeting."""
    return make_desk()


@pytest.fixture
def session(desk: Desk) -> Session:
    """Give the session of the secretariat on that board."""
    return desk.session
