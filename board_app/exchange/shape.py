"""The shape a table must have: one heading over each column, as many cells in each line."""

from collections.abc import Iterator, Sequence

from board_app.domain.errors import Refused
from board_app.domain.words import count, joined
from board_app.services.intake.raw import RawLine

MOST_COLUMNS = 500
_NAMED = 10
_LOOKED_AT = 20


def shaped(
    name: str, lines: Sequence[RawLine]
) -> tuple[tuple[str, ...], tuple[RawLine, ...], tuple[str, ...]]:
    """Return heading, lines and notes; raises Refused with the lines or columns that don't fit.

    Empty lines are left out and counted. Columns without heading and content are cut off.
    """
    filled = [line for line in lines if any(line.cells)]
    while filled and not any(cell.strip() for cell in filled[0].cells):
        filled = filled[1:]
    if not filled:
        raise Refused(f"{name} holds no table: there is nothing in it but empty lines.")
    above = _above(filled)
    head, body = filled[above], filled[above + 1 :]
    if len(head.cells) > MOST_COLUMNS:
        raise Refused(
            f"{name} has {len(head.cells):,} columns; at most {MOST_COLUMNS} can be read. Keep "
            "the columns that are wanted and save it again."
        )
    if not body:
        raise Refused(f"{name} has headings and no lines below them. There is nothing to import.")
    width = _width(head)
    _refuse_ragged(width, len(head.cells), body)
    header = tuple(cell.strip() for cell in head.cells[:width])
    _refuse_headings(header, body)
    kept = tuple(
        line if len(line.cells) == width else line._replace(cells=line.cells[:width])
        for line in body
    )
    empty = len(lines) - len(filled)
    notes = [f"{count(empty, 'empty line')} left out."] if empty else []
    if above:
        said = ", ".join("".join(line.cells).strip()[:60] for line in filled[:above])
        notes.append(f"Left out above the headings: {said}.")
    return header, kept, tuple(notes)


def _above(filled: Sequence[RawLine]) -> int:
    """Return how many lines above the headings hold but one text, as a title does."""
    head = filled[:_LOOKED_AT]
    sizes = [sum(bool(cell.strip()) for cell in line.cells) for line in head]
    first = next((at for at, size in enumerate(sizes) if size > 1), 0)
    # A list of one column is no table with titles: what follows must be wide all through.
    is_table = len(sizes) > first + 1 and min(sizes[first:]) > 1
    return first if is_table else 0


def _width(head: RawLine) -> int:
    """Return the number of columns up to the last one with a heading."""
    return max(number for number, cell in enumerate(head.cells, start=1) if cell.strip())


def _refuse_ragged(width: int, whole: int, body: Sequence[RawLine]) -> None:
    ragged = [line for line in body if not _fits(line.cells, width, whole)]
    if not ragged:
        return
    named = joined([str(line.number) for line in ragged[:_NAMED]])
    more = f" and {len(ragged) - _NAMED:,} more" if len(ragged) > _NAMED else ""
    begins = f"Line {named} has" if len(ragged) == 1 else f"Lines {named}{more} have"
    raise Refused(
        f"{begins} not {count(width, 'cell')} as the headings have. A separator is missing or too "
        "many, or a text with one needs quotation marks. Correct and save."
    )


def _fits(cells: tuple[str, ...], width: int, whole: int) -> bool:
    return len(cells) == whole and not any(cells[width:])


def _refuse_headings(header: Sequence[str], body: Sequence[RawLine]) -> None:
    seen: dict[str, int] = {}
    for number, heading in enumerate(header, start=1):
        if not heading:
            line = next(_filled(body, number - 1), None)
            if line is not None:
                raise Refused(
                    f"Column {number} has no heading, but something in line {line.number}. Give "
                    "it a heading and save."
                )
            continue
        first = seen.setdefault(heading.casefold(), number)
        if first != number:
            raise Refused(
                f"“{heading}” stands over columns {first} and {number}. Give each its own heading."
            )


def _filled(body: Sequence[RawLine], column: int) -> Iterator[RawLine]:
    return (line for line in body if line.cells[column].strip())
