"""The content of papers: kept once under its SHA-256, in pieces that nothing but its reader reads.

A content stays as long as a paper has it, in the bin too, or as long as a step that somebody can
still take back or do again may need it.
"""

import base64
import hashlib
from collections.abc import Iterator, Sequence
from typing import overload

from typing_extensions import override

from board_app.domain.errors import Spoilt
from db.engine import Engine, SqlRow
from db.steps import KEPT

PIECE_BYTES = 256 * 1024

COLUMNS = {"content": ("sha256", "size"), "content_piece": ("sha256", "number", "bytes")}
"""The two tables. What is bytes in a file is Base64 on a server and in an exported board."""

# More than can be reached is kept: the very limit hangs on each person's own undone steps.
_IN_REACH = f"""SELECT id FROM (SELECT id, state, row_number() OVER (
        PARTITION BY person_id, state ORDER BY id DESC) AS place FROM undo_step) s
    WHERE state = 'undone' OR place <= {KEPT}"""

_UNUSED = "sha256 NOT IN (SELECT sha256 FROM attachment)"

SWEEP = f"""DELETE FROM content WHERE {_UNUSED} AND sha256 NOT IN (
    SELECT coalesce(u.after, u.before) ->> 'sha256' FROM audit u WHERE u.what = 'attachment'
        AND u.step_id IN ({_IN_REACH}))"""
"""Takes out what nothing can need any more; an image's content never changes, so one will do."""


def digest_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def pieces_of(content: bytes) -> Iterator[bytes]:
    """Yield the content in pieces."""
    for start in range(0, len(content), PIECE_BYTES):
        yield content[start : start + PIECE_BYTES]


def is_kept(engine: Engine, sha256: str) -> bool:
    found = engine.rows("SELECT 1 FROM content WHERE sha256 = :sha256", {"sha256": sha256})
    return bool(found)


def keep(engine: Engine, content: bytes) -> str:
    """Store a content in the open transaction unless it is there; returns its SHA-256."""
    sha256 = digest_of(content)
    if not is_kept(engine, sha256):
        engine.run(
            "INSERT INTO content (sha256, size) VALUES (:sha256, :size)",
            {"sha256": sha256, "size": len(content)},
        )
        engine.run_many(
            "INSERT INTO content_piece (sha256, number, bytes) VALUES (:sha256, :number, :bytes)",
            (
                {"sha256": sha256, "number": number, "bytes": piece}
                for number, piece in enumerate(pieces_of(content))
            ),
        )
    return sha256


def sweep(engine: Engine) -> None:
    """Take out of the file what nothing can need any more; the history is read only if it must."""
    if engine.rows(f"SELECT 1 FROM content WHERE {_UNUSED} LIMIT 1"):
        engine.run(SWEEP)


def content(engine: Engine, sha256: str) -> bytes:
    """Return a content; raises Spoilt unless it is what its name says."""
    rows = engine.rows(
        "SELECT bytes FROM content_piece WHERE sha256 = :sha256 ORDER BY number",
        {"sha256": sha256},
    )
    whole = b"".join(_raw(row["bytes"]) for row in rows)
    if digest_of(whole) != sha256:
        raise Spoilt(
            "What is kept of this paper is not what was attached. Attach it again, or restore "
            "the last backup."
        )
    return whole


def content_faults(engine: Engine) -> Iterator[str]:
    """Yield a sentence for each paper whose content is missing or is not what was attached."""
    for row in engine.rows(
        "SELECT sha256, max(title) AS title FROM attachment GROUP BY sha256 ORDER BY max(title)"
    ):
        try:
            content(engine, row["sha256"])
        except Spoilt:
            yield f"The content of the paper “{row['title']}” is not what was attached."


class Pieces(Sequence[SqlRow]):
    """The rows of all pieces as texts, each read when it is wanted: all may be gigabytes."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._keys = engine.rows("SELECT sha256, number FROM content_piece ORDER BY sha256, number")

    @override
    def __len__(self) -> int:
        return len(self._keys)

    @overload
    def __getitem__(self, index: int) -> SqlRow: ...

    @overload
    def __getitem__(self, index: slice) -> list[SqlRow]: ...

    @override
    def __getitem__(self, index: int | slice) -> SqlRow | list[SqlRow]:
        if isinstance(index, slice):
            return [self._row(key) for key in self._keys[index]]
        return self._row(self._keys[index])

    @override
    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence) or len(self) != len(other):
            return False
        return all(mine == theirs for mine, theirs in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]  # told apart by what they hold

    def _row(self, key: SqlRow) -> SqlRow:
        rows = self._engine.rows(
            "SELECT bytes FROM content_piece WHERE sha256 = :sha256 AND number = :number", key
        )
        if not rows:
            raise Spoilt("A paper was taken out while the board was read. Try again.")
        return {**key, "bytes": as_text(rows[0]["bytes"])}


def as_text(piece: bytes | str) -> str:
    """Return a piece as a server and an exported board have it."""
    return piece if isinstance(piece, str) else base64.b64encode(piece).decode()


def from_text(piece: str) -> bytes:
    """Return the bytes of a piece; raises ValueError for what is none."""
    return base64.b64decode(piece, validate=True)


def _raw(piece: bytes | str) -> bytes:
    return from_text(piece) if isinstance(piece, str) else piece
