"""A full disk: said in words, nothing lost, and saving works again when there is room."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

resource = pytest.importorskip("resource", reason="Only Unix limits the size of files")
ROOT = Path(__file__).resolve().parents[2]

WRITER = """
import resource, signal, sys
from pathlib import Path
from board_app.domain.errors import StorageUnavailable
from board_app.services.minutes import AddNote
from tests.desk import Desk

path = Path(sys.argv[1])
desk = Desk(path, bytes.fromhex(sys.argv[2]))
item = desk.item("Before")
before, audited = desk.digest(), desk.session.store.audit_head()
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
unlimited = resource.getrlimit(resource.RLIMIT_FSIZE)
largest = max(one.stat().st_size for one in path.parent.iterdir())
resource.setrlimit(resource.RLIMIT_FSIZE, (largest + 20_000, unlimited[1]))
long = AddNote(meeting_id=desk.meeting_id, item_id=item.id, text="typed " * 120_000)
for attempt in (lambda: desk.do(long), lambda: desk.session.drafts.keep(1, "a", long.text)):
    try:
        attempt()
    except StorageUnavailable as fault:
        print(fault.message)
assert desk.digest() == before
resource.setrlimit(resource.RLIMIT_FSIZE, unlimited)
assert desk.session.store.audit_head() == audited
desk.do(long)
desk.session.drafts.keep(1, "a", "again")
assert desk.session.store.faults() == []
desk.session.store.close()
print(sorted(one.name for one in path.parent.iterdir()))
"""

FULL = """
import os, sys
from pathlib import Path
from board_app.domain.errors import StorageUnavailable
from board_app.services.minutes import AddNote
from tests.desk import Desk

path = Path(sys.argv[1])
desk = Desk(path, bytes.fromhex(sys.argv[2]))
item = desk.item("Before")
before = desk.digest()
ballast = path.with_name("ballast")
file = os.open(ballast, os.O_CREAT | os.O_WRONLY)
try:
    while os.write(file, bytes(4096)):
        pass
except OSError:
    os.close(file)
long = AddNote(meeting_id=desk.meeting_id, item_id=item.id, text="typed " * 20_000)
for attempt in (
    lambda: desk.do(long),
    lambda: desk.session.drafts.keep(1, "a", long.text),
    lambda: desk.session.store.backup(path.with_name("copy.board")),
):
    try:
        attempt()
    except StorageUnavailable as fault:
        print(fault.message)
assert desk.digest() == before
ballast.unlink()
desk.do(long)
assert desk.session.store.faults() == []
desk.session.store.close()
print(sorted(one.name for one in path.parent.iterdir()))
"""


def written(program: str, path: Path, key: bytes) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", program, str(path), key.hex()],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@pytest.mark.slow
def test_file_that_may_not_grow(board_file: tuple[Path, bytes], tmp_path: Path) -> None:
    path = tmp_path / "alone" / "b.board"
    path.parent.mkdir()
    shutil.copyfile(board_file[0], path)
    said = written(WRITER, path, board_file[1])
    assert said[-1] == "['b.board']"
    assert len(said) == 3
    assert all("disk" in line for line in said[:-1])


@pytest.fixture
def small_disk(tmp_path: Path) -> Path:
    """Give a disk of 2 MB, where somebody may mount one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)],
        capture_output=True,
        check=False,
    )
    if mounted.returncode != 0:
        pytest.skip("mounting needs rights that this person has not")
    return folder


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="tmpfs is Linux's")
def test_disk_that_is_full(board_file: tuple[Path, bytes], small_disk: Path) -> None:
    path = small_disk / "b.board"
    shutil.copyfile(board_file[0], path)
    try:
        said = written(FULL, path, board_file[1])
    finally:
        subprocess.run(["umount", str(small_disk)], check=True)
    assert said[-1] == "['b.board']"
    assert said[:-1] == ["The disk is full. Free some space and try again."] * 3
