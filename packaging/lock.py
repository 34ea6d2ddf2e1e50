"""Writes the lock files from pyproject.toml: lock.txt for the program, lock-dev.txt for the rest.

It calls `uv`, which is not among the project's packages: install it outside the environment.
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
ENTRY = re.compile(r"^\S.*(?:\n[ \t]+\S.*)*", re.MULTILINE)
HEADER = "# {what} Written by packaging/lock.py; do not edit.\n"


def resolve(root: Path, folder: Path, *, extras: list[str], pins: str) -> list[str]:
    """Return the entries for all systems and Pythons from 3.11 on, each with its hashes."""
    constraints, target = folder / "constraints.txt", folder / "lock.txt"
    constraints.write_text(CONSTRAINTS + pins, encoding="utf-8")
    target.unlink(missing_ok=True)
    command = ["uv", "pip", "compile", "--quiet", "--universal", "--python-version", "3.11"]
    command += ["--generate-hashes", "--no-annotate", "--no-header", "--no-emit-index-url"]
    command += ["-c", str(constraints), "-o", str(target), str(root / "pyproject.toml")]
    command += [part for extra in extras for part in ("--extra", extra)]
    subprocess.run(command, check=True, cwd=folder)
    return ENTRY.findall(target.read_text(encoding="utf-8"))


def main() -> int:
    """Write both files; every entry is in exactly one of them."""
    root = HERE.parent
    with tempfile.TemporaryDirectory() as name:
        program = resolve(root, Path(name), extras=[], pins="")
        pins = "".join(line.split(" \\")[0] + "\n" for line in program)
        everything = resolve(root, Path(name), extras=["dev"], pins=pins)
    development = [entry for entry in everything if entry not in program]
    _write("lock.txt", "What the program needs.", program)
    _write("lock-dev.txt", "What building and testing need besides.", development)
    return 0


def _write(name: str, what: str, entries: list[str]) -> None:
    text = HEADER.format(what=what) + "\n".join(entries) + "\n"
    (HERE / name).write_text(text, encoding="utf-8", newline="\n")
    print(f"{name}: {len(entries)} packages")


if __name__ == "__main__":
    sys.exit(main())
