"""What a machine lacks for a test."""

import os
from typing import NoReturn

import pytest


def lacks(what: str) -> NoReturn:
    """Skip the test on a laptop; where everything is to be checked, fail."""
    if os.environ.get("CI"):
        pytest.fail(f"This machine lacks {what}; the test command should have installed it.")
    pytest.skip(f"needs {what}")
