"""Fixtures for finished files."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.documents import validating
from tests.documents.validating import Validator
from tests.lacking import lacks


@pytest.fixture(scope="session")
def validator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Validator]:
    """Give the validator of PDF/UA-1 and PDF/A-2a."""
    missing = validating.missing()
    if missing:
        lacks(missing)
    with validating.running(tmp_path_factory.mktemp("checked")) as started:
        yield started


@pytest.fixture(scope="session")
def pdfinfo() -> str:
    """Give the path of the program that tells a file's structure."""
    path = shutil.which("pdfinfo")
    if path is None:
        lacks("pdfinfo, of poppler-utils")
    return path


@pytest.fixture(scope="session")
def qpdf() -> str:
    """Give the path of the program that checks a file's syntax."""
    path = shutil.which("qpdf")
    if path is None:
        lacks("qpdf")
    return path


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """Give a place for one file."""
    return tmp_path / "kept.pdf"
