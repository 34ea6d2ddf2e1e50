"""Lines to sign on: one for each signer, with the name and the office below it."""

from board_app.documents import inks
from board_app.documents.gate import Gate
from board_app.documents.rows import Cell, Edge, Row
from board_app.documents.typeset import Span, Typesetter
from board_app.domain.document import SignatureBlock

_ROOM = 44.0  # for a hand that signs
_DATE = 0.7  # of the line's width, where the date begins
_LINE = Edge(inks.STRONG_RULE, 0.7)


def signature_rows(
    block: SignatureBlock, gate: Gate, setter: Typesetter, width: float
) -> list[Row]:
    """Return a line and what stands below it for each signer."""
    rows: list[Row] = []
    for office, name in block.signers:
        words = ", ".join(part for part in (gate.line(name), gate.line(office)) if part)
        left = setter.wrap((Span(words, inks.DETAIL),), width * _DATE)
        right = setter.wrap((Span("Date", inks.MUTED_SMALL),), width * (1 - _DATE))
        rows.append(Row((), above=_ROOM, lower=_LINE))
        rows.append(Row((Cell(0, width * _DATE, left), Cell(width * _DATE, width, right)), above=3))
    return rows
