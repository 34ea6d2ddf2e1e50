"""CSV and its kin, read exactly: every cell is the text that stands there."""

import csv
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from board_app.domain.errors import Refused
from board_app.exchange import encodings
from board_app.exchange.shape import shaped
from board_app.services.intake.raw import DELIMITERS, MOST_LINES, HowToRead, RawLine, RawTable
from board_app.services.progress import Progress

LONGEST_CELL = 131_072
_PROBED = 30
_STEP = 2000
_HINT = "sep="


def read_delimited(
    name: str, content: bytes, digest: str, how: HowToRead, progress: Progress
) -> RawTable:
    """Return the table of a text file; raises Refused with the line that can't be read."""
    guess, doubts = encodings.guessed(content)
    encoding = how.encoding or guess
    notes = list(doubts) if not how.encoding else []
    delimiter = how.delimiter or _guessed_delimiter(content, encoding)
    lines = list(_lines(content, encoding, delimiter, progress))
    header, kept, more = shaped(name, lines)
    return RawTable(
        file_name=name,
        digest=digest,
        header=header,
        lines=kept,
        notes=(*notes, *more),
        encoding=encoding,
        is_guess=bool(doubts) and not how.encoding,
        delimiter=delimiter,
    )


def _lines(content: bytes, encoding: str, delimiter: str, progress: Progress) -> Iterator[RawLine]:
    """Yield the records with the line each begins on."""
    text = encodings.text_of(content, encoding)
    total = max(content.count(b"\n"), 1)
    same: dict[str, str] = {}  # agencies, states and dates come again and again
    first = records = 1
    reader = csv.reader(_checked(text), delimiter=delimiter, strict=True)
    try:
        for cells in reader:
            is_hint = first == 1 and len("".join(cells)) <= len(_HINT) + 1
            if is_hint and (cells[:1] or [""])[0].lower().startswith(_HINT):
                records -= 1
            elif cells:
                yield RawLine(first, tuple([same.setdefault(cell, cell) for cell in cells]))
            if reader.line_num // _STEP != (first - 1) // _STEP:
                progress.step(reader.line_num, max(total, reader.line_num))
            records += 1
            if records > MOST_LINES + 2:
                raise Refused(f"The file has more than {MOST_LINES:,} lines. Split it.")
            first = reader.line_num + 1
    except csv.Error as fault:
        raise _in_plain_words(str(fault), first, reader.line_num) from None
    except UnicodeDecodeError:
        raise encodings.not_so(encoding, reader.line_num + 1) from None


def _checked(lines: Iterator[str]) -> Iterator[str]:
    """Pass lines on; a NUL would cut texts short further on."""
    for number, line in enumerate(lines, start=1):
        if "\x00" in line:
            raise Refused(
                f"Line {number} holds a NUL character, so this is no text, or not in the encoding "
                "chosen. Save it again as CSV in UTF-8."
            )
        yield line


def _in_plain_words(fault: str, first: int, last: int) -> Refused:
    if "field limit" in fault:
        return Refused(
            f"A cell that begins in line {first} is longer than {LONGEST_CELL:,} characters. "
            "Shorten it; or a quotation mark there is never closed."
        )
    if "unexpected end" in fault:
        return Refused(
            f"A quotation mark that opens in line {first} is never closed. Close it and save."
        )
    if "expected after" in fault:
        return Refused(
            f"In line {last} something follows a closing quotation mark. Write a quotation mark "
            "within a text twice, or choose another separator."
        )
    return Refused(f"Line {last} is not CSV. Save the file again as CSV in UTF-8.")


def _guessed_delimiter(content: bytes, encoding: str) -> str:
    """Return the separator that cuts the first lines into the same number of cells."""
    try:
        head = list(islice(encodings.text_of(content, encoding), _PROBED))
    except UnicodeDecodeError:
        head = []
    hint = head[0].strip().lower() if head else ""
    if hint.startswith(_HINT) and len(hint) == len(_HINT) + 1:
        return hint[-1]
    scores = {one: _score(head, one) for one, _ in DELIMITERS}
    return max(scores, key=lambda one: scores[one])


def _score(head: list[str], delimiter: str) -> tuple[float, int]:
    """Return how alike the lines are cut, and into how many cells."""
    rows: list[list[str]] = []
    try:
        # The last record may go on behind the lines that are looked at.
        rows.extend(row for row in csv.reader(head, delimiter=delimiter) if row)
    except csv.Error:
        return (0.0, 0)
    if not rows:
        return (0.0, 1)
    # The most common length: above the headings may stand a title.
    width, like = Counter(len(row) for row in rows).most_common(1)[0]
    return (round(like / len(rows), 1), width) if width > 1 else (0.0, 1)
