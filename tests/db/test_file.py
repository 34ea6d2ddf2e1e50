"""The file: one, encrypted, and every way of not opening has its own message and no effect."""

import hashlib
import secrets
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from board_app import bootstrap
from board_app.domain.errors import BoardError, Refused, StorageUnavailable, WrongPassphrase
from board_app.services.founding import NewBoard
from board_app.services.session import Session
from db import driver, file, keys, schema
from db.sqlite_engine import SqliteEngine, connected
from tests.desk import PASSPHRASE, Desk, MakeDesk

PAGE = keys.PAGE_BYTES


@pytest.fixture
def board(board_file: tuple[Path, bytes], tmp_path: Path) -> Path:
    """Give a closed board file in a folder of its own."""
    folder = tmp_path / "alone"
    folder.mkdir()
    path = folder / "b.board"
    shutil.copyfile(board_file[0], path)
    return path


def state(path: Path) -> dict[str, str]:
    return {one.name: hashlib.sha256(one.read_bytes()).hexdigest() for one in path.parent.iterdir()}


def refusal(path: Path, passphrase: str = PASSPHRASE) -> BoardError:
    """Return why a file is not opened, after proving that nothing was touched."""
    before = state(path)
    with pytest.raises(BoardError) as refused:
        bootstrap.open_board(path, passphrase)
    assert state(path) == before
    assert str(path.parent) not in refused.value.message
    assert refused.value.message.endswith((".", "?"))
    return refused.value


def opened(path: Path, passphrase: str = PASSPHRASE) -> Session:
    return bootstrap.open_board(path, passphrase)


def test_closed_board_is_one_file_without_a_readable_word(board: Path) -> None:
    session = opened(board)
    session.drafts.keep(1, "a", "Zanzibar draft")
    assert len(state(board)) > 1
    session.store.close()
    assert list(state(board)) == ["b.board"]
    raw = board.read_bytes()
    for word in (b"Zanzibar", b"Ann Reed", b"SQLite", b"CREATE", b"agency"):
        assert word not in raw


@pytest.mark.parametrize("passphrase", ["", "correct hors", "Correct horse", "x" * 5000, "\ud800"])
def test_wrong_passphrase(board: Path, passphrase: str) -> None:
    fault = refusal(board, passphrase)
    assert isinstance(fault, WrongPassphrase)
    opened(board).store.close()


def test_board_whose_maker_died_opens_from_its_journal(tmp_path: Path) -> None:
    wanted = NewBoard(name="Board", zone="UTC", passphrase=PASSPHRASE)
    made = bootstrap.new_board(tmp_path / "b.board", wanted)
    (tmp_path / "after").mkdir()
    for part in tmp_path.glob("b.board*"):
        shutil.copyfile(part, tmp_path / "after" / part.name)
    made.store.close()
    session = opened(tmp_path / "after" / "b.board")
    assert (session.board().name, session.store.faults()) == ("Board", [])
    session.store.close()


def test_wrong_passphrase_leaves_a_crashs_journal_alone(desk: Desk, tmp_path: Path) -> None:
    desk.item("Only in the journal")
    folder = tmp_path / "crashed"
    folder.mkdir()
    for part in tmp_path.glob(f"{desk.path.name}*"):
        shutil.copyfile(part, folder / part.name)
    path = folder / desk.path.name
    assert isinstance(refusal(path, "wrong"), WrongPassphrase)
    session = opened(path)
    assert [row.title for row in session.reading.meetings.agenda(desk.meeting_id)] == [
        "Only in the journal"
    ]
    session.store.close()


def test_passphrase_is_the_same_however_its_letters_are_composed(tmp_path: Path) -> None:
    path = tmp_path / "c.board"
    file.create(path, "caf\u00e9", bootstrap.SYSTEM_CLOCK).close()
    file.open_file(path, "cafe\u0301", bootstrap.SYSTEM_CLOCK).close()


