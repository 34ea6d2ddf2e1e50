"""A disk that takes so many pages and no more, under each way to copy or replace a board."""

import os
import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from ground import Ground, beside, swept
from outcome import Outcome

from board_app.domain.errors import BoardError
from board_app.services.keeping import Why
from db import keys, restoring
from db.backups import Backups, faults_of
from db.engine import SqlRow
from db.file import open_file, open_with_key
from db.file_store import FileStore
from tests.desk import PASSPHRASE, HandClock

WHAT = "failing disk under each copy of a board"
OTHER = "another horse"
_PAGES_MORE = 3
Tables = dict[str, Sequence[SqlRow]]


class Scene(NamedTuple):
    """An open board, an older backup of it, and a folder for what is written."""

    store: FileStore
    backup: Path
    folder: Path


def _copied(scene: Scene) -> FileStore:
    scene.store.backup(scene.folder / "copy of it.board")
    return scene.store


def _backed_up(scene: Scene) -> FileStore:
    Backups(scene.folder / "kept", HandClock()).make(scene.store, Why.ASKED)
    return scene.store


def _restored(scene: Scene) -> FileStore:
    return restoring.restored(scene.store, scene.backup, "", HandClock())


def _locked_anew(scene: Scene) -> FileStore:
    return restoring.with_passphrase(scene.store, PASSPHRASE, OTHER, HandClock())


def _local(scene: Scene) -> FileStore:
    restoring.local_copy(scene.backup, scene.folder / "local.board")
    return scene.store


WAYS: dict[str, Callable[[Scene], FileStore]] = {
    "copy": _copied,
    "backup": _backed_up,
    "restore": _restored,
    "new passphrase": _locked_anew,
    "copy from a share": _local,
}


def run(ground: Ground, tries: int, seed: int) -> Outcome:
    """Let each way end on a disk with room for so many pages, at every page if that is enough."""
    found = Outcome(WHAT, "faults")
    if os.name == "nt":
        found.skipped = "only Unix limits the size of files"
        return found
    dice = random.Random(seed)
    pages = ground.board.stat().st_size // keys.PAGE_BYTES + _PAGES_MORE
    done = 0
    for way in WAYS:
        rooms = range(pages) if pages <= tries else sorted(dice.sample(range(pages), tries))
        for room in rooms:
            done += _try(found, ground, way, room * keys.PAGE_BYTES + dice.choice((0, 1000)))
    found.said = f"{len(WAYS)} ways; {done} had room enough"
    found.blame(done == found.tried, "nothing was broken off: the disk did not fail")
    return found


def _try(found: Outcome, ground: Ground, way: str, room: int) -> bool:
    """Tell whether a way came to its end."""
    where = f"{way}, room for {room} bytes"
    found.tried += 1
    path, then, wanted = scene_on(ground)
    store, is_done = open_with_key(path, ground.key, HandClock()), False
    scene = Scene(store, path.with_name("backup.board"), path.with_name("elsewhere"))
    try:
        with _room(room):
            scene = scene._replace(store=WAYS[way](scene))
        is_done = True
    except BoardError:
        pass
    except Exception as fault:  # noqa: BLE001  (whatever else comes out is what we look for)
        found.blame(1, f"{where}: {fault!r} is no sentence")
    scene.store.close()
    for copy in scene.folder.rglob("*.*"):
        is_whole = is_done and not faults_of(copy, ground.key)
        found.blame(not is_whole, f"{where}: there stays {copy.name}")
    strange = set(beside(path)) - {scene.folder.name, scene.backup.name}
    found.blame(len(strange), f"{where}: there stays {strange}")
    if is_done and way == "restore":
        wanted = then
    _judge(found, scene, wanted, OTHER if is_done and way == "new passphrase" else "", where)
    swept(path)
    return is_done


def scene_on(ground: Ground) -> tuple[Path, Tables, Tables]:
    """Return a board that was changed since its backup, what it held then and what it holds."""
    desk = ground.desk()
    desk.path.with_name("elsewhere").mkdir()
    desk.session.store.backup(desk.path.with_name("backup.board"))
    then = desk.session.store.whole()
    desk.item("Since the backup")
    now = desk.session.store.whole()
    desk.close()
    return desk.path, then, now


def _judge(found: Outcome, scene: Scene, wanted: Tables, passphrase: str, where: str) -> None:
    path, clock = scene.store.path, HandClock()
    try:
        if passphrase:
            store = open_file(path, passphrase, clock)
        else:
            store = open_with_key(path, scene.store.key, clock)
    except BoardError as fault:
        found.lose(1, f"{where}: {fault.message}")
        return
    found.lose(store.whole() != wanted, f"{where}: the board is neither old nor new")
    faults = store.faults()
    found.blame(len(faults), f"{where}: {faults[:2]}")
    store.close()


@contextmanager
def _room(most: int) -> Iterator[None]:
    """Let no file of this process grow beyond a size."""
    import resource  # noqa: PLC0415  (Windows has none)

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
