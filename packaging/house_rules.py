"""The house's own rules: short files, short functions, plain file names."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

MAX_FILE_LINES = 350
MAX_FUNCTION_LINES = 40
LONG_WITH_REASON = re.compile(r"#\s*long:\s*\S")
UNLIMITED = ("tests/", "db/migrations/")
# Fetched test material keeps the names that its makers gave it.
FOREIGN = ("tests/corpora/",)
EMPTY_WORDS = {"manager", "helper", "helpers", "util", "utils", "misc", "data", "info"}
MODULE_NAME = re.compile(r"(__[a-z]+__|[a-z][a-z0-9_]*)")
# Names that Windows reserves or cannot write.
RESERVED = {"con", "prn", "aux", "nul", *(f"{n}{i}" for n in ("com", "lpt") for i in range(1, 10))}
UNPORTABLE = re.compile(r'[<>:"\\|?*\x00-\x1f ]')


def repository_files(root: Path) -> list[str]:
    """Return the repository's files as paths with slashes, without what git ignores."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        done = subprocess.run(command, cwd=root, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise SystemExit(f"git cannot list the files of {root}: {error}") from error
    names = done.stdout.decode("utf-8").split("\0")
    return sorted(name for name in names if name and (root / name).is_file())


def faults(root: Path, names: Sequence[str]) -> Iterator[str]:
    """Yield one line for every broken rule."""
    yield from _alike(names)
    for name in names:
        yield from name_faults(name)
        if name.endswith(".py") and not name.startswith(UNLIMITED):
            yield from length_faults(name, (root / name).read_text(encoding="utf-8"))


def length_faults(name: str, text: str) -> Iterator[str]:
    """Yield a line for a file and for each function that is too long."""
    lines = text.splitlines()
    if len(lines) > MAX_FILE_LINES:
        yield f"{name}:1: {len(lines)} lines; a file has at most {MAX_FILE_LINES}"
    for node in ast.walk(ast.parse(text, filename=name)):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        length = (node.end_lineno or node.lineno) - node.lineno + 1
        excused = LONG_WITH_REASON.search(lines[node.lineno - 1])
        if length > MAX_FUNCTION_LINES and not excused:
            yield (
                f"{name}:{node.lineno}: {node.name} has {length} lines; a function has at most "
                f"{MAX_FUNCTION_LINES}, or '# long: reason' on its def line"
            )


def name_faults(name: str) -> Iterator[str]:
    """Yield a line for a name that says nothing or that some system cannot write."""
    if name.startswith(FOREIGN):
        return
    path = PurePosixPath(name)
    for part in path.parts:
        if UNPORTABLE.search(part) or part.endswith(".") or part.split(".")[0].lower() in RESERVED:
            yield f"{name}: '{part}' cannot be a file name on every system"
    if path.suffix != ".py":
        return
    if not MODULE_NAME.fullmatch(path.stem):
        yield f"{name}: a module's name is in lower case, words joined by '_'"
    for word in sorted(EMPTY_WORDS.intersection(path.stem.split("_"))):
        yield f"{name}: '{word}' does not say what the module is for"


def _alike(names: Sequence[str]) -> Iterator[str]:
    seen: dict[str, str] = {}
    for name in names:
        first = seen.setdefault(name.casefold(), name)
        if first != name:
            yield f"{name}: differs from {first} only by case"


def main() -> int:
    """Print every broken rule; return 1 when there is one."""
    root = Path(__file__).resolve().parent.parent
    found = list(faults(root, repository_files(root)))
    for line in found:
        print(line)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
