"""The door of foreign tables, as the tests of this room use it."""

from pathlib import Path

import pytest

from board_app.domain.errors import Refused
from board_app.exchange.files import read_table
from board_app.services.intake.raw import HowToRead, RawTable
from board_app.services.progress import Progress

CORPORA = Path(__file__).parents[1] / "corpora"


def read(
    folder: Path, content: bytes | str, *, name: str = "t.csv", how: HowToRead | None = None
) -> RawTable:
    """Write a file and read it as the program does."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_table(path, how or HowToRead(), Progress())


def refusal(
    folder: Path, content: bytes | str, *, name: str = "t.csv", how: HowToRead | None = None
) -> str:
    """Return the sentence a file is refused with; what is said is fit for people."""
    with pytest.raises(Refused) as caught:
        read(folder, content, name=name, how=how)
    message = caught.value.message
    assert "Traceback" not in message
    assert str(folder) not in message
    assert message.endswith(".")
    return message


def cells(table: RawTable) -> list[tuple[str, ...]]:
    return [line.cells for line in table.lines]
