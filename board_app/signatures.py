"""Signed minutes and the check of signatures, for the window and the command line."""

import re
from collections.abc import Sequence
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
    Issuer,
    MinutesToSign,
    Order,
    lines_to_sign,
    wanted_minutes,
)
from board_app.trust import Trusted, issuer_in

_STEPS = 4
_MOST = 300_000_000  # bytes of a PDF
_ON_THE_LINE = re.compile(r"Signed by .{1,200}? \([A-Za-z0-9_+/ -]{1,60}\)")


class OwnSignatures:
    """Signs and checks with what this person trusts."""

    def __init__(self, folder: Path) -> None:
        self._trusted = Trusted(folder)

    def minutes(self, session: Session, meeting_id: RecordId) -> MinutesToSign:
        """Read approved minutes; raises NotFound, NotPossible or TooHigh."""
        wanted = wanted_minutes(session, meeting_id)
        draft = bootstrap.draft_paper(session, wanted)
        meeting = session.reading.meetings.meeting(meeting_id)
        lines = lines_to_sign(draft.document)
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
    """Return a file that was signed already, if it holds these minutes; raises Refused."""
    from board_app.documents.verifying import check_signatures  # noqa: PLC0415  (as above)

    pdf = _read(path)
    found = check_signatures(pdf)
    if not found:
        raise Invalid(f"{path.name} is not signed yet. Leave this empty.", field="onto")
    if any(one.finding is Finding.CHANGED for one in found):
        raise Invalid(f"{path.name} was changed after it was signed.", field="onto")
    if _words(pdf) != _words(_printed(minutes.draft)):
        raise Invalid(
            f"{path.name} does not hold the approved minutes {minutes.reference}, word for word.",
            field="onto",
        )
    return pdf


def _words(pdf: bytes) -> str:
    """Return the words of a file but for those that say who signed."""
    from board_app.documents.preview import PdfPages  # noqa: PLC0415  (pypdfium2: 90 ms)

    pages = PdfPages(pdf)
    try:
        texts = [pages.text(number) for number in range(len(pages.sizes))]
    finally:
        pages.close()
    return "".join(_ON_THE_LINE.sub("", " ".join(" ".join(texts).split())).split())


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(_MOST + 1)
    except (OSError, ValueError) as error:
        raise StorageUnavailable(f"{path.name} can't be read. Is it still there?") from error
    if len(data) > _MOST:
        raise Refused(f"{path.name} is too large to be checked here.")
    return data
