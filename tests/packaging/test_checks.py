"""The whole repository passes its own checks."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

NAMES = ["format", "lint", "types", "contracts", "rules", "licences"]


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_check_passes(root: Path, script: Callable[[str], ModuleType], name: str) -> None:
    for command in script("checks").CHECKS[name]:
        done = subprocess.run(
            [sys.executable, *command],
            cwd=root,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr


def test_every_check_is_tried_here(script: Callable[[str], ModuleType]) -> None:
    assert list(script("checks").CHECKS) == NAMES
