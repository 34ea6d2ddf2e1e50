"""Action items as text for people, spreadsheets and programs, and where it goes."""

import csv
import io
import json
import shutil
import sys
import unicodedata
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from board_app.documents.files import write_whole
from board_app.domain import words
from board_app.domain.errors import StorageUnavailable
from board_app.domain.vocabulary import Vocabulary
from board_app.services.rows import ActionRow
from board_app.services.scheme import banner_of

_RUNS = ("=", "+", "-", "@", "\t", "\r")
_GAP = "  "
_NARROWEST_TITLE = 20
_BOM = "\ufeff"


def emit(text: str, target: Path | None) -> None:
    """Write a text as UTF-8 to a file that is put in place whole, or to the standard output."""
    data = text.encode("utf-8", "backslashreplace")  # a file name may be no text
    if target is not None:
        write_whole(data, target)
        return
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise StorageUnavailable(
            f"The output can't be written ({reason}). Free some space, or name a file with -o."
        ) from error


def say(text: str) -> None:
    """Say one thing to the person who called."""
    emit(f"{text}\n", None)


def line_width() -> int | None:
    """Return how wide a line may be, None if nobody looks at a screen."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def as_json(rows: Sequence[ActionRow], today: date, scheme: Vocabulary) -> str:
    """Return the items for programs: nothing is altered, states are words of the domain."""
    items = [
        {**_values(row, today, scheme), "status": row.status.value, "priority": row.priority.value}
        for row in rows
    ]
    return json.dumps(items, ensure_ascii=False, indent=1) + "\n"


def as_csv(rows: Sequence[ActionRow], today: date, scheme: Vocabulary) -> str:
    """Return the items for a spreadsheet; no cell can be taken for a formula."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(_NAMES)
    for row in rows:
        writer.writerow([_cell(value) for value in _values(row, today, scheme).values()])
    return _BOM + buffer.getvalue()


def as_table(rows: Sequence[ActionRow], today: date, *, width: int | None = None) -> str:
    """Return the items in columns; with a width, the titles are cut to what the line has left."""
    if not rows:
        return "No action items match.\n"
    cells = [("Number", "Due", "Status", "Lead", "What is promised")]
    cells += [
        (
            row.reference,
            _due(row, today),
            row.status.label,
            visible(row.lead) or "nobody",
            visible(row.title),
        )
        for row in rows
    ]
    widths = [max(_width(line[column]) for line in cells) for column in range(4)]
    taken = sum(widths) + len(widths) * len(_GAP)
    left = None if width is None else max(width - taken, _NARROWEST_TITLE)
    lines = [
        _GAP.join(
            [
                *(_padded(cell, column) for cell, column in zip(line, widths, strict=False)),
                line[4] if left is None else _cut(line[4], left),
            ]
        )
        for line in cells
    ]
    overdue = sum(row.is_overdue(today) for row in rows)
    lines.append(f"\n{words.count(len(rows), 'action item')}, {overdue} overdue")
    return "\n".join(line.rstrip(" ") for line in lines) + "\n"


def visible(text: str) -> str:
    """Return typed text without the signs that would steer a terminal."""
    return "".join(
        "\ufffd" if unicodedata.category(sign) in ("Cc", "Cf") else sign for sign in text
    )


_NAMES = (
    "number",
    "title",
    "lead",
    "supporting",
    "status",
    "due",
    "overdue",
    "first_due",
    "later_dates",
    "priority",
    "deliverable",
    "measure",
    "country",
    "meeting",
    "opened",
    "closed",
    "last_follow_up",
    "marking",
)


def _values(row: ActionRow, today: date, scheme: Vocabulary) -> dict[str, str | int | bool | None]:
    return dict(
        zip(
            _NAMES,
            (
                row.reference,
                row.title,
                row.lead,
                row.supporting,
                row.status.label,
                _iso(row.due_on),
                row.is_overdue(today),
                _iso(row.first_due_on),
                row.slips,
                row.priority.label,
                row.deliverable,
                row.measure,
                row.country,
                row.meeting,
                _iso(row.opened_on),
                _iso(row.closed_on),
                _iso(row.last_follow_up),
                banner_of(scheme, row.marking, row.handling),
            ),
            strict=True,
        )
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = str(value)
    return f"'{text}" if text.startswith(_RUNS) else text


def _due(row: ActionRow, today: date) -> str:
    if row.due_on is None:
        return "no date"
    late = f", {words.days_until(row.due_on, today)}" if row.is_overdue(today) else ""
    return f"{row.due_on.isoformat()}{late}"


def _width(text: str) -> int:
    return sum(
        0 if unicodedata.combining(sign) else 1 + (unicodedata.east_asian_width(sign) in "WF")
        for sign in text
    )


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def _cut(text: str, width: int) -> str:
    if _width(text) <= width:
        return text
    kept = text
    while kept and _width(kept) > width - 1:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"
