"""Fixtures for finished files."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.documents import validating
from tests.documents.keys import signer
from tests.documents.tokens import driver, made_token
from tests.documents.validating import Validator


def _lacks(what: str) -> None:
    """Skip the test on a laptop; where everything is to be checked, fail."""
    if os.environ.get("CI"):
        pytest.fail(f"This machine lacks {what}; the test command should have installed it.")
    pytest.skip(f"needs {what}")


@pytest.fixture(scope="session")
def validator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Validator]:
    """Give the validator of PDF/UA-1 and PDF/A-2a."""
    missing = validating.missing()
    if missing:
        _lacks(missing)
    with validating.running(tmp_path_factory.mktemp("checked")) as started:
        yield started


@pytest.fixture(scope="session")
def pdfinfo() -> str:
    """Give the path of the program that tells a file's structure."""
    path = shutil.which("pdfinfo")
    if path is None:
        _lacks("pdfinfo, of poppler-utils")
    assert path is not None
    return path


@pytest.fixture(scope="session")
def qpdf() -> str:
    """Give the path of the program that checks a file's syntax."""
    path = shutil.which("qpdf")
    if path is None:
        _lacks("qpdf")
    assert path is not None
    return path


@pytest.fixture(scope="session")
def token(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the driver of a token that holds a signer's key."""
    if not shutil.which("softhsm2-util") or not driver():
        _lacks("softhsm2")
    with made_token(tmp_path_factory.mktemp("token"), signer()) as found:
        yield found


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """Give a place for one file."""
    return tmp_path / "kept.pdf"
