"""The whole board as JSON: versioned, readable, and the same each time for the same board."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from board_app.documents.files import write_whole
from board_app.domain.base import Record
from board_app.domain.errors import Refused

FORMAT = "upstream-board"
VERSION = 1
MOST_PAPERS = 1024**3
"""So many bytes of papers at most: in text they are a third more."""


def write_board(
    tables: Mapping[str, Sequence[Mapping[str, Any]]], program: str, target: Path
) -> None:
    """Write the board to a file that is put in place whole; raises StorageUnavailable.

    Raises Refused for papers that are more than one text can be read with again.
    """
    papers = sum(int(row["size"]) for row in tables.get("content", ()))
    if papers > MOST_PAPERS:
        raise Refused(
            f"The papers of this board have {papers / 1024**3:.1f} GB together, more than one "
            "text file can hold. Write a copy of the board's file instead: it holds them all."
        )
    write_whole(board_parts(tables, program), target)


def board_parts(tables: Mapping[str, Sequence[Mapping[str, Any]]], program: str) -> Iterator[bytes]:
    """Yield the tables as one JSON text, row by row: the papers may be larger than the memory."""
    head = _lines({"format": FORMAT, "version": VERSION, "program": program}, 0)
    yield f'{head.removesuffix(_END)},\n "tables": {{'.encode()
    for number, (table, rows) in enumerate(tables.items()):
        yield f"{',' if number else ''}\n  {json.dumps(table)}: [".encode()
        for place, row in enumerate(rows):
            yield f"{',' if place else ''}\n   {_lines(row, 3)}".encode()
        yield b"\n  ]" if rows else b"]"
    yield b"\n }\n}\n"


_END = "\n}"


def _lines(value: object, depth: int) -> str:
    """Return a value as it stands so deep in a text that is indented by one blank a level."""
    text = json.dumps(value, ensure_ascii=False, indent=1)
    # A line's end is never within a text of JSON.
    return text.replace("\n", "\n" + " " * depth) if depth else text


def schema_bytes(models: Mapping[str, type[Record]]) -> bytes:
    """Return the JSON schema of the format, made from the models themselves."""
    tables = {table: {"type": "array", "items": {"$ref": f"#/$defs/{table}"}} for table in models}
    own = {
        name: {"type": "array", "items": {"type": "object"}}
        for name in ("counter", "audit", "undo_step", "content", "content_piece")
    }
    definitions: dict[str, Any] = {}
    for table, model in models.items():
        schema = model.model_json_schema(ref_template="#/$defs/{model}")
        definitions |= schema.pop("$defs", {})
        definitions[table] = schema
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A board exported by Upstream",
        "type": "object",
        "required": ["format", "version", "tables"],
        "properties": {
            "format": {"const": FORMAT},
            "version": {"const": VERSION},
            "program": {"type": "string"},
            "tables": {
                "type": "object",
                "properties": {**tables, **own},
                "additionalProperties": False,
            },
        },
        "$defs": definitions,
    }
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()
