"""What the tests of the fault programmes share: the programmes, and one small board."""

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

sys.path.append(str(Path(__file__).resolve().parents[2] / "packaging" / "faults"))


@pytest.fixture(scope="session")
def programmes() -> ModuleType:
    """Give the module of packaging/, which is no package, that knows all programmes."""
    return importlib.import_module("programmes")


@pytest.fixture(scope="session")
def place(programmes: ModuleType) -> Iterator[object]:
    with programmes.ground() as ground:
        yield ground
