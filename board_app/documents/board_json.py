"""The whole board as JSON: versioned, readable, and the same each time for the same board."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from board_app.documents.files import write_whole
from board_app.domain.base import Record

FORMAT = "upstream-board"
VERSION = 1


def board_bytes(tables: Mapping[str, Sequence[Mapping[str, Any]]], program: str) -> bytes:
    """Return the tables as one JSON text."""
    whole = {"format": FORMAT, "version": VERSION, "program": program, "tables": tables}
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def write_board(
    tables: Mapping[str, Sequence[Mapping[str, Any]]], program: str, target: Path
) -> None:
    """Write the board to a file that is put in place whole; raises StorageUnavailable."""
    write_whole(board_bytes(tables, program), target)


def schema_bytes(models: Mapping[str, type[Record]]) -> bytes:
    """Return the JSON schema of the format, made from the models themselves."""
    tables = {table: {"type": "array", "items": {"$ref": f"#/$defs/{table}"}} for table in models}
    own = {
        name: {"type": "array", "items": {"type": "object"}}
        for name in ("counter", "audit", "undo_step")
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
