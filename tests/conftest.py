"""Fixtures that more than one room of tests uses."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from board_app.services.session import Session
from tests.desk import Desk, MakeDesk, prepared
from tests.lacking import lacks

if TYPE_CHECKING:
    from tests.server.serving import Server

# What both engines promise, beside all that the services do.
CONTRACT = frozenset(
    {
        *("test_contract.py", "test_undo.py", "test_undo_persons.py", "test_search.py"),
        "test_transfer.py",
    }
)
OF_THE_FILE = frozenset(
    {
        # A served board is written at the end of a work: nothing is open in between.
        "test_transaction_inside_another_is_our_own_mistake",
        # On a server nobody acts without an account.
        "test_nobody_takes_back_the_founding",
        "test_person_who_says_who_they_are_is_appointed_from_today",
        "test_representative_sees_the_bin_and_may_not_touch_it",
        # A server stamps changes by its own clock, and has no file to tamper with.
        "test_days_are_those_of_the_board_and_both_count",
        "test_change_that_does_not_fit_is_named_and_shown",
    }
)

# Before Qt is loaded: tests need no display, and would flash windows on one.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(scope="session")
def board_file(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """Give a closed board file, made once, and its key; copy it before use."""
    path = tmp_path_factory.mktemp("board") / "first.board"
    return path, prepared(path)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run each test of the contract on both engines."""
    if "engine_name" in metafunc.fixturenames:
        room, name = metafunc.definition.path.parent.name, metafunc.definition.path.name
        # With this variable everything that has a board runs on the server as well.
        both = room == "services" or name in CONTRACT or bool(os.environ.get("UPSTREAM_ON_SERVER"))
        both = both and metafunc.function.__name__ not in OF_THE_FILE
        metafunc.parametrize("engine_name", ["file", "server"] if both else ["file"])


@pytest.fixture(scope="session")
def server() -> Iterator["Server"]:
    """Give a running PostgreSQL."""
    from tests.server.serving import running  # noqa: PLC0415  (most tests need none)

    with running() as started:
        yield started


@pytest.fixture
def make_desk(
    board_file: tuple[Path, bytes],
    tmp_path: Path,
    engine_name: str,
    request: pytest.FixtureRequest,
) -> Iterator[MakeDesk]:
    """Give desks, each with a board of its own, in a file or on the server."""
    desks: list[Desk] = []
    make_one = _served if engine_name == "server" else _filed

    def make() -> Desk:
        desks.append(make_one(board_file, tmp_path / f"desk{len(desks)}.board", request))
        return desks[-1]

    yield make
    for desk in desks:
        desk.close()
        desk.discard()


def _filed(board_file: tuple[Path, bytes], path: Path, _request: pytest.FixtureRequest) -> Desk:
    shutil.copyfile(board_file[0], path)
    return Desk(path, board_file[1])


def _served(board_file: tuple[Path, bytes], path: Path, request: pytest.FixtureRequest) -> Desk:
    from tests.server.serving import ServedDesk  # noqa: PLC0415  (most tests need none)

    server = request.getfixturevalue("server")
    database = server.copy_of(*board_file, Desk)
    return ServedDesk(path, board_file[1], server=server, database=database)


@pytest.fixture
def desk(make_desk: MakeDesk) -> Desk:
    """Give a board with four agencies, seven people, a series and the July meeting."""
    return make_desk()


@pytest.fixture
def session(desk: Desk) -> Session:
    """Give the session of the secretariat on that board."""
    return desk.session


@pytest.fixture(scope="session")
def token(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the driver of a token that holds a signer's key.

    One for all rooms: a driver looks for its tokens once in the life of a process.
    """
    # Only who asks for a token pays for the library.
    from tests.documents.keys import signer  # noqa: PLC0415
    from tests.documents.tokens import driver, made_token  # noqa: PLC0415

    if not shutil.which("softhsm2-util") or not driver():
        lacks("softhsm2")
    with made_token(tmp_path_factory.mktemp("token"), signer()) as found:
        yield found