BAD_FILES: dict[str, tuple[Callable[[bytes], bytes], type[BoardError], str]] = {
    "empty": (lambda _raw: b"", Refused, "is empty, perhaps a failed copy"),
    "one byte": (lambda raw: raw[:1], Refused, "only the beginning"),
    "almost a page": (lambda raw: raw[: PAGE - 1], Refused, "only the beginning"),
    "foreign SQLite": (lambda _raw: b"SQLite format 3\x00" + bytes(PAGE), Refused, "another prog"),
    "short SQLite": (lambda _raw: b"SQLite format 3\x00", Refused, "another program"),
    "a page of noise": (lambda _raw: secrets.token_bytes(PAGE), Refused, "is not a board"),
    "noise": (lambda _raw: secrets.token_bytes(9 * PAGE + 5), Refused, "is not a board"),
    "zeros": (lambda _raw: bytes(8 * PAGE), Refused, "is not a board"),
    "text": (lambda _raw: b"Minutes of the meeting\n" * 900, Refused, "is not a board"),
    "half": (lambda raw: raw[: len(raw) // 2], Refused, "its end is missing"),
    "half and a bit": (lambda raw: raw[: len(raw) // 2 + 77], Refused, "its end is missing"),
    "first page only": (lambda raw: raw[:PAGE], Refused, "its end is missing"),
    "first page spoiled": (
        lambda raw: raw[:40] + bytes([raw[40] ^ 1]) + raw[41:],
        Refused,
        "is damaged",
    ),
    "salt spoiled": (lambda raw: bytes([raw[0] ^ 1]) + raw[1:], Refused, "does not fit this file"),
    "beginning missing": (lambda raw: raw[PAGE:], Refused, "does not fit this file"),
}


@pytest.mark.parametrize("kind", BAD_FILES)
def test_file_that_is_no_whole_board(board: Path, kind: str) -> None:
    spoil, error, message = BAD_FILES[kind]
    board.write_bytes(spoil(board.read_bytes()))
    fault = refusal(board)
    assert isinstance(fault, error)
    assert message in fault.message


def test_missing_file_and_folder_in_its_place(board: Path) -> None:
    folder = board.with_name("folder.board")
    folder.mkdir()
    with pytest.raises(StorageUnavailable, match="can't be read"):
        opened(folder)
    folder.rmdir()
    assert isinstance(refusal(board.with_name("gone.board")), StorageUnavailable)
    assert "moved or renamed" in refusal(board.with_name("gone.board")).message


def test_any_flipped_bit_is_noticed(board: Path) -> None:
    """Spoil one bit in a sample of pages; what is read is right or refused, never wrong."""
    whole = board.read_bytes()
    pages = len(whole) // PAGE
    key = keys.derived_key(PASSPHRASE, whole[: keys.SALT_BYTES])
    for page in range(0, pages, 3):
        at = page * PAGE + (20 + page * 37) % (PAGE - 16) + (16 if page == 0 else 0)
        board.write_bytes(whole[:at] + bytes([whole[at] ^ (1 << page % 8)]) + whole[at + 1 :])
        assert keys.good_pages(board, key) == (pages - 1, pages)
        try:
            # The key comes from the passphrase by the first page alone; deriving it takes long.
            opened = file.open_with_key(board, key, bootstrap.SYSTEM_CLOCK) if page else None
            store = opened or file.open_file(board, PASSPHRASE, bootstrap.SYSTEM_CLOCK)
        except BoardError as fault:
            assert "damaged" in fault.message  # noqa: PT017
            continue
        faults = store.faults()
        store.close()
        assert faults, page


def spoil(path: Path, step: int) -> None:
    """Flip a bit in many pages, as a dying disk does under an open file."""
    raw = bytearray(path.read_bytes())
    for page in range(12, len(raw) // PAGE, step):
        raw[page * PAGE + 99] ^= 1
    with path.open("r+b") as there:
        there.write(raw)


def test_damage_met_while_reading_is_said_in_words(board: Path) -> None:
    session = opened(board)
    spoil(board, 1)
    with pytest.raises(StorageUnavailable, match="Restore the last backup"):
        session.reading.history.history()
    session.store.close()


def alter(path: Path, statement: str) -> None:
    key = keys.derived_key(PASSPHRASE, path.read_bytes()[: keys.SALT_BYTES])
    connection = connected(path, key)
    connection.execute(statement)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    connection.close()


def test_newer_file_is_named_as_such(board: Path) -> None:
    alter(board, f"PRAGMA user_version={schema.NEWEST + 1}")
    fault = refusal(board)
    assert isinstance(fault, Refused)
    assert "newer version" in fault.message


def test_newer_file_keeps_its_own_journal_mode(board: Path) -> None:
    alter(board, f"PRAGMA user_version={schema.NEWEST + 1}")
    alter(board, "PRAGMA journal_mode=DELETE")
    assert "newer version" in refusal(board).message


def test_encrypted_file_of_another_program(board: Path) -> None:
    alter(board, "PRAGMA application_id=1")
    assert "another program" in refusal(board).message


def test_recovery_code_opens_however_it_is_typed(board: Path) -> None:
    code = file.recovery_code(board, PASSPHRASE)
    plain = code.replace("-", "")
    misread = code.replace("O", "0").replace("I", "1").replace("B", "8")
    for typed in (code, code.lower(), plain, f" {code} ", code.replace("-", " "), misread):
        opened(board, typed).store.close()


@pytest.mark.parametrize("seed", range(5))
def test_mistyped_recovery_code(board: Path, seed: int) -> None:
    code = file.recovery_code(board, PASSPHRASE)
    at = [3, 13, 33, 40, 60][seed]
    for typed in (
        code[:at] + ("A" if code[at] != "A" else "C") + code[at + 1 :],
        code[:at] + code[at + 1 :],
        code[:-6],
    ):
        fault = refusal(board, typed)
        assert not isinstance(fault, WrongPassphrase)
        assert "recovery code" in fault.message


def test_recovery_code_of_another_file_is_a_wrong_passphrase(board: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.board"
    file.create(other, PASSPHRASE, bootstrap.SYSTEM_CLOCK).close()
    code = file.recovery_code(other, PASSPHRASE)
    assert isinstance(refusal(board, code), WrongPassphrase)


def test_passphrase_that_looks_like_a_code_still_opens(tmp_path: Path) -> None:
    path = tmp_path / "c.board"
    passphrase = "-".join(["ABCDE"] * 11)
    file.create(path, passphrase, bootstrap.SYSTEM_CLOCK).close()
    file.open_file(path, passphrase, bootstrap.SYSTEM_CLOCK).close()


def test_new_board_never_takes_the_place_of_a_file(board: Path) -> None:
    before = state(board)
    with pytest.raises(Refused, match="already"):
        file.create(board, PASSPHRASE, bootstrap.SYSTEM_CLOCK)
    with pytest.raises(Refused, match="passphrase"):
        file.create(board.with_name("new.board"), "", bootstrap.SYSTEM_CLOCK)
    with pytest.raises(StorageUnavailable, match="There is no folder"):
        file.create(board.parent / "no" / "new.board", "x", bootstrap.SYSTEM_CLOCK)
    assert state(board) == before


def test_making_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_given: object) -> None:
        raise driver.OperationalError("database or disk is full")

    monkeypatch.setattr("db.migrating.migrate", fail)
    with pytest.raises(StorageUnavailable, match="disk is full"):
        file.create(tmp_path / "new.board", "x", bootstrap.SYSTEM_CLOCK)
    assert list(tmp_path.iterdir()) == []


def test_backup_opens_with_the_same_passphrase_and_holds_the_same(
    desk: Desk, tmp_path: Path
) -> None:
    desk.item("Kept")
    copy = tmp_path / "copy" / "b.board"
    copy.parent.mkdir()
    desk.session.store.backup(copy)
    assert list(state(copy)) == ["b.board"]
    key = keys.derived_key(PASSPHRASE, copy.read_bytes()[: keys.SALT_BYTES])
    twin = Desk(copy, key)
    assert twin.digest() == desk.digest()
    assert twin.session.store.faults() == []
    twin.session.store.close()
    opened(copy, file.recovery_code(copy, PASSPHRASE)).store.close()


def test_backup_replaces_nothing(desk: Desk, tmp_path: Path) -> None:
    target = tmp_path / "copy.board"
    target.write_bytes(b"mine")
    with pytest.raises(StorageUnavailable, match="already"):
        desk.session.store.backup(target)
    with pytest.raises(StorageUnavailable, match="folder"):
        desk.session.store.backup(tmp_path / "no" / "copy.board")
    assert target.read_bytes() == b"mine"
    assert sorted(tmp_path.glob("copy*")) == [target]


def test_damaged_source_gives_no_backup(make_desk: MakeDesk, tmp_path: Path) -> None:
    desk = make_desk()
    spoil(desk.path, 5)
    with pytest.raises(StorageUnavailable, match="damaged"):
        desk.session.store.backup(tmp_path / "copy.board")
    assert list(tmp_path.glob("copy*")) == []


def test_copy_that_does_not_check_is_thrown_away(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SqliteEngine, "faults_of", lambda *_given: ["page 7: hmac"])
    with pytest.raises(StorageUnavailable, match="not sound"):
        desk.session.store.backup(tmp_path / "copy.board")
    assert list(tmp_path.glob("copy*")) == []


def test_copy_is_checked_page_by_page(desk: Desk, tmp_path: Path) -> None:
    copy = tmp_path / "copy.board"
    desk.engine.backup(copy)
    assert desk.engine.faults_of(copy) == []
    raw = bytearray(copy.read_bytes())
    raw[30 * PAGE + 99] ^= 1
    copy.write_bytes(raw)
    assert desk.engine.faults_of(copy) != []
