"""Lines to sign on: one for each signer, with the name and the office below it.

Each line is also the field of a signature: with a pen on paper, with a key in the file.
"""

from board_app.documents import inks
from board_app.documents.cells import SIGNED_SHARE, Cell, Edge, Field, Row
from board_app.documents.gate import Gate, bare_line
from board_app.documents.structure import Elem
from board_app.documents.typeset import Span, Typesetter
from board_app.domain.document import PageWords, SignatureBlock

_ROOM = 44.0  # for a hand that signs
_DATE = 0.7  # of the line's width, where the date begins
_NEAR = 4.0  # between what is said and the line
_LINE = Edge(inks.STRONG_RULE, 0.7)


def signature_rows(
    block: SignatureBlock,
    said_by: PageWords,
    gate: Gate,
    setter: Typesetter,
    *,
    width: float,
    root: Elem,
) -> list[Row]:
    """Return a line and what stands below it for each signer."""
    rows: list[Row] = []
    for number, (office, name) in enumerate(block.signers, 1):
        said = ", ".join(part for part in (gate.line(name), gate.line(office)) if part)
        left = setter.wrap((Span(said, inks.DETAIL),), width * _DATE)
        right = setter.wrap((Span(said_by.date, inks.MUTED_SMALL),), width * (1 - _DATE))
        told = bare_line(said_by.signature.format(name=name or office))
        field = Field(root.add("Form"), f"{FIELD}{number}", told)
        signed = block.signed[number - 1] if number <= len(block.signed) else ""
        rows.append(_line(gate.line(signed), field, setter, width, root))
        words = (
            Cell(0, width * _DATE, left).of(root.add("P")),
            Cell(width * _DATE, width, right).of(root.add("P")),
        )
        rows.append(Row(words, above=3))
    return rows


def _line(signed: str, field: Field, setter: Typesetter, width: float, root: Elem) -> Row:
    """Return the line itself, with what says that it is signed just above it."""
    if not signed:
        return Row((), above=_ROOM, lower=_LINE, sign=field)
    lines = setter.wrap((Span(signed, inks.SIGNED),), width * SIGNED_SHARE)
    # An area that takes a signature must hold all that is said of it.
    cell = Cell(0, width * SIGNED_SHARE, lines).of(root.add("P"))
    above = max(_ROOM - cell.height - _NEAR, _NEAR)
    return Row((cell,), above=above, below=_NEAR, lower=_LINE, sign=field)


FIELD = "Signature"
"""The fields are called so, with their number from 1."""
