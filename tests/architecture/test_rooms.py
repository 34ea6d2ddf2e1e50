"""Rules that no tool checks: who speaks SQL, what blocks, which commands there are."""

import ast
import inspect
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from board_app.services import commands, handlers
from db.driver import connect
from db.migrating import migrate
from db.records import MODELS

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ("board_app", "db", "ui", "resources")
SQL = re.compile(r"\s*(?:SELECT|INSERT INTO|UPDATE|DELETE FROM|CREATE|ALTER|DROP|PRAGMA)\s")
BLOCKING = {"sleep", "processEvents"}
OWN_LOOP = "ui/app.py"
MAY_EXEC = ("ui/kit/dialogs.py", OWN_LOOP)
HEAVY = ("sqlite_utils", "reportlab", "holidays", "PIL", "dateutil", "PySide6", "numpy")


@cache
def product() -> tuple[tuple[str, ast.Module], ...]:
    found = [path for room in PRODUCT for path in sorted((ROOT / room).rglob("*.py"))]
    assert len(found) > 60
    return tuple(
        (path.relative_to(ROOT).as_posix(), ast.parse(path.read_text(encoding="utf-8")))
        for path in found
    )


def nodes() -> Iterator[tuple[str, ast.AST]]:
    for name, tree in product():
        for node in ast.walk(tree):
            yield name, node


def place(name: str, node: ast.AST) -> str:
    return f"{name}:{getattr(node, 'lineno', 0)}"


def test_only_db_speaks_sql() -> None:
    spoken = [
        (name, place(name, node))
        for name, node in nodes()
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL.match(node.value)
    ]
    assert [where for name, where in spoken if not name.startswith("db/")] == []
    assert len(spoken) > 20


def test_nothing_waits_and_nothing_nests_an_event_loop() -> None:
    found = []
    for name, node in nodes():
        if isinstance(node, ast.Attribute) and (
            node.attr in BLOCKING or (node.attr in {"exec", "exec_"} and name not in MAY_EXEC)
        ):
            found.append(place(name, node))
        if isinstance(node, ast.ImportFrom) and {one.name for one in node.names} & BLOCKING:
            found.append(place(name, node))
    assert found == []


def test_the_programs_own_loop_is_started_in_one_place() -> None:
    started = [
        name
        for name, node in nodes()
        if name == OWN_LOOP and isinstance(node, ast.Attribute) and node.attr == "exec"
    ]
    assert started in ([], [OWN_LOOP])


def test_labels_of_the_window_come_from_the_kit() -> None:
    """Only the kit makes labels: they show text as text."""
    found = [
        place(name, node)
        for name, node in nodes()
        if name.startswith("ui/")
        and not name.startswith("ui/kit/")
        and isinstance(node, ast.Name | ast.alias)
        and "QLabel" in (getattr(node, "id", ""), getattr(node, "name", ""))
    ]
    assert found == []


def all_commands() -> list[type[commands.Command]]:
    def below(kind: type[commands.Command]) -> Iterator[type[commands.Command]]:
        for one in kind.__subclasses__():
            yield one
            yield from below(one)

    return sorted(
        {one for one in below(commands.Command) if one.__module__.startswith("board_app.")},
        key=lambda one: one.__name__,
    )


@pytest.mark.parametrize("command", all_commands(), ids=lambda command: command.__name__)
def test_every_command_has_a_handler_and_a_label_of_its_own(
    command: type[commands.Command],
) -> None:
    handler = handlers.HANDLERS[command]
    label = command.__dict__.get("label")
    assert isinstance(label, str)
    assert re.fullmatch(r"[A-Z][A-Za-z -]+", label)
    first = next(iter(inspect.signature(handler).parameters.values()))
    assert issubclass(command, first.annotation)


def test_every_handler_is_for_a_command() -> None:
    assert list(handlers.HANDLERS) != []
    assert set(handlers.HANDLERS) == set(all_commands())


@pytest.mark.parametrize("table", sorted(MODELS))
def test_every_record_has_a_table_with_exactly_its_fields(table: str, tmp_path: Path) -> None:
    connection = connect(str(tmp_path / "schema.db"), isolation_level=None)
    migrate(connection)
    columns = {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}
    connection.close()
    assert columns == set(MODELS[table].model_fields)


OPENING = """
import sys
import board_app.bootstrap
from pathlib import Path
session = board_app.bootstrap.open_board(Path(sys.argv[1]), sys.argv[2])
session.board()
session.reading.meetings.meetings()
session.store.close()
print(*[name for name in sys.argv[3:] if name in sys.modules])
"""


def test_opening_a_board_loads_nothing_heavy(
    board_file: tuple[Path, bytes], tmp_path: Path
) -> None:
    path = tmp_path / "b.board"
    path.write_bytes(board_file[0].read_bytes())
    done = subprocess.run(
        [sys.executable, "-c", OPENING, str(path), "correct horse", *HEAVY],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stderr, done.returncode) == ("", 0)
    assert done.stdout.split() == []
