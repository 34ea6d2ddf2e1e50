"""The list of licences: true, and nothing refused in it."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest


def test_list_is_up_to_date(root: Path) -> None:
    command = [sys.executable, str(root / "packaging" / "licences.py"), "check"]

    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.parametrize(
    "licence",
    ["MIT", "LGPL-3.0-only OR GPL-2.0-only", "MPL-2.0", "GNU Lesser General Public License v3"],
)
def test_licence_that_may_ship(script: Callable[[str], ModuleType], licence: str) -> None:
    assert script("licences").may_ship(licence)


@pytest.mark.parametrize(
    "licence",
    [
        "GPL-3.0-or-later",
        "AGPL-3.0-only",
        "MIT AND GPL-2.0-only",
        "GNU Affero General Public License v3",
        "GNU General Public License v3 (GPLv3)",
        "GPL-2.0-only OR AGPL-3.0-only",
    ],
)
def test_licence_that_may_not_ship(script: Callable[[str], ModuleType], licence: str) -> None:
    assert not script("licences").may_ship(licence)


def test_faults_name_the_unknown_and_the_refused(script: Callable[[str], ModuleType]) -> None:
    licences = script("licences")
    refused = licences.Package("copyleft", "1.0", "GPL-3.0-only")
    unknown = licences.Package("silent", "2.0", "")

    found = licences.faults([refused], [unknown, refused])

    assert found == [
        "silent 2.0: no licence is known; install the lock and write again",
        "copyleft: GPL-3.0-only may not be part of what ships",
    ]
