"""Lists the licences of all locked packages in LICENSES.md, and checks that the list is true.

`licences.py write` reads the installed packages' own metadata; `licences.py check` compares.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

HERE = Path(__file__).resolve().parent
LIST = HERE / "LICENSES.md"
PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^ \\;]+)", re.MULTILINE)
ROW = re.compile(r"^\| ([a-z0-9-]+) \| (\S+) \| (.+) \|$", re.MULTILINE)
# Said nowhere in the package's metadata, or not in a form that can be read; from its own files.
READ_BY_HAND = {
    "click-default-group": "BSD-3-Clause",
    "colorama": "BSD-3-Clause",
    "pypdfium2": "BSD-3-Clause AND Apache-2.0",
    "pywin32-ctypes": "BSD-3-Clause",
    "python-dateutil": "Apache-2.0 OR BSD-3-Clause",
    "reportlab": "BSD-3-Clause",
    # The binding, and within it SQLCipher and OpenSSL.
    "sqlcipher3": "Zlib AND BSD-3-Clause AND Apache-2.0",
}
FIELDS = ("License-Expression", "License", "Classifier")
SPELT_OUT = {
    "Apache 2.0": "Apache-2.0",
    "Apache License, Version 2.0": "Apache-2.0",
    "BSD 2-Clause License": "BSD-2-Clause",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}
REFUSED = ("GPL", "AGPL", "GNU GENERAL", "GNU AFFERO")
TITLE = """# Licences of the packages

Read from the packages' own metadata by `packaging/licences.py write`; the test command checks it.
The program itself is under the MIT licence (`LICENSE`). What ships may be under no licence of the
GPL or AGPL alone; the Qt libraries are used under the LGPL, as separate files that can be replaced.
"""
HEAD = "\n| package | version | licence |\n| --- | --- | --- |\n"


@dataclass(frozen=True)
class Package:
    """A locked package; `licence` is an SPDX expression, or empty when nothing tells it."""

    name: str
    version: str
    licence: str

    def row(self) -> str:
        return f"| {self.name} | {self.version} | {self.licence} |\n"


def pinned(lock: str) -> dict[str, str]:
    """Return the version of every package that a lock's text names."""
    return {plain_name(name): version for name, version in PIN.findall(lock)}


def plain_name(name: str) -> str:
    """Return the name as registries compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def expression(name: str, told: Mapping[str, list[str]]) -> str:
    """Return the licence that the metadata's fields tell, or empty."""
    if name in READ_BY_HAND:
        return READ_BY_HAND[name]
    for field in FIELDS[:2]:
        for value in told.get(field, []):
            first = value.strip().splitlines()[0] if value.strip() else ""
            if first:
                return SPELT_OUT.get(first, first)
    for value in told.get(FIELDS[2], []):
        if value.startswith("License :: "):
            last = value.rsplit(" :: ", 1)[-1]
            return SPELT_OUT.get(last, last)
    return ""


def may_ship(licence: str) -> bool:
    """Say whether one of the alternatives is neither GPL nor AGPL; the LGPL may ship."""
    return any(_is_permitted(choice) for choice in re.split(r"\s+OR\s+", licence))


def _is_permitted(choice: str) -> bool:
    text = choice.upper().replace("LGPL", "").replace("GNU LESSER GENERAL", "")
    return not any(word in text for word in REFUSED)


def installed() -> dict[str, Package]:
    """Return what is installed beside this script's Python, by plain name."""
    found = {}
    for distribution in metadata.distributions():
        fields = distribution.metadata
        told = {field: fields.get_all(field) or [] for field in FIELDS}
        name = plain_name(distribution.name)
        found[name] = Package(name, distribution.version, expression(name, told))
    return found


def listed() -> dict[str, Package]:
    """Return the packages of the list as it is on disk."""
    text = LIST.read_text(encoding="utf-8") if LIST.exists() else ""
    return {name: Package(name, version, told) for name, version, told in ROW.findall(text)}


def collect(lock: str) -> list[Package]:
    """Return the lock's packages; those that this system does not install come from the list."""
    here, before = installed(), listed()
    packages = []
    for name, version in sorted(pinned((HERE / lock).read_text(encoding="utf-8")).items()):
        known = here.get(name) or before.get(name) or Package(name, version, "")
        licence = READ_BY_HAND.get(name, known.licence if known.version == version else "")
        packages.append(Package(name, version, licence))
    return packages


def faults(shipped: list[Package], others: list[Package]) -> list[str]:
    """Return a line for each package without a known licence, or with one that may not ship."""
    found = [
        f"{package.name} {package.version}: no licence is known; install the lock and write again"
        for package in shipped + others
        if not package.licence
    ]
    found += [
        f"{package.name}: {package.licence} may not be part of what ships"
        for package in shipped
        if package.licence and not may_ship(package.licence)
    ]
    return found


def page(shipped: list[Package], others: list[Package]) -> str:
    """Return the whole text of LICENSES.md."""
    return (
        TITLE
        + "\n## What the program needs\n"
        + HEAD
        + "".join(package.row() for package in shipped)
        + "\n## What building and testing need besides\n"
        + HEAD
        + "".join(package.row() for package in others)
    )


def main(arguments: list[str]) -> int:
    """Write or check the list; return 1 when a licence is refused or the list is not true."""
    if arguments not in (["write"], ["check"]):
        print("usage: licences.py write|check", file=sys.stderr)
        return 2
    shipped, others = collect("lock.txt"), collect("lock-dev.txt")
    found = faults(shipped, others)
    text = page(shipped, others)
    if arguments == ["write"]:
        LIST.write_text(text, encoding="utf-8", newline="\n")
    elif not LIST.exists() or LIST.read_text(encoding="utf-8") != text:
        found.append("LICENSES.md is not up to date: run packaging/licences.py write")
    for line in found:
        print(line)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
