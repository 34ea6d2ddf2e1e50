"""What a file is opened as: five refusals apart, to read only, from a share, altered, moved."""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from board_app import bootstrap
from board_app.domain.errors import (
    BoardError,
    Damaged,
    NotPossible,
    OnAShare,
    Refused,
    StorageUnavailable,
)
from board_app.services.minutes import AddNote
from board_app.services.search_rows import SearchQuery
from board_app.services.session import Session
from db import driver, file, keys, medium, restoring, schema
from db.file_store import FileStore
from db.sqlite_engine import connected
from tests.desk import PASSPHRASE, Desk, HandClock, MakeDesk

PAGE = keys.PAGE_BYTES


@pytest.fixture
def board(board_file: tuple[Path, bytes], tmp_path: Path) -> Path:
    """Give a closed board file in a folder of its own."""
    folder = tmp_path / "alone"
    folder.mkdir()
    path = folder / "b.board"
    shutil.copyfile(board_file[0], path)
    return path


def state(path: Path) -> dict[str, tuple[str, int]]:
    return {
        one.name: (hashlib.sha256(one.read_bytes()).hexdigest(), one.stat().st_mtime_ns)
        for one in path.parent.iterdir()
    }


def refused(path: Path, passphrase: str = PASSPHRASE) -> BoardError:
    """Return why a file is not opened, after proving that nothing there was touched."""
    before = state(path)
    with pytest.raises(BoardError) as caught:
        bootstrap.open_board(path, passphrase)
    assert state(path) == before
    return caught.value


def altered(path: Path, key: bytes, *statements: str) -> None:
    connection = connected(path, key)
    for statement in statements:
        connection.execute(statement)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    connection.close()


def test_five_refusals_are_five_sentences_and_touch_nothing(
    board: Path, board_file: tuple[Path, bytes]
) -> None:
    whole = board.read_bytes()
    said = [refused(board, "wrong").message]
    for spoilt in (whole[: len(whole) // 2], b"", b"SQLite format 3\x00" + bytes(PAGE)):
        board.write_bytes(spoilt)
        said.append(refused(board).message)
    board.write_bytes(whole)
    altered(board, board_file[1], f"PRAGMA user_version={schema.NEWEST + 1}")
    said.append(refused(board).message)

    assert len(set(said)) == 5
    for sentence in said:
        assert sentence.endswith(".")
        assert "Traceback" not in sentence
        assert str(board.parent) not in sentence


@pytest.mark.parametrize(
    "name",
    ["Doßier ☂ ٣.board", "\u202eboard.board", f"{'x' * 240}.board", "a b'c\"d%20?#.board"],
)
def test_a_name_of_any_kind_opens_and_closes_to_one_file(board: Path, name: str) -> None:
    path = board.with_name(name)
    board.rename(path)
    session = bootstrap.open_board(path, PASSPHRASE)
    assert session.store.faults() == []
    session.store.close()
    assert [one.name for one in path.parent.iterdir()] == [name]


@pytest.mark.parametrize("kind", ["symlink", "hard link"])
def test_a_link_is_the_file_it_leads_to(board: Path, kind: str, tmp_path: Path) -> None:
    link = tmp_path / "link.board"
    if kind == "symlink":
        link.symlink_to(board)
    else:
        link.hardlink_to(board)
    session = bootstrap.open_board(link, PASSPHRASE)
    session.drafts.keep(1, "a", "through the link")
    session.store.close()
    session = bootstrap.open_board(board, PASSPHRASE)
    assert session.drafts.kept(1) == {"a": "through the link"}
    session.store.close()


# A schema that somebody altered


def test_the_digest_is_that_of_the_schema_that_is_made(board: Path, desk: Desk) -> None:
    connection = connected(board, desk.key)
    assert schema.digest_of(connection) == schema.DIGEST, "m-files are frozen; new ones change it"
    connection.execute("PRAGMA analysis_limit=100")
    connection.execute("ANALYZE")
    assert schema.is_own(connection), "what SQLite keeps for itself is nobody's doing"
    connection.close()


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER quiet AFTER UPDATE ON meeting BEGIN DELETE FROM decision; END",
        "CREATE VIEW people AS SELECT * FROM person",
        "DROP TRIGGER audit_stays",
        "CREATE TABLE more (a)",
        "CREATE INDEX slow ON meeting (place)",
    ],
)
def test_a_schema_that_somebody_altered_is_refused(
    board: Path, board_file: tuple[Path, bytes], statement: str
) -> None:
    altered(board, board_file[1], statement)
    fault = refused(board)
    assert type(fault) is Refused
    assert "never made" in fault.message


