"""The repository speaks of the product alone: no registry, no machine."""

import re
from pathlib import Path

import pytest

# Written in pieces, so that this file does not name what it looks for.
HOSTS = [
    "pypi" + ".org",
    "python" + "hosted.org",
    "deb." + "debian.org",
    "security." + "debian.org",
    "snapshot." + "debian.org",
    "npm" + "js.org",
    "crates" + ".io",
]
PLACES = [
    r"(?<![\w.])/(work|root)/",
    r"(?<![\w.])/home/[a-z]",
    r"(?<![\w.])/Users/[A-Za-z]",
    r"(?<![\w.])/tmp/[a-z]",
    r"(?<![\w.])/opt/(wheels|pypi)",
]
FOREIGN = ("tests/corpora/",)


def lines_with(pattern: str, tracked: list[Path], root: Path) -> list[str]:
    found = []
    for path in tracked:
        name = path.relative_to(root).as_posix()
        if name.startswith(FOREIGN):
            continue
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found += [
            f"{name}:{number}: {line.strip()[:100]}"
            for number, line in enumerate(text.splitlines(), start=1)
            if re.search(pattern, line)
        ]
    return found


@pytest.mark.parametrize("host", HOSTS)
def test_no_file_names_a_registry(host: str, tracked: list[Path], root: Path) -> None:
    assert lines_with(re.escape(host), tracked, root) == []


@pytest.mark.parametrize("place", PLACES)
def test_no_file_names_a_place_on_a_machine(place: str, tracked: list[Path], root: Path) -> None:
    assert lines_with(place, tracked, root) == []
