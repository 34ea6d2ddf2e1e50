"""The child that reads a paper: bytes in, a line of JSON and a PDF out, with limits.

Run as `python -m board_app.exchange.attachment.child JSON`; only `door` does.
"""

import json
import logging
import sys
from typing import Any, NamedTuple

from board_app.domain.attachment import Media
from board_app.exchange.attachment.refusing import UnfitPaper
from board_app.exchange.surroundings import limit
from board_app.services.attachment_check import Cause, Report


class _Asked(NamedTuple):
    kind: Media
    paper: str
    memory: int
    seconds: int
    pages: int
    reads: bool


def _asked(text: str) -> _Asked:
    given = json.loads(text)
    memory, seconds, _, pages, _ = given["limits"]
    return _Asked(Media(given["kind"]), given["paper"], memory, seconds, pages, given["reads"])


def _made(content: bytes, asked: _Asked) -> tuple[bytes, Report]:
    """Return the clean PDF with its report; raises UnfitPaper and whatever a library raises."""
    if asked.kind is Media.PDF:
        from board_app.exchange.attachment.pdf import cleaned  # noqa: PLC0415  (60 ms, for a PDF)

        return cleaned(content, most_pages=asked.pages)
    from board_app.exchange.attachment.picture import on_a_page  # noqa: PLC0415  (for a picture)

    return on_a_page(content, asked.kind, asked.paper)


def _words(pdf: bytes, asked: _Asked) -> list[str]:
    """Return the words of each page of what was made, if they are asked for."""
    if not asked.reads or asked.kind is not Media.PDF:
        return []
    from board_app.exchange.attachment.reading import words_of  # noqa: PLC0415  (90 ms, for a book)

    return words_of(pdf)


def main() -> int:
    """Read from the standard input; whatever goes wrong is one answer, never a traceback."""
    asked = _asked(sys.argv[1])
    logging.disable()  # what a library says of a paper is for nobody
    limit(asked.memory, asked.seconds)
    content = sys.stdin.buffer.read()
    pdf = b""
    try:
        pdf, report = _made(content, asked)
        texts = _words(pdf, asked)
        # Any: what JSON can say.
        head: dict[str, Any] = {**report._asdict(), "size": len(pdf), "texts": texts}
    except UnfitPaper as answer:
        head = answer.unfit._asdict()
    except MemoryError:
        head = {
            "cause": Cause.GREEDY,
            "reason": "It needs more memory than a paper may take. Print it to a new PDF and "
            "attach that.",
        }
    except Exception:  # noqa: BLE001  (a hostile file can break the library anywhere)
        head = {
            "cause": Cause.DAMAGED,
            "reason": "It is so damaged that it can't be read. Get it again, or print it to a "
            "new PDF.",
        }
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + pdf)
    sys.stdout.buffer.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
