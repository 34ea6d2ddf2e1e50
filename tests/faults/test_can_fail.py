"""Every programme finds what it looks for: the code is broken, and the count is not nought."""

import importlib
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from board_app.documents import files
from db import audit, file, store
from db.sqlite_engine import SqliteEngine
from db.work import SqlWork

Patch = pytest.MonkeyPatch


def look_at_the_numbers_alone(patch: Patch) -> None:
    def broken_at(entries: Any) -> int | None:
        numbers = [entry["id"] for entry in entries]
        return None if numbers == sorted(numbers) else 1

    patch.setattr(audit, "broken_at", broken_at)


def write_in_place(patch: Patch) -> None:
    def put(data: bytes, target: Path) -> None:
        with target.open("wb") as file:
            file.write(data)

    patch.setattr(files, "put_whole", put)


def copy_in_place(patch: Patch) -> None:
    patch.setattr(store, "verified_copy", lambda engine, target: engine.backup(target))


def commit_without_looking(patch: Patch) -> None:
    run = SqliteEngine.run

    def run_on(self: SqliteEngine, sql: str, params: Any = None) -> int:
        try:
            return run(self, sql, params)
        except Exception:
            if sql == "COMMIT":
                return 0
            raise

    patch.setattr(SqliteEngine, "run", run_on)


def keep_what_undo_takes_out(patch: Patch) -> None:
    remove = SqlWork.remove

    def removed(self: SqlWork, record: Any) -> None:
        if record.table != "action_support":
            remove(self, record)

    patch.setattr(SqlWork, "remove", removed)


def read_something_else(patch: Patch) -> None:
    """Open a sound board instead of the damaged one, as a reader without seals might."""
    flipping = importlib.import_module("flipping")
    left_open, other = flipping._left_open, list[Path]()

    def left(ground: Any) -> Any:
        desk = ground.desk()
        desk.item("Of another board")
        desk.close()
        other.append(desk.path)
        return left_open(ground)

    patch.setattr(flipping, "_left_open", left)
    patch.setattr(
        flipping, "open_with_key", lambda _, key, clock: file.open_with_key(other[0], key, clock)
    )


BROKEN: tuple[tuple[str, int, Callable[[Patch], None]], ...] = (
    ("history", 200, look_at_the_numbers_alone),
    ("device", 6, write_in_place),
    ("copy", 3, copy_in_place),
    ("full", 1, commit_without_looking),
    ("undo", 20, keep_what_undo_takes_out),
    ("flip", 20, read_something_else),
)


@pytest.mark.slow
@pytest.mark.parametrize("case", BROKEN, ids=[name for name, *_ in BROKEN])
def test_broken_code_is_found(
    case: tuple[str, int, Callable[[Patch], None]],
    programmes: ModuleType,
    place: object,
    monkeypatch: Patch,
) -> None:
    name, tries, broken = case
    broken(monkeypatch)
    found = programmes.timed(name, place, tries, 7)
    if found.skipped:
        pytest.skip(found.skipped)
    assert not found.is_clean, found.line()
    assert found.notes


def test_a_promise_that_was_not_kept_is_lost(programmes: ModuleType, place: Any) -> None:
    found = programmes.Outcome("kill", "kills", tried=1)
    promised = {("item", "never written"), ("draft", "nor this")}
    importlib.import_module("killing").examine(found, place.copy(), place.key, promised, "here")
    assert (found.lost, found.wrong, found.is_clean) == (2, 0, False)


def test_an_edit_is_judged_by_what_its_writer_saw(programmes: ModuleType, place: Any) -> None:
    clients = importlib.import_module("clients")
    desk = place.desk()
    desk.item("there-")
    edit, fate = clients.Edit, clients.Fate
    for given, lost, wrong in (
        (edit("there-", fate.KEPT), 0, 0),
        (edit("there-", fate.KEPT, seen=4), 1, 0),
        (edit("nowhere-", fate.KEPT), 1, 0),
        (edit("there-", fate.CONFLICT), 0, 1),
        (edit("nowhere-", fate.UNKNOWN), 0, 0),
        (edit("", fate.SPOILT, "database is locked"), 0, 1),
    ):
        found = programmes.Outcome("clients", "edits")
        clients.judge(found, desk, [given])
        assert (found.lost, found.wrong) == (lost, wrong), given
    desk.close()


def test_the_command_fails_with_what_it_ran(
    programmes: ModuleType, monkeypatch: Patch, capsys: pytest.CaptureFixture[str]
) -> None:
    def found(_ground: object, tries: int, _seed: int) -> Any:
        return programmes.Outcome("nothing", "tries", tried=tries, lost=tries - 1, notes=["there"])

    one = programmes.Programme(found, quick=1, full=2)
    monkeypatch.setattr(programmes, "PROGRAMMES", {"kill": one})
    assert programmes.main(["kill", "--seed", "5"]) == 0
    assert programmes.main(["kill", "--full", "--seed", "5"]) == 1
    told = capsys.readouterr().out
    assert "seed 5" in told
    assert "FAILED\n    there\n" in told
    with pytest.raises(SystemExit) as usage:
        programmes.main(["nonsense"])
    assert usage.value.code == 2


def test_nothing_tried_is_not_clean(programmes: ModuleType) -> None:
    assert not programmes.Outcome("nothing", "tries").is_clean
