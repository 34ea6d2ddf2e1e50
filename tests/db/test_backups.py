"""Backups: made when something changed, proved, thinned, and never at the cost of a good one."""

from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from board_app.domain.errors import StorageUnavailable
from board_app.services.keeping import Why
from db import keys
from db.backups import Backups
from db.file import open_file
from db.file_store import FileStore
from tests.desk import PASSPHRASE, Desk

PAGE = keys.PAGE_BYTES


@pytest.fixture
def backups(desk: Desk, tmp_path: Path) -> Backups:
    return Backups(tmp_path / "kept", desk.clock)


def store_of(desk: Desk) -> FileStore:
    store = desk.session.store
    assert isinstance(store, FileStore)
    return store


def test_made_only_when_something_changed_and_half_an_hour_passed(
    desk: Desk, backups: Backups
) -> None:
    store = store_of(desk)
    first = backups.make_if_due(store)
    assert first is not None
    assert (first.changes, first.seal) == store.audit_head()
    desk.clock.go(timedelta(hours=3))
    assert backups.make_if_due(store) is None, "nothing changed"

    desk.item("Changed")
    assert backups.make_if_due(store) is not None
    desk.item("Again")
    desk.clock.go(timedelta(minutes=29))
    assert backups.make_if_due(store) is None, "too early"
    desk.clock.go(timedelta(minutes=1))
    assert backups.make_if_due(store) is not None
    assert [one.why for one in backups.of_board(store)] == [Why.TIMED] * 3


def test_a_backup_holds_the_board_and_opens_with_its_passphrase(
    desk: Desk, backups: Backups, tmp_path: Path
) -> None:
    desk.item("Kept in the backup")
    made = backups.make(store_of(desk), Why.ASKED)
    copy = open_file(made.path, PASSPHRASE, desk.clock)
    assert copy.audit_head() == store_of(desk).audit_head()
    assert copy.faults() == []
    copy.close()
    assert [one.name for one in made.path.parent.iterdir()] == [made.path.name]
    assert made.path.parent.stat().st_mode & 0o077 == 0
    assert b"Kept in the backup" not in made.path.read_bytes()
    assert not list(tmp_path.rglob("*.part"))


def test_a_damaged_board_displaces_no_good_backup(desk: Desk, backups: Backups) -> None:
    store = store_of(desk)
    for _ in range(4):
        desk.clock.go(timedelta(days=20))
        backups.make(store, Why.TIMED)
    held = backups.of_board(store)
    raw = bytearray(desk.path.read_bytes())
    for page in range(12, len(raw) // PAGE):
        raw[page * PAGE + 99] ^= 1
    with desk.path.open("r+b") as there:
        there.write(raw)
    desk.clock.go(timedelta(days=400))

    with pytest.raises(StorageUnavailable, match="damaged"):
        backups.make(store, Why.TIMED)

    assert backups.of_board(store) == held
    assert len(list(held[0].path.parent.iterdir())) == len(held)


def test_an_altered_history_is_no_good_source(desk: Desk, backups: Backups) -> None:
    store = store_of(desk)
    backups.make(store, Why.ASKED)
    desk.engine.run("DROP TRIGGER audit_stays")
    desk.engine.run("UPDATE audit SET label = 'other' WHERE id = 3")
    with pytest.raises(StorageUnavailable, match="history was altered"):
        backups.make(store, Why.ASKED)
    assert len(backups.of_board(store)) == 1


def test_thinned_while_new_ones_are_made(desk: Desk, backups: Backups) -> None:
    store = store_of(desk)
    for at in range(40):
        desk.clock.go(timedelta(hours=6))
        desk.item(f"Item {at}")
        backups.make_if_due(store)
    held = backups.of_board(store)
    assert 9 <= len(held) < 40
    assert all(a.made > b.made for a, b in pairwise(held))


def test_a_stamp_from_the_future_holds_nothing_up(desk: Desk, backups: Backups) -> None:
    store = store_of(desk)
    desk.clock.go(timedelta(days=3650))
    backups.make(store, Why.TIMED)
    desk.clock.go(timedelta(days=-3650))
    desk.item("Changed")
    assert backups.make_if_due(store) is not None
    assert backups.make_if_due(store) is None
    assert len(backups.of_board(store)) == 2


def test_a_disk_that_is_not_there_is_said(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("a file in the folder's place")
    with pytest.raises(StorageUnavailable, match="could not be written"):
        Backups(tmp_path / "kept", desk.clock).make(store_of(desk), Why.ASKED)


def test_backups_are_found_by_the_place_of_the_board(
    desk: Desk, backups: Backups, tmp_path: Path
) -> None:
    made = backups.make(store_of(desk), Why.ASKED)
    assert backups.of_path(desk.path) == [made]
    assert backups.of_path(tmp_path / "other.board") == []
    link = tmp_path / "link.board"
    link.symlink_to(desk.path)
    assert backups.of_path(link) == [made]
    assert backups.last_good(desk.path, PASSPHRASE) == made
    assert backups.last_good(desk.path, "wrong") is None


def test_the_last_good_one_is_named_not_the_last(desk: Desk, backups: Backups) -> None:
    store = store_of(desk)
    good = backups.make(store, Why.ASKED)
    desk.clock.go(timedelta(hours=1))
    bad = backups.make(store, Why.ASKED)
    raw = bytearray(bad.path.read_bytes())
    raw[30 * PAGE + 99] ^= 1
    bad.path.write_bytes(raw)
    assert backups.last_good(desk.path, PASSPHRASE) == good


def test_a_file_that_holds_less_than_its_backup_is_noticed(desk: Desk, backups: Backups) -> None:
    before = desk.path.read_bytes()
    for title in ("One", "Two"):
        desk.item(title)
    store = store_of(desk)
    made = backups.make(store, Why.ASKED)
    assert backups.behind(store)[0] is None
    desk.item("Later than the backup")
    assert backups.behind(store)[0] is None

    desk.close()
    desk.path.write_bytes(before)  # as if the journal had been deleted
    desk.open()
    assert backups.behind(store_of(desk)) == (made, "America/New_York")
