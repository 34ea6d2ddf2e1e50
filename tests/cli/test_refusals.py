"""Bad files and passphrases: each its own line, and nothing is created or altered."""

import hashlib
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from board_app.domain.errors import BoardError
from board_app.sample import PASSPHRASE
from db import keys
from db.sqlite_engine import connected
from tests.cli.conftest import Call

READERS = (
    ("check",),
    ("actions",),
    ("agenda", "--meeting", "next", "-o", "out.pdf"),
    ("minutes", "--meeting", "last", "-o", "out.pdf"),
)


def _empty(board: Path) -> None:
    board.write_bytes(b"")


def _other_database(board: Path) -> None:
    board.unlink()
    connection = sqlite3.connect(board)
    connection.execute("CREATE TABLE shopping (what TEXT)")
    connection.commit()
    connection.close()


def _short_text(board: Path) -> None:
    board.write_text("This is a letter and not a board.")


def _long_noise(board: Path) -> None:
    board.write_bytes(bytes(range(256)) * 64)


def _damaged_start(board: Path) -> None:
    raw = bytearray(board.read_bytes())
    raw[1000] ^= 0xFF
    board.write_bytes(raw)


def _cut_short(board: Path) -> None:
    raw = board.read_bytes()
    board.write_bytes(raw[: keys.PAGE_BYTES * 3 + 100])


def _newer(board: Path) -> None:
    salt = board.read_bytes()[: keys.SALT_BYTES]
    connection = connected(board, keys.derived_key(PASSPHRASE, salt))
    connection.execute("PRAGMA user_version=99")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    connection.close()


