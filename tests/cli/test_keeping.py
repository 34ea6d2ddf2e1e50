"""`board-app backups`, `restore` and `passphrase`: ways back without a window."""

import csv
from pathlib import Path

import pytest

from board_app import bootstrap
from board_app.keeping import FileKeeping
from board_app.sample import PASSPHRASE
from board_app.services.keeping import Why
from board_app.services.reading import ActionFilter
from tests.cli.conftest import Call

TASK = "A task of its own"


@pytest.fixture
def keeping(tmp_path: Path, call: Call) -> FileKeeping:
    """Give the backups that the commands see; `call` has set their folder."""
    return FileKeeping(tmp_path / "home" / "backups", bootstrap.clock_from_environment())


def secret(folder: Path, text: str) -> Path:
    path = folder / f"{text.replace(' ', '-')}.txt"
    path.write_text(text)
    return path


def has_task(board: Path, passphrase: str = PASSPHRASE) -> bool:
    session = bootstrap.open_board(board, passphrase)
    rows = session.reading.actions.actions(ActionFilter(), after=None, limit=500)
    session.store.close()
    return any(row.title == TASK for row in rows)


def bring_in(board: Path, call: Call, folder: Path) -> None:
    table = folder / "tasks.csv"
    with table.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows((("Tasking", "OPR"), (TASK, "State")))
    assert call("import", board, table, "--as", "actions").code == 0


def test_an_import_has_a_backup_behind_it_that_can_be_restored(
    board: Path, call: Call, tmp_path: Path
) -> None:
    assert "There is no backup of own.board yet." in call("backups", board).out
    bring_in(board, call, tmp_path)
    assert has_task(board)
    listed = call("backups", board)
    assert "Before an import" in listed.out
    assert "   1  7 Jul 2015, " in listed.out

    back = call("restore", board, 1)
    assert back.code == 0
    assert "own.board is the board of 7 Jul 2015" in back.out
    assert not has_task(board)
    said = call("backups", board).out
    assert said.index("After a restore") < said.index("Before a restore")
    assert call("restore", board, 2).code == 0
    assert has_task(board)


def test_a_damaged_or_lost_board_comes_back_and_the_damaged_one_stays(
    board: Path, call: Call, keeping: FileKeeping
) -> None:
    session = bootstrap.open_board(board, PASSPHRASE)
    keeping.back_up(session, Why.ASKED)
    session.store.close()
    spoilt = board.read_bytes()[:5000]
    board.write_bytes(spoilt)
    assert call("check", board).code == 1
    answer = call("restore", board, 1)
    assert answer.code == 0
    (kept,) = board.parent.glob("own-damaged-*.board")
    assert kept.name in answer.out
    assert kept.read_bytes() == spoilt
    assert call("check", board).code == 0

    board.unlink()
    assert call("restore", board, 1).code == 0
    assert call("check", board).code == 0


def test_an_unknown_backup_is_refused(board: Path, call: Call) -> None:
    for wanted in ("1", "nowhere.board", "0", "²"):
        answer = call("restore", board, wanted)
        assert answer.code == 1
        assert "There is no backup" in answer.err


def test_the_passphrase_is_changed_by_two_files(
    board: Path, call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring_in(board, call, tmp_path)
    new = secret(tmp_path, "new words")
    assert call("passphrase", board).code == 1, "there is no terminal to ask for the new one"
    wrong = call(
        "passphrase",
        board,
        "--passphrase-file",
        secret(tmp_path, "wrong"),
        "--new-passphrase-file",
        new,
    )
    assert wrong.code == 1
    assert has_task(board), "the old one still opens it"

    done = call("passphrase", board, "--new-passphrase-file", new)
    assert done.code == 0
    assert "recovery code" in done.out
    assert call("check", board).code == 1
    assert has_task(board, "new words")

    old = secret(tmp_path, PASSPHRASE)
    refused = call("restore", board, 2, "--passphrase-file", new)
    assert refused.code == 1
    assert has_task(board, "new words")
    back = call("restore", board, 2, "--passphrase-file", new, "--backup-passphrase-file", old)
    assert back.code == 0, back.err
    assert not has_task(board)


def test_a_copy_is_restored_by_its_path(board: Path, call: Call, tmp_path: Path) -> None:
    copy = tmp_path / "bk.board"
    assert call("backup", board, copy).code == 0
    bring_in(board, call, tmp_path)
    assert has_task(board)

    done = call("restore", board, copy)

    assert (done.code, done.err) == (0, "")
    assert not has_task(board)
    assert copy.exists()


def test_a_copy_of_another_board_is_refused(board: Path, call: Call, tmp_path: Path) -> None:
    other = tmp_path / "other.board"
    wanted = ("--name", "N", "--chair", "NSC", "--zone", "UTC", "--ceiling", "u")
    assert call("new", other, *wanted, "--cadence", "third thursday 10:00").code == 0
    before = board.read_bytes()

    answer = call("restore", board, other)

    assert answer.code == 1
    assert "is a copy of another board" in answer.err
    assert board.read_bytes() == before


def test_a_served_board_has_no_backups_here(call: Call) -> None:
    answer = call("backups", "postgresql://me@host/board")
    assert answer.code == 1
    assert "for a board file" in answer.err
