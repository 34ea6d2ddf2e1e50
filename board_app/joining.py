"""A file that somebody signed already: whether it holds the board's minutes, and who signed it."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from io import BytesIO
from itertools import product
from pathlib import Path

from board_app.domain.errors import Invalid, Refused, StorageUnavailable
from board_app.domain.signature import Finding
from board_app.services.papers.words import Words
from board_app.services.signatures import Begun, MinutesToSign

_MOST = 300_000_000  # bytes of a PDF
_TRIES = 5
_LONGEST = 300  # letters that stand on a line
_YEAR = re.compile(r"20\d\d")
# Without blanks: ", 14:05", in French ", 14 h 05".
_CLOCK = re.compile(r",([01]?\d|2[0-3])[:h]([0-5]\d)")
_CREATED = re.compile(rb"<xmp:CreateDate>([0-9TZ:-]{10,30})</xmp:CreateDate>")


def joined(minutes: MinutesToSign, path: Path) -> tuple[bytes, Begun]:
    """Return a file that was signed already, if it holds these minutes, and who signed it.

    Raises Invalid, Refused or StorageUnavailable.
    """
    # The signing library costs 400 ms, which only who signs shall pay.
    from board_app.documents.signature_page import FIELD  # noqa: PLC0415
    from board_app.documents.verifying import check_signatures  # noqa: PLC0415

    pdf = read_pdf(path)
    found = check_signatures(pdf)
    if not found:
        raise Invalid(f"{path.name} is not signed yet. Leave this empty.", field="onto")
    if any(one.finding is Finding.CHANGED for one in found):
        raise Invalid(f"{path.name} was changed after it was signed.", field="onto")
    if not _begins_with(pdf, minutes, (one.signer for one in found)):
        raise Invalid(
            f"{path.name} does not hold the approved minutes {minutes.reference} as they are "
            "printed here today. Sign them afresh and leave this empty.",
            field="onto",
        )
    signers = {one.field: one.signer for one in found}
    fields = (f"{FIELD}{line}" for line in range(1, len(minutes.lines) + 1))
    return pdf, Begun(tuple(signers.get(field, "") for field in fields))


def _begins_with(pdf: bytes, minutes: MinutesToSign, signers: Iterable[str]) -> bool:
    """Tell whether a file is the minutes to the byte, but for the signatures behind them.

    They are printed once more with the moment and the words of the first signature: whoever joins
    it signs what the board says, whatever else a file could show.
    """
    from board_app.documents.pdf import render_pdf  # noqa: PLC0415  (as above)
    from board_app.documents.preview import PdfPages  # noqa: PLC0415  (as above)

    created = _created_on(pdf)
    if created is None:
        return False
    pages = PdfPages(pdf)
    try:
        text = "".join(pages.text(number) for number in range(len(pages.sizes)))
    finally:
        pages.close()
    names, lines = tuple(dict.fromkeys(signers)), range(1, len(minutes.lines) + 1)
    for at, name, line in product(_moments(text, minutes), names, lines):
        printed = BytesIO()
        draft = minutes.with_words(minutes.words_of(name, at), line)
        render_pdf(draft.front, printed, created=created)
        if pdf.startswith(printed.getvalue()):
            return True
    return False


def _moments(text: str, minutes: MinutesToSign) -> list[datetime]:
    """Return when a text says that it was signed, the last first: the page to sign is the last.

    Blanks tell nothing here: a line may be broken anywhere, and French has fixed ones.
    """
    begin, end = (_squeezed(part) for part in minutes.around)
    pattern = f"{re.escape(begin)}(.{{1,{_LONGEST}}}?){re.escape(end)}"
    found = re.findall(pattern, _squeezed(text))[-_TRIES:]
    moments = (_moment(one, minutes.words) for one in reversed(found))
    return [one for one in moments if one is not None]


def _moment(said: str, words: Words) -> datetime | None:
    """Return the moment at the end of what stands on a line, None if there is none."""
    for year in reversed(_YEAR.findall(said)):
        first = date(int(year), 1, 1)
        for day in (first + timedelta(days=number) for number in range(366)):
            name, is_there, rest = said.rpartition(_squeezed(words.day(day)))
            clock = _CLOCK.fullmatch(rest) if is_there else None
            # The 1st stands within the 21st as well.
            if clock is not None and not name[-1:].isdigit():
                return datetime.combine(day, time(int(clock[1]), int(clock[2])))
    return None


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _created_on(pdf: bytes) -> datetime | None:
    """Return when one of our own files says it was made, None if it says nothing."""
    found = _CREATED.search(pdf)
    try:
        return datetime.fromisoformat(found[1].decode()) if found else None
    except ValueError:
        return None


def page_count(pdf: bytes) -> int:
    """Return the number of pages; raises Refused if this is no PDF."""
    from board_app.documents.preview import PdfPages  # noqa: PLC0415  (as above)

    pages = PdfPages(pdf)
    try:
        return len(pages.sizes)
    finally:
        pages.close()


def read_pdf(path: Path) -> bytes:
    """Return a PDF's bytes; raises Refused or StorageUnavailable."""
    try:
        with path.open("rb") as file:
            data = file.read(_MOST + 1)
    except (OSError, ValueError) as error:
        raise StorageUnavailable(f"{path.name} can't be read. Is it still there?") from error
    if len(data) > _MOST:
        raise Refused(f"{path.name} is too large to be checked here.")
    return data