def _fingerprint(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


CASES: dict[str, tuple[Callable[[Path], None], str]] = {
    "empty": (_empty, "own.board is empty"),
    "other database": (_other_database, "was made by another program"),
    "short text": (_short_text, "is not a board, or only the beginning of one"),
    "noise": (_long_noise, "The passphrase does not fit this file, or the file is not a board"),
    "damaged": (_damaged_start, "own.board is damaged: "),
    "cut short": (_cut_short, "its end is missing"),
    "newer": (_newer, "newer"),
}


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader[0])
def test_a_bad_file_is_refused_with_its_own_line_and_left_alone(
    case: str,
    reader: tuple[str, ...],
    board: Path,
    call: Call,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    spoil, message = CASES[case]
    spoil(board)
    monkeypatch.chdir(board.parent)
    before = _fingerprint(board.parent)

    answer = call(reader[0], board, *reader[1:])

    assert (answer.code, answer.out) == (1, "")
    assert message in answer.err
    assert len(answer.err.splitlines()) == 1
    assert _fingerprint(board.parent) == before


def test_every_bad_file_has_another_message() -> None:
    messages = [message for _, message in CASES.values()]

    assert len(set(messages)) == len(messages)


def test_damage_in_the_middle_is_found_by_check(board: Path, call: Call) -> None:
    raw = bytearray(board.read_bytes())
    raw[len(raw) // 2] ^= 0xFF
    board.write_bytes(raw)

    answer = call("check", board)

    assert answer.code == 1
    assert "Open the last backup instead." in answer.err


def test_a_wrong_passphrase_is_refused(
    board: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BOARD_PASSPHRASE", "not this one")
    before = _fingerprint(board.parent)

    answer = call("actions", board)

    assert (answer.code, answer.out) == (1, "")
    assert "passphrase does not fit" in answer.err
    assert _fingerprint(board.parent) == before


def test_a_missing_file_is_said_before_the_passphrase_is_asked_for(
    tmp_path: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("BOARD_PASSPHRASE")

    answer = call("check", tmp_path / "gone.board")

    assert answer.code == 1
    assert "There is no file gone.board" in answer.err
    assert list(tmp_path.iterdir()) == []


def test_without_any_passphrase_nothing_is_opened(
    board: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BOARD_PASSPHRASE", "")

    answer = call("check", board)

    assert answer.code == 1
    assert "--passphrase-file" in answer.err


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"sample", 0),
        (b"sample\n", 0),
        (b"\xef\xbb\xbfsample\r\n", 0),
        (b"", 1),
        (b"\n", 1),
        (b"sample\nand more\n", 1),
        (b"\xff\xfe\x00", 1),
    ],
)
def test_a_passphrase_file_holds_one_line(
    content: bytes, code: int, board: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("BOARD_PASSPHRASE")
    secret = board.with_name("secret.txt")
    secret.write_bytes(content)

    answer = call("actions", board, "--passphrase-file", secret)

    assert answer.code == code
    assert ("passphrase file" in answer.err) is bool(code)


def test_the_passphrase_file_comes_before_the_variable(
    board: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BOARD_PASSPHRASE", "not this one")
    secret = board.with_name("secret.txt")
    secret.write_text("sample")

    assert call("actions", board, "--passphrase-file", secret).code == 0


def test_a_missing_passphrase_file_is_said(board: Path, call: Call) -> None:
    answer = call("actions", board, "--passphrase-file", board.with_name("none.txt"))

    assert answer.code == 1
    assert "There is no passphrase file" in answer.err


def test_a_wrong_day_in_the_environment_is_said(
    board: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UPSTREAM_TODAY", "yesterday")

    answer = call("actions", board)

    assert answer.code == 1
    assert "UPSTREAM_TODAY is not a date" in answer.err


def test_the_day_of_one_call_is_said_wherever_it_stands(
    board: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UPSTREAM_TODAY", "2025-07-07")
    wanted = ("actions", board, "--overdue")

    late = call(*wanted)
    first = call("--today", "2015-07-07", *wanted)
    last = call(*wanted, "--today=2015-07-07")
    wrong = call(*wanted, "--today", "yesterday")

    assert "3,6" in late.out
    assert first.out == last.out
    assert "7 overdue" in first.out
    assert (wrong.code, "--today needs a date" in wrong.err) == (2, True)
    assert call(*wanted).out == late.out


def test_sample_and_new_leave_an_existing_file_alone(board: Path, call: Call) -> None:
    before = _fingerprint(board.parent)

    answers = [call("sample", board), call("new", board)]

    assert [answer.code for answer in answers] == [1, 1]
    assert all("There is a file own.board already" in answer.err for answer in answers)
    assert _fingerprint(board.parent) == before


def test_the_board_is_never_its_own_output(board: Path, call: Call) -> None:
    before = _fingerprint(board.parent)
    link = board.with_name("link.board")
    link.symlink_to(board)

    codes = [
        call("minutes", board, "--meeting", "last", "-o", board).code,
        call("actions", board, "-o", link).code,
        call("backup", board, board).code,
    ]
    link.unlink()

    assert codes == [1, 1, 1]
    assert _fingerprint(board.parent) == before


def test_a_backup_never_replaces_a_file(board: Path, call: Call) -> None:
    target = board.with_name("copy.board")
    shutil.copyfile(board, target)
    before = _fingerprint(board.parent)

    answer = call("backup", board, target)

    assert answer.code == 1
    assert "There is a file copy.board already" in answer.err
    assert _fingerprint(board.parent) == before


def test_a_backup_into_a_folder_asks_for_a_name(board: Path, call: Call) -> None:
    answer = call("backup", board, board.parent)

    assert answer.code == 1
    assert "is a folder" in answer.err


def test_a_folder_that_is_not_there_is_said(board: Path, call: Call) -> None:
    missing = board.parent / "none" / "out"

    answers = [
        call("minutes", board, "--meeting", "last", "-o", missing),
        call("actions", board, "-o", missing),
        call("backup", board, missing),
        call("sample", missing),
    ]

    assert [answer.code for answer in answers] == [1, 1, 1, 1]
    assert all(len(answer.err.splitlines()) == 1 for answer in answers)
    assert not missing.parent.exists()


def test_nothing_is_no_file_and_no_meeting(board: Path, call: Call) -> None:
    target = board.with_name("x.pdf")
    for wanted, code, said in (
        (("agenda", "", "--meeting", "next", "-o", target), 2, "name the board file"),
        (("attach", board, "", "--meeting", "next", "--item", 1), 2, "name a file"),
        (("agenda", board, "--meeting", "next", "-o", ""), 2, "name a file"),
        (("agenda", board, "--meeting", "", "-o", target), 1, "No meeting is named."),
        (("agenda", board, "--meeting", "july", "-o", target), 1, "There is no meeting july."),
    ):
        answer = call(*wanted)
        assert answer.code == code
        assert said in answer.err


def test_damage_is_told_in_words(board: Path, call: Call) -> None:
    raw = bytearray(board.read_bytes())
    raw[len(raw) // 2] ^= 0xFF
    board.write_bytes(raw)

    answer = call("check", board)

    assert "is not what was written there." in answer.out
    assert not {"HMAC", "integrity_check", "malformed"} & set(answer.out.replace(":", " ").split())


def test_pictures_need_a_folder(board: Path, call: Call) -> None:
    taken = board.with_name("minutes.pdf")
    taken.write_bytes(b"mine")

    answer = call("pictures", board, taken)

    assert (answer.code, taken.read_bytes()) == (1, b"mine")
    assert "is a file, and a folder is needed" in answer.err


def test_a_window_without_a_display_is_refused_in_a_sentence(
    board: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")

    answers = [call(board), call()]

    assert [answer.code for answer in answers] == [1, 1]
    assert all("There is no display here" in answer.err for answer in answers)


def test_a_board_in_a_folder_that_is_not_there_is_refused(board: Path, call: Call) -> None:
    target = board.with_name("none") / "x.board"
    wanted = ("--name", "N", "--chair", "NSC", "--zone", "UTC", "--ceiling", "u")

    answer = call("new", target, *wanted, "--cadence", "third thursday 10:00")

    assert answer.code == 1
    assert "There is no folder" in answer.err
    assert not target.parent.exists()


def test_a_known_error_is_one_line_even_if_it_has_two(
    board: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise BoardError("First line.\nSecond line.")

    monkeypatch.setattr("board_app.bootstrap.open_board", fail)

    assert call("check", board).err == "board-app: First line. Second line.\n"
