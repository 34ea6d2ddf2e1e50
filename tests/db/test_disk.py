"""A file that may not grow: said in words, nothing lost, and saving works again afterwards.

A disk that is full is one of the fault programmes.
"""

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
