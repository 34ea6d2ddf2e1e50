"""Fixtures of the served board."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desk import Desk
from tests.server.serving import KNOWN, ServedDesk, Server


@pytest.fixture
def served(server: Server, board_file: tuple[Path, bytes], tmp_path: Path) -> Iterator[ServedDesk]:
    """Give the small board on the server, acting as its secretariat."""
    database = server.copy_of(*board_file, Desk)
    desk = ServedDesk(tmp_path / "none.board", board_file[1], server=server, database=database)
    logins = [desk.login(person) for person in KNOWN]
    yield desk
    desk.close()
    for login in logins:
        # Logins are the whole server's: one that a test closed would be closed to the next one.
        server.run(f'ALTER ROLE "{login}" LOGIN')
    server.drop(database)
