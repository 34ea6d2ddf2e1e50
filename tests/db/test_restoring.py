"""The ways back: a backup in the board's place, a damaged file kept, another passphrase."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from board_app.domain.errors import (
    BoardError,
    Invalid,
    NotPossible,
    Refused,
    Spoilt,
    StorageUnavailable,
    WrongPassphrase,
)
from board_app.keeping import FileKeeping
from board_app.services.keeping import Backup, Why
from db import driver, keys, restoring
from db.file import open_file
from db.file_store import FileStore
from tests.desk import PASSPHRASE, Desk

PAGE = keys.PAGE_BYTES


@pytest.fixture
def keeping(desk: Desk, tmp_path: Path) -> FileKeeping:
    return FileKeeping(tmp_path / "kept", desk.clock)


def store_of(desk: Desk) -> FileStore:
    store = desk.session.store
    assert isinstance(store, FileStore)
    return store


def backed_up(desk: Desk, keeping: FileKeeping) -> Backup:
    made = keeping.back_up(desk.session, Why.ASKED)
    assert made is not None
    return made


def beside(path: Path) -> list[str]:
    return sorted(one.name for one in path.parent.iterdir() if one.name.startswith(path.stem))


def test_restore_brings_the_board_back_and_keeps_what_it_was(
    desk: Desk, keeping: FileKeeping
) -> None:
    desk.item("Before")
    before, backup = desk.digest(), backed_up(desk, keeping)
    desk.item("After")
    after = desk.digest()

    again = keeping.restored(desk.session, backup, "")
    assert beside(desk.path)[0] == desk.path.name
    again.store.close()
    assert beside(desk.path) == [desk.path.name]
    desk.open()
    assert desk.digest() == before
    desk.item("Goes on")
    newer = next(one for one in keeping.backups(desk.session) if one.why is Why.RESTORE)
    keeping.restored(desk.session, newer, "").store.close()
    desk.open()
    assert desk.digest() == after
    assert keeping.doubts(desk.session) == []


def test_restore_is_refused_while_another_window_has_the_board(
    desk: Desk, keeping: FileKeeping
) -> None:
    backup = backed_up(desk, keeping)
    other = desk.another()
    other.item("Typed in the other window")
    with pytest.raises(NotPossible, match="Another window"):
        keeping.restored(desk.session, backup, "")
    desk.item("Both go on")
    other.item("Indeed")
    other.close()
    titles = [row.title for row in desk.session.reading.meetings.agenda(desk.meeting_id)]
    assert titles == ["Typed in the other window", "Both go on", "Indeed"]
    assert not desk.path.with_name(f"{desk.path.name}.new").exists()


def test_a_damaged_backup_takes_no_place(desk: Desk, keeping: FileKeeping) -> None:
    backup = backed_up(desk, keeping)
    raw = bytearray(backup.path.read_bytes())
    raw[30 * PAGE + 99] ^= 1
    backup.path.write_bytes(raw)
    before = desk.digest()
    with pytest.raises(Refused, match="damaged itself"):
        keeping.restored(desk.session, backup, "")
    assert desk.digest() == before
    backup.path.unlink()
    with pytest.raises(StorageUnavailable, match="not there any more"):
        keeping.restored(desk.session, backup, "")
    desk.item("Goes on")


BAD: dict[str, Callable[[bytes], bytes]] = {
    "nothing": lambda _raw: b"",
    "half": lambda raw: raw[: len(raw) // 2],
    "the beginning": lambda raw: raw[:100],
    "a bit of the first page": lambda raw: raw[:40] + bytes([raw[40] ^ 1]) + raw[41:],
    "the salt": lambda raw: bytes([raw[0] ^ 1]) + raw[1:],
    "noise": lambda raw: bytes(range(256)) * (len(raw) // 256),
}


@pytest.mark.parametrize("kind", BAD)
def test_drill_the_damaged_file_is_kept_and_the_backup_opens(
    desk: Desk, keeping: FileKeeping, kind: str
) -> None:
    desk.item("In the backup")
    before, backup = desk.digest(), backed_up(desk, keeping)
    desk.close()
    spoilt = BAD[kind](desk.path.read_bytes())
    desk.path.write_bytes(spoilt)
    with pytest.raises(BoardError):
        open_file(desk.path, PASSPHRASE, desk.clock)

    assert keeping.last_good(desk.path, PASSPHRASE) == backup
    session, kept = keeping.salvaged(desk.path, backup, PASSPHRASE)

    session.store.close()
    assert kept is not None
    assert kept.read_bytes() == spoilt
    assert "damaged" in kept.name
    desk.open()
    assert desk.digest() == before
    assert desk.session.store.faults() == []


def test_an_open_board_that_is_damaged_is_restored_and_kept(
    desk: Desk, keeping: FileKeeping
) -> None:
    before, backup = desk.digest(), backed_up(desk, keeping)
    desk.close()
    whole = desk.path.read_bytes()
    spoilt = bytearray(whole)
    for page in range(2, len(whole) // keys.PAGE_BYTES):
        # One that opening does not read.
        spoilt[:] = whole
        spoilt[page * keys.PAGE_BYTES + 200] ^= 1
        desk.path.write_bytes(spoilt)
        try:
            desk.open()
        except Spoilt:
            desk.engine.close()
        else:
            break
    assert desk.session.store.faults()
    keeping.restored(desk.session, backup, "").store.close()
    (kept,) = desk.path.parent.glob("*-damaged-*.board")
    assert kept.read_bytes() == spoilt
    desk.open()
    assert desk.digest() == before
    assert desk.session.store.faults() == []


def test_a_deleted_board_comes_back(desk: Desk, keeping: FileKeeping) -> None:
    before, backup = desk.digest(), backed_up(desk, keeping)
    desk.close()
    desk.path.unlink()
    assert next(iter(keeping.at(desk.path)), None) == backup
    session, kept = keeping.salvaged(desk.path, backup, PASSPHRASE)
    session.store.close()
    assert kept is None
    desk.open()
    assert desk.digest() == before


def test_another_passphrase_opens_the_board_and_the_old_one_does_not(
    desk: Desk, keeping: FileKeeping
) -> None:
    desk.item("Kept")
    before, old = desk.digest(), backed_up(desk, keeping)
    with pytest.raises(Invalid, match="not the passphrase"):
        keeping.changed_passphrase(desk.session, "not it", "new words")
    with pytest.raises(Refused):
        keeping.changed_passphrase(desk.session, PASSPHRASE, "")

    session = keeping.changed_passphrase(desk.session, PASSPHRASE, "new words")

    store = session.store
    assert isinstance(store, FileStore)
    desk.key = store.key
    assert session.reading.meetings.agenda(desk.meeting_id)
    newest = keeping.backups(session)[0]
    assert newest.why is Why.PASSPHRASE
    store.close()
    with pytest.raises(WrongPassphrase):
        open_file(desk.path, PASSPHRASE, desk.clock)
    open_file(newest.path, "new words", desk.clock).close()
    desk.open()
    assert desk.digest() == before
    # The backups of before keep the passphrase of before.
    with pytest.raises(WrongPassphrase, match="of that time"):
        keeping.restored(desk.session, old, "")
    keeping.restored(desk.session, old, PASSPHRASE).store.close()
    open_file(desk.path, PASSPHRASE, desk.clock).close()


@pytest.mark.parametrize("step", ["_copied", "_rekeyed", "_must_be_sound", "_synced"])
def test_a_change_that_breaks_off_leaves_the_old_board_open(
    desk: Desk, keeping: FileKeeping, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup = backed_up(desk, keeping)
    before = desk.digest()

    def fail(*_given: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(restoring, step, fail)
    change = (
        partial(keeping.changed_passphrase, desk.session, PASSPHRASE, "new words")
        if step == "_rekeyed"
        else partial(keeping.restored, desk.session, backup, "")
    )
    with pytest.raises(StorageUnavailable):
        change()
    assert desk.digest() == before
    desk.item("Goes on")
    assert not desk.path.with_name(f"{desk.path.name}.new").exists()


def test_nothing_is_written_under_a_name_that_is_given_away(desk: Desk) -> None:
    """A journal made from here on would lie beside the file that takes the place."""
    store = store_of(desk)
    store.be_alone()
    with pytest.raises(StorageUnavailable):
        desk.item("Too late")
    with pytest.raises(driver.DatabaseError):
        desk.engine._connection.execute("ANALYZE")
    store.be_shared()
    desk.item("Goes on")
    assert store.faults() == []


def test_journal_of_a_file_that_never_took_the_place_is_cleared_away(desk: Desk) -> None:
    """A kill while a copy is sealed anew leaves one; the next copy must not be given it."""
    left = desk.path.with_name(f"{desk.path.name}.new-journal")
    left.write_bytes(b"of a copy that is gone")
    desk.close()
    open_file(desk.path, PASSPHRASE, desk.clock).close()
    assert not left.exists()
    desk.open()
