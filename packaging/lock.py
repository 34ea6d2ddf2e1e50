"""Writes the lock files from pyproject.toml: lock.txt for the program, lock-dev.txt for the rest.

Versions stay as they are locked where the requirements allow it; `lock.py --upgrade` takes the
newest. It calls `uv`, which is not among the project's packages: install it elsewhere.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
# From 26 on there is no wheel for Macs with an Intel processor.
CONSTRAINTS = "argon2-cffi-bindings<26\n"
NAMES = ("lock.txt", "lock-dev.txt")
ENTRY = re.compile(r"^\S.*(?:\n[ \t]+\S.*)*", re.MULTILINE)
HEADER = "# {what} Written by packaging/lock.py; do not edit.\n"


def resolve(root: Path, target: Path, *, extras: list[str], pins: str) -> list[str]:
    """Return the entries for all systems and Pythons from 3.11 on, each with its hashes."""
    constraints = target.with_name("constraints.txt")
    constraints.write_text(CONSTRAINTS + pins, encoding="utf-8")
    command = ["uv", "pip", "compile", "--quiet", "--universal", "--python-version", "3.11"]
    command += ["--generate-hashes", "--no-annotate", "--no-header", "--no-emit-index-url"]
    command += ["-c", str(constraints), "-o", str(target), str(root / "pyproject.toml")]
    command += [part for extra in extras for part in ("--extra", extra)]
    subprocess.run(command, check=True, cwd=target.parent)
    return ENTRY.findall(target.read_text(encoding="utf-8"))


def main(arguments: list[str]) -> int:
    """Write both files; every entry is in exactly one of them."""
    if arguments not in ([], ["--upgrade"]):
        print("usage: lock.py [--upgrade]", file=sys.stderr)
        return 2
    root = HERE.parent
    with tempfile.TemporaryDirectory() as folder:
        # uv keeps the versions that it finds in the file it is to write.
        target = Path(folder) / "resolved.txt"
        if not arguments:
            target.write_text("".join(map(_read, NAMES)), encoding="utf-8")
        program = resolve(root, target, extras=[], pins="")
        pins = "".join(line.split(" \\")[0] + "\n" for line in program)
        if not arguments:
            target.write_text("".join(map(_read, NAMES)), encoding="utf-8")
        everything = resolve(root, target, extras=["dev"], pins=pins)
    development = [entry for entry in everything if entry not in program]
    _write(NAMES[0], "What the program needs.", program)
    _write(NAMES[1], "What building and testing need besides.", development)
    return 0


def _read(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")


def _write(name: str, what: str, entries: list[str]) -> None:
    text = HEADER.format(what=what) + "\n".join(entries) + "\n"
    (HERE / name).write_text(text, encoding="utf-8", newline="\n")
    print(f"{name}: {len(entries)} packages")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
