"""Every file that the program writes beside a board, and how it writes it."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from board_app import bootstrap
from board_app.cli.output import emit
from board_app.documents.board_json import write_board
from board_app.documents.files import write_whole
from board_app.documents.pdf import render_pdf
from board_app.documents.spreadsheet import write_list
from board_app.domain.document import Document, Paragraph
from board_app.services.out_list import OutList
from board_app.settings import Settings

_MADE = datetime(2015, 7, 18, 14, 5, tzinfo=UTC)
OLD, NEW = "the old content", "the new content, which is longer"
Writer = Callable[[Path, str], None]


def _preferences(path: Path, text: str) -> None:
    Settings(path).look(theme=text, density="comfortable")


def _list(path: Path, text: str) -> None:
    rows = tuple((text, number, date(2015, 7, 1 + number)) for number in range(12))
    write_list(OutList("People", ("name", "number", "day"), rows), path)


def _board(path: Path, text: str) -> None:
    write_board({"person": [{"id": 1, "name": text}], "audit": []}, text, path)


def _pdf(path: Path, text: str) -> None:
    document = Document(title="Minutes", banner="UNCLASSIFIED", blocks=(Paragraph(text),))
    render_pdf(document, path, created=_MADE)


def _schema(path: Path, text: str) -> None:
    write_whole(bootstrap.board_schema() + text.encode(), path)


def _typed(path: Path, text: str) -> None:
    emit(json.dumps({"text": text}), path)


WRITERS: dict[str, Writer] = {
    "settings.json": _preferences,
    "people.csv": _list,
    "people.xlsx": _list,
    "board.json": _board,
    "minutes.pdf": _pdf,
    "schema.json": _schema,
    "actions.json": _typed,
}
SILENT = {"settings.json"}
"""Written while somebody looks elsewhere: that it failed is in the log alone."""
