"""Fixtures for the command line: a board file of one's own, on a day of the sample's time."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from board_app import cli
from board_app.sample import PASSPHRASE, build_sample


@dataclass(frozen=True)
class Answer:
    """What a call left behind."""

    code: int
    out: str
    err: str


Call = Callable[..., Answer]


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("cli") / "sample.board"
    build_sample(path).store.close()
    return path


@pytest.fixture
def board(sample_file: Path, tmp_path: Path) -> Path:
    path = tmp_path / "own.board"
    shutil.copyfile(sample_file, path)
    return path


@pytest.fixture
def call(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Call:
    """Give a way to run the command line within this process."""
    monkeypatch.setenv("BOARD_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("UPSTREAM_TODAY", "2015-07-07")
    monkeypatch.setenv("UPSTREAM_HOME", str(tmp_path / "home"))

    def run(*arguments: object) -> Answer:
        code = cli.main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Answer(code, captured.out, captured.err)

    return run
