"""The three lists of an import: its columns, what it asks, and its lines."""

from collections.abc import Sequence
from typing import NamedTuple

from board_app.services.intake.columns import field_of
from board_app.services.intake.plan import LineState, PlannedLine, Question
from board_app.services.intake.raw import RawTable
from ui.kit.rows import ChipLook, Column, RowList

_SHOWN_VALUES = 3
_TONES = {
    LineState.FAULT: "filled_danger",
    LineState.ASKS: "warning",
    LineState.NEW: "success",
    LineState.CHANGED: "accent",
    LineState.SAME: "muted",
    LineState.LEFT_OUT: "muted",
}
_ASKED = {
    "agency": "“{}” is which agency?",
    "person": "“{}” is who?",
    "country": "“{}” is which country?",
    "status": "“{}” is which status?",
    "priority": "“{}” is which priority?",
    "role": "“{}” is which appointment?",
    "tier": "“{}” is which tier?",
    "order": "Dates like {}: in which order?",
}


class ColumnRow(NamedTuple):
    """One column of the file; `id` is its place."""

    id: int
    heading: str
    values: str
    key: str
    becomes: str


def asked(question: Question) -> str:
    """Return the question in words."""
    return _ASKED[question.kind].format(question.said)


def column_rows(table: RawTable, kind: str, columns: Sequence[str]) -> list[ColumnRow]:
    """Return what the list of columns shows."""
    rows = []
    for number, (heading, key) in enumerate(zip(table.header, columns, strict=True)):
        values = (line.cells[number] for line in table.lines)
        first = [
            value for _, value in zip(range(_SHOWN_VALUES), filter(None, values), strict=False)
        ]
        becomes = field_of(kind, key).label if key else "Not imported"
        rows.append(ColumnRow(number, heading, " · ".join(first), key, becomes))
    return rows


def columns_list() -> RowList:
    made = RowList(
        (
            Column("Column", lambda row: row.heading, width=104, look="strong"),
            Column("First values", lambda row: row.values, look="muted"),
            Column("Becomes", lambda row: "" if row.key else row.becomes, width=150, chip=_becomes),
        ),
        name="columns",
    )
    made.setAccessibleName("Columns, Enter changes what one becomes")
    return made


def questions_list() -> RowList:
    made = RowList(
        (
            Column("Asked once for all lines", asked),
            Column("Lines", lambda row: f"{row.lines:,}", width=64, align="right", look="muted"),
        ),
        name="questions",
    )
    made.empty_text = "Nothing is asked: every name and date is understood."
    made.setAccessibleName("Questions, Enter answers one")
    return made


def lines_list() -> RowList:
    made = RowList(
        (
            Column("Line", lambda row: f"{row.id:,}", width=68, look="reference"),
            Column("", lambda _: "", width=88, chip=_state),
            Column("What", lambda row: row.text, width=176, drops_below=460),
            Column("What happens", lambda row: row.sentence, look="muted"),
        ),
        name="lines",
    )
    made.setAccessibleName("Lines, Enter corrects one")
    return made


def _state(row: PlannedLine) -> ChipLook:
    return ChipLook(row.state.label, _TONES[row.state])


def _becomes(row: ColumnRow) -> ChipLook | None:
    return ChipLook(row.becomes.split(" (", maxsplit=1)[0], "accent") if row.key else None
