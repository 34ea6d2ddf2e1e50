"""Fixtures of the served board."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desk import Desk
from tests.server.serving import ServedDesk, Server


@pytest.fixture
def served(server: Server, board_file: tuple[Path, bytes], tmp_path: Path) -> Iterator[ServedDesk]:
    """Give the small board on the server, acting as its secretariat."""
    database = server.copy_of(*board_file, Desk)
    desk = ServedDesk(tmp_path / "none.board", board_file[1], server=server, database=database)
    yield desk
    desk.close()
    server.drop(database)