# To read only


@pytest.fixture
def read_only_disk(board: Path, tmp_path: Path) -> Iterator[Path]:
    """Give the board on a disk that can't be written, where somebody may mount one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    size = f"size={board.stat().st_size + 2**20}"
    if (
        sys.platform != "linux"
        or subprocess.run(
            ["mount", "-t", "tmpfs", "-o", size, "tmpfs", str(folder)],
            capture_output=True,
            check=False,
        ).returncode
    ):
        pytest.skip("mounting needs rights that this person has not")
    shutil.copyfile(board, folder / "b.board")
    subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
    yield folder / "b.board"
    subprocess.run(["umount", str(folder)], check=True)


def looks_but_changes_nothing(session: Session, desk: Desk) -> None:
    assert "read only" in session.why_read_only
    session.become(session.reading.directory.people(session.board().today)[0])
    assert session.reading.search.search(SearchQuery("august")) is not None
    assert session.store.faults() == []
    command = AddNote(meeting_id=desk.meeting_id, item_id=desk.meeting_id, text="typed")
    for attempt in (lambda: session.do(command), session.undo, session.redo):
        with pytest.raises(NotPossible, match="nothing can be changed"):
            attempt()
    assert session.undo_state() == ("", "")


def test_a_disk_that_can_only_be_read_opens_to_look(read_only_disk: Path, desk: Desk) -> None:
    session = bootstrap.open_board(read_only_disk, PASSPHRASE)
    looks_but_changes_nothing(session, desk)
    copy = desk.path.with_name("copy.board")
    session.store.backup(copy)
    session.store.close()
    bootstrap.open_board(copy, PASSPHRASE).store.close()


def test_a_file_that_may_only_be_read_opens_to_look(
    board: Path, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The superuser may write anything; so the answer is given in the system's place.
    monkeypatch.setattr(os, "access", lambda path, _mode: Path(path) != board)
    before = state(board)
    session = bootstrap.open_board(board, PASSPHRASE)
    looks_but_changes_nothing(session, desk)
    session.store.close()
    assert state(board) == before


def test_a_journal_beside_a_file_that_can_only_be_read_is_said(
    board: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    board.with_name("b.board-wal").write_bytes(b"what was written last")
    monkeypatch.setattr(medium, "why_read_only", lambda _path: "its folder may only be read")
    assert "was not closed properly" in refused(board).message


def test_an_older_schema_that_can_only_be_read_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = tmp_path / "m001.board"
    shutil.copyfile(Path(__file__).parent / "old_files" / "m001.board", old)
    monkeypatch.setattr(medium, "why_read_only", lambda _path: "its folder may only be read")
    assert "older version" in refused(old, "sample").message


# Network shares and synced folders

MOUNTS = """\
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
23 22 0:20 / /proc rw - proc proc rw
31 22 0:41 / /mnt/team rw,relatime shared:9 - nfs4 server:/team rw,vers=4.2
32 22 0:42 / /mnt/with\\040space rw - cifs //server/share rw
33 31 8:2 / /mnt/team/local rw - xfs /dev/sdb1 rw
34 22 0:43 / /srv/me/remote rw - fuse.sshfs me@host: rw
35 22 8:3 / /twice rw - nfs server:/old rw
36 22 8:4 / /twice rw - ext4 /dev/sdc1 rw
broken line
"""


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("/srv/me", ""),
        ("/mnt/team", "nfs4"),
        ("/mnt/team/deep/er", "nfs4"),
        ("/mnt/teams", ""),
        ("/mnt/team/local/x", ""),
        ("/mnt/with space/a", "cifs"),
        ("/srv/me/remote", "fuse.sshfs"),
        ("/twice", ""),
    ],
)
def test_the_place_of_a_share_is_known(place: str, kind: str) -> None:
    assert medium.share_among(MOUNTS, Path(place)) == kind


def test_a_share_is_refused_and_a_local_copy_can_be_made(
    board: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(medium, "share_of", lambda path: "nfs4" if path == board.parent else "")
    fault = refused(board)
    assert isinstance(fault, OnAShare)
    assert "copy on this computer" in fault.message
    with pytest.raises(OnAShare):
        file.create(board.with_name("new.board"), "x", HandClock())
    target = tmp_path / "mine.board"
    restoring.local_copy(board, target)
    bootstrap.open_board(target, PASSPHRASE).store.close()
    with pytest.raises(Refused, match="already"):
        restoring.local_copy(board, target)
    board.with_name("b.board-wal").write_bytes(b"")
    with pytest.raises(Refused, match="open on another machine"):
        restoring.local_copy(board, tmp_path / "other.board")
    assert not list(tmp_path.glob("*.new"))


@pytest.mark.parametrize(
    ("folder", "name"),
    [
        ("/srv/me/Dropbox/board", "Dropbox"),
        ("/Volumes/me/OneDrive - State Dept", "OneDrive"),
        ("/Volumes/me/Library/Mobile Documents/x", "iCloud"),
        ("/srv/me/Dropboxes", ""),
        ("/srv/me/boards", ""),
    ],
)
def test_synced_folders_are_known_by_their_names(folder: str, name: str) -> None:
    assert medium.synced_by(Path(folder) / "b.board") == name


# While it is open


@pytest.mark.parametrize("what", ["deleted", "replaced"])
def test_a_file_that_goes_while_it_is_open_takes_no_more(
    make_desk: MakeDesk, what: str, tmp_path: Path
) -> None:
    desk = make_desk()
    item = desk.item("Before")
    aside = tmp_path / "aside.board"
    desk.path.rename(aside)
    if what == "replaced":
        shutil.copyfile(aside, desk.path)
    command = AddNote(meeting_id=desk.meeting_id, item_id=item.id, text="typed")
    for attempt in (lambda: desk.do(command), desk.session.store.changed_outside):
        with pytest.raises(StorageUnavailable, match=what):
            attempt()
    copy = tmp_path / "copy.board"
    desk.session.store.backup(copy)
    assert [row.title for row in desk.session.reading.meetings.agenda(desk.meeting_id)]
    if what == "replaced":
        desk.path.unlink()
    aside.rename(desk.path)
    desk.do(command)


def test_an_unclean_end_is_known(board: Path, board_file: tuple[Path, bytes]) -> None:
    first = bootstrap.open_board(board, PASSPHRASE)
    second = bootstrap.open_board(board, PASSPHRASE)
    assert isinstance(first.store, FileStore)
    assert isinstance(second.store, FileStore)
    assert not first.store.was_left_open
    assert second.store.was_left_open, "perhaps only open elsewhere: a look does no harm"
    first.store.close()
    second.store.close()
    assert not board.with_name("b.board-wal").exists()


def test_what_a_broken_change_left_goes(board: Path) -> None:
    left = board.with_name("b.board.new")
    left.write_bytes(b"half a copy")
    bootstrap.open_board(board, PASSPHRASE).store.close()
    assert not left.exists()


def test_damage_is_told_apart_from_other_refusals(board: Path) -> None:
    whole = board.read_bytes()
    board.write_bytes(whole[: 3 * PAGE])
    assert isinstance(refused(board), Damaged)
    board.write_bytes(whole)
    assert not isinstance(refused(board, "wrong"), Damaged)
    assert driver.DatabaseError is not BoardError
