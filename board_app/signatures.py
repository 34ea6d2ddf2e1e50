"""Signed minutes and the check of signatures, for the window and the command line."""

from collections.abc import Sequence
from pathlib import Path

from board_app import bootstrap
from board_app.documents.files import write_whole
from board_app.domain.base import RecordId
from board_app.domain.errors import Invalid, NotPossible, Refused
from board_app.domain.signature import Checked, Finding
from board_app.joining import joined, page_count, read_pdf
from board_app.services.papers.words import Words
from board_app.services.progress import Progress
from board_app.services.session import Session
from board_app.services.signatures import (
    Begun,
    Done,
    Issuer,
    MinutesToSign,
    Order,
    lines_to_sign,
    wanted_minutes,
)
from board_app.trust import Trusted, issuer_in

_STEPS = 4


class OwnSignatures:
    """Signs and checks with what this person trusts."""

    def __init__(self, folder: Path) -> None:
        self._trusted = Trusted(folder)

    def minutes(self, session: Session, meeting_id: RecordId) -> MinutesToSign:
        """Read approved minutes; raises NotFound, NotPossible or TooHigh."""
        wanted = wanted_minutes(session, meeting_id)
        draft = bootstrap.draft_paper(session, wanted)
        meeting = session.reading.meetings.meeting(meeting_id)
        words = Words.of(session.reading.board.board())
        lines = lines_to_sign(draft.front)
        if not lines:
            raise NotPossible("These minutes have no lines to sign on.")
        return MinutesToSign(draft, lines, meeting.reference, meeting.zone, session.now(), words)

    def begun(self, minutes: MinutesToSign, path: Path) -> Begun:
        """Return who signed a file of these minutes already.

        Raises Invalid if it is not such a file, Refused or StorageUnavailable.
        """
        return joined(minutes, path)[1]

    def sign(self, minutes: MinutesToSign, order: Order, progress: Progress) -> Done:
        """Print, sign, check and write.

        Raises Refused, Invalid, StorageUnavailable, or Stopped, and then nothing was written.
        """
        # The signing library costs 400 ms, which only who signs shall pay.
        from board_app.documents.signature_page import FIELD  # noqa: PLC0415
        from board_app.documents.signing import opened, signed  # noqa: PLC0415

        progress.step(0, _STEPS)
        with opened(order.key) as key:
            progress.step(1, _STEPS)
            words = minutes.words_of(key.name)
            pdf, line, later = _to_be_signed(minutes, order, words)
            progress.step(2, _STEPS)
            reason = order.reason.strip() or f"Minutes {minutes.reference}, approved"
            made = signed(
                pdf,
                f"{FIELD}{line}",
                key,
                reason=reason,
                stamp_server=order.stamp_server.strip(),
                words=later,
            )
        progress.step(3, _STEPS)
        self._must_be_intact(made, key.name)
        progress.step(_STEPS, _STEPS)
        write_whole(made, order.target)
        stamped = ", with a time stamp" if order.stamp_server.strip() else ""
        told = f"Signed by {key.name}{stamped}; the signature was checked."
        return Done(key.name, told, made, page_count(made))

    def check(
        self, path: Path, more: Sequence[bytes] = (), *, asks_issuers: bool = False
    ) -> list[Checked]:
        """Return what every signature of a PDF is worth; raises Refused, StorageUnavailable.

        `more` are certificates to trust this once. With `asks_issuers` they are asked over the
        network whether they withdrew a certificate.
        """
        from board_app.documents.verifying import check_signatures  # noqa: PLC0415  (as above)

        trusted = [*self._trusted.certificates(), *more]
        return check_signatures(read_pdf(path), trusted, asks_issuers=asks_issuers)

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


def _to_be_signed(minutes: MinutesToSign, order: Order, words: str) -> tuple[bytes, int, str]:
    """Return the file, the line to sign on, and what its field must say as the page does not."""
    if order.onto is None:
        line = order.line or 1
        return bootstrap.make_paper(minutes.with_words(words, line)).pdf, line, ""
    pdf, begun = joined(minutes, order.onto)
    line = order.line or begun.free
    if not line:
        raise Invalid(f"{order.onto.name}: each line is signed already.", field="onto")
    minutes.with_words(words, line)  # which knows the lines
    if begun.signers[line - 1]:
        raise Invalid(
            f"Not signed: {begun.signers[line - 1]} signed on this line already.", field="line"
        )
    return pdf, line, words
