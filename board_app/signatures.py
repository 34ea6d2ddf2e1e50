"""Signed minutes and the check of signatures, for the window and the command line."""

import re
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path

from board_app import bootstrap
from board_app.documents.files import write_whole
from board_app.domain.base import RecordId
from board_app.domain.errors import Invalid, NotPossible, Refused, StorageUnavailable
from board_app.domain.signature import Checked, Finding
from board_app.services.papers.making import DraftPaper
from board_app.services.progress import Progress
from board_app.services.session import Session
from board_app.services.signatures import (
    SIGNED_BY,
    Issuer,
    MinutesToSign,
    Order,
    lines_to_sign,
    wanted_minutes,
)
from board_app.trust import Trusted, issuer_in

_STEPS = 4
_MOST = 300_000_000  # bytes of a PDF
_TRIES = 5
_LONGEST = 300  # letters that stand on a line
_CREATED = re.compile(rb"<xmp:CreateDate>([0-9TZ:-]{10,30})</xmp:CreateDate>")


class OwnSignatures:
    """Signs and checks with what this person trusts."""

    def __init__(self, folder: Path) -> None:
        self._trusted = Trusted(folder)

    def minutes(self, session: Session, meeting_id: RecordId) -> MinutesToSign:
        """Read approved minutes; raises NotFound, NotPossible or TooHigh."""
        wanted = wanted_minutes(session, meeting_id)
        draft = bootstrap.draft_paper(session, wanted)
        meeting = session.reading.meetings.meeting(meeting_id)
        lines = lines_to_sign(draft.front)
        if not lines:
            raise NotPossible("These minutes have no lines to sign on.")
        return MinutesToSign(draft, lines, meeting.reference, meeting.zone, session.now())

    def sign(self, minutes: MinutesToSign, order: Order, progress: Progress) -> str:
        """Print, sign, check and write; returns what is to be told of it.

        Raises Refused, Invalid, StorageUnavailable, or Stopped, and then nothing was written.
        """
        # The signing library costs 400 ms, which only who signs shall pay.
        from board_app.documents.signature_page import FIELD  # noqa: PLC0415
        from board_app.documents.signing import opened, signed  # noqa: PLC0415

        progress.step(0, _STEPS)
        with opened(order.key) as key:
            said = minutes.signed_by(key.name, order.line)
            progress.step(1, _STEPS)
            pdf = _printed(said) if order.onto is None else _to_be_joined(minutes, order.onto)
            progress.step(2, _STEPS)
            reason = order.reason.strip() or f"Minutes {minutes.reference}, approved"
            field = f"{FIELD}{order.line}"
            made = signed(pdf, field, key, reason=reason, stamp_server=order.stamp_server.strip())
        progress.step(3, _STEPS)
        self._must_be_intact(made, key.name)
        progress.step(_STEPS, _STEPS)
        write_whole(made, order.target)
        stamped = ", with a time stamp" if order.stamp_server.strip() else ""
        return f"Signed by {key.name}{stamped}; the signature was checked."

    def check(self, path: Path, more: Sequence[bytes] = ()) -> list[Checked]:
        """Return what every signature of a PDF is worth; raises Refused, StorageUnavailable.

        `more` are certificates to trust this once.
        """
        from board_app.documents.verifying import check_signatures  # noqa: PLC0415  (as above)

        return check_signatures(_read(path), [*self._trusted.certificates(), *more])

    def trusted(self) -> list[Issuer]:
        return self._trusted.issuers()

    def issuer(self, path: Path) -> Issuer:
        return issuer_in(path)

    def trust(self, path: Path, sha256: str) -> Issuer:
        return self._trusted.add(path, sha256)

    def trust_no_more(self, sha256: str) -> None:
        self._trusted.remove(sha256)

    def _must_be_intact(self, made: bytes, name: str) -> None:
        from board_app.documents.verifying import check_signatures  # noqa: PLC0415  (as above)

        found = check_signatures(made, self._trusted.certificates())
        is_there = any(one.signer == name for one in found)
        if not is_there or any(one.finding is Finding.CHANGED for one in found):
            raise Refused(
                "Not signed: the signature does not hold when it is checked. Nothing was written."
            )


def _printed(draft: DraftPaper) -> bytes:
    return bootstrap.make_paper(draft).pdf


def _to_be_joined(minutes: MinutesToSign, path: Path) -> bytes:
    """Return a file that was signed already, if it holds these minutes; raises Invalid."""
    from board_app.documents.verifying import check_signatures  # noqa: PLC0415  (as above)

    pdf = _read(path)
    found = check_signatures(pdf)
    if not found:
        raise Invalid(f"{path.name} is not signed yet. Leave this empty.", field="onto")
    if any(one.finding is Finding.CHANGED for one in found):
        raise Invalid(f"{path.name} was changed after it was signed.", field="onto")
    if not _begins_with(pdf, minutes):
        raise Invalid(
            f"{path.name} does not hold the approved minutes {minutes.reference} as they are "
            "printed here today. Sign them afresh and leave this empty.",
            field="onto",
        )
    return pdf


def _begins_with(pdf: bytes, minutes: MinutesToSign) -> bool:
    """Tell whether a file is the minutes to the byte, but for the signatures behind them.

    They are printed once more with the moment and the words of the first signature: whoever joins
    it signs what the board says, whatever else a file could show.
    """
    from board_app.documents.pdf import render_pdf  # noqa: PLC0415  (as above)
    from board_app.documents.preview import PdfPages  # noqa: PLC0415  (as above)

    pages = PdfPages(pdf)
    try:
        texts = [pages.text(number) for number in range(len(pages.sizes))]
    finally:
        pages.close()
    created = _created_on(pdf)
    if created is None:
        return False
    for words in _said_on_lines(" ".join(" ".join(texts).split()), minutes.zone):
        for line in range(1, len(minutes.lines) + 1):
            printed = BytesIO()
            draft = minutes.with_words(words, line)
            render_pdf(draft.front, printed, created=created)
            if pdf.startswith(printed.getvalue()):
                return True
    return False


def _said_on_lines(text: str, zone: str) -> list[str]:
    """Return what may stand on a line, the last first: the page to sign is the last one."""
    end = f" ({zone})"
    starts = [found.start() for found in re.finditer(SIGNED_BY, text)][-_TRIES:]
    found = (text[at : text.find(end, at) + len(end)] for at in reversed(starts))
    return [one for one in found if one.endswith(end) and len(one) <= _LONGEST]


def _created_on(pdf: bytes) -> datetime | None:
    """Return when one of our own files says it was made, None if it says nothing."""
    found = _CREATED.search(pdf)
    try:
        return datetime.fromisoformat(found[1].decode()) if found else None
    except ValueError:
        return None


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(_MOST + 1)
    except (OSError, ValueError) as error:
        raise StorageUnavailable(f"{path.name} can't be read. Is it still there?") from error
    if len(data) > _MOST:
        raise Refused(f"{path.name} is too large to be checked here.")
    return data
