"""Every fault programme holds, with few tries; `dev.py faults --full` makes as many as it takes."""

import secrets
from types import ModuleType

import pytest

NAMES = (
    *("kill", "device", "copy", "swap", "full", "migrate"),
    *("flip", "history", "undo", "clients", "server"),
)


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_lost_torn_or_wrong(name: str, programmes: ModuleType, place: object) -> None:
    seed = secrets.randbelow(10**6)
    found = programmes.timed(name, place, programmes.PROGRAMMES[name].quick, seed)
    if found.skipped:
        pytest.skip(found.skipped)
    assert found.is_clean, f"seed {seed}: {found.line()} {found.notes}"


def test_all_are_tested(programmes: ModuleType) -> None:
    assert tuple(programmes.PROGRAMMES) == NAMES
