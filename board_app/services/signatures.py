"""Signed minutes: what is signed, what stands on its line, and what the window may ask for."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from board_app.domain.base import RecordId
from board_app.domain.document import Document, Pair, SignatureBlock
from board_app.domain.errors import Invalid, NotPossible
from board_app.domain.signature import Checked, Key
from board_app.domain.wall_time import WallTime
from board_app.services.papers.kinds import PaperKind, Wanted
from board_app.services.papers.making import DraftPaper
from board_app.services.papers.words import Words
from board_app.services.session import Session

if TYPE_CHECKING:
    from board_app.services.progress import Progress


@dataclass(frozen=True)
class MinutesToSign:
    """Approved minutes, ready to be printed, with the lines to sign on and the board's time."""

    draft: DraftPaper
    lines: tuple[Pair, ...]
    reference: str
    zone: str
    now: datetime
    words: Words = Words()  # noqa: RUF009  (a frozen value)

    def words_of(self, name: str, at: datetime | None = None) -> str:
        """Return what stands on the line of who signs, now or at a moment on the board's wall."""
        wall = at or WallTime.from_utc(self.now, self.zone).at
        when = f"{self.words.day(wall.date())}, {self.words.clock(wall.time())}"
        return self._said.format(name=name, when=when, zone=self.zone)

    @property
    def around(self) -> tuple[str, str]:
        """Return how what stands on a signed line begins, and how it ends."""
        begin, _, rest = self._said.partition("{name}")
        return begin, rest.partition("{when}")[2].format(zone=self.zone)

    @property
    def _said(self) -> str:
        return self.draft.front.words.signed

    def with_words(self, words: str, line: int) -> DraftPaper:
        """Return the paper with some words on a line, from 1; raises Invalid."""
        if not 1 <= line <= len(self.lines):
            raise Invalid(
                f"There is no line {line} to sign on. Choose one from 1 to {len(self.lines)}.",
                field="line",
            )
        said = [""] * len(self.lines)
        said[line - 1] = words
        blocks = tuple(
            replace(block, signed=tuple(said)) if isinstance(block, SignatureBlock) else block
            for block in self.draft.front.blocks
        )
        return replace(self.draft, document=replace(self.draft.front, blocks=blocks))


@dataclass(frozen=True)
class Order:
    """How minutes are to be signed: with which key, on which line, and where they are kept.

    With `onto` the signature joins those of a file that was signed already. Without a line it is
    the first one that nobody signed.
    """

    key: Key
    target: Path
    line: int | None = None
    stamp_server: str = ""
    reason: str = ""
    onto: Path | None = None


class Done(NamedTuple):
    """Minutes that were signed and written: by whom, and what is to be told of it."""

    name: str
    told: str
    pdf: bytes
    pages: int


class Begun(NamedTuple):
    """Minutes that somebody signed already: by whom each line is signed, "" for nobody."""

    signers: tuple[str, ...]

    @property
    def free(self) -> int:
        """Return the first line, from 1, that nobody signed; 0 if there is none."""
        return next((at for at, name in enumerate(self.signers, 1) if not name), 0)


class Issuer(NamedTuple):
    """One who may vouch for signers on this computer."""

    sha256: str
    name: str
    ends_on: date

    @property
    def id(self) -> str:
        """Return what tells it from the others of a list."""
        return self.sha256


class Signatures(Protocol):
    """Signs minutes and checks signatures; needs no board but for reading the minutes."""

    def minutes(self, session: Session, meeting_id: RecordId) -> MinutesToSign:
        """Read approved minutes; raises NotFound, NotPossible or TooHigh."""

    def begun(self, minutes: MinutesToSign, path: Path) -> Begun:
        """Return who signed a file of these minutes already.

        Raises Invalid if it is not such a file, Refused or StorageUnavailable.
        """

    def sign(self, minutes: MinutesToSign, order: Order, progress: "Progress") -> Done:
        """Print, sign, check and write.

        Raises Refused, Invalid, StorageUnavailable, or Stopped, and then nothing was written.
        """

    def check(self, path: Path, *, asks_issuers: bool = False) -> list[Checked]:
        """Return what every signature of a PDF is worth; raises Refused, StorageUnavailable.

        With `asks_issuers` they are asked over the network whether they withdrew a certificate.
        """

    def trusted(self) -> Sequence[Issuer]:
        """Return who is trusted on this computer, by name."""

    def issuer(self, path: Path) -> Issuer:
        """Return whose certificate a file holds; raises Refused or StorageUnavailable."""

    def trust(self, path: Path, sha256: str) -> Issuer:
        """Trust the issuer in a certificate file that was looked at before.

        Raises Refused or StorageUnavailable.
        """

    def trust_no_more(self, sha256: str) -> None:
        """Take somebody off the list; raises StorageUnavailable."""


def wanted_minutes(session: Session, meeting_id: RecordId) -> Wanted:
    """Return the paper that is signed; raises NotFound, or NotPossible if it is not approved."""
    if session.reading.clearance.approval(meeting_id) is None:
        reference = session.reading.meetings.meeting(meeting_id).reference
        raise NotPossible(
            f"The minutes {reference} are not approved yet. Signed is what was approved."
        )
    return Wanted(kind=PaperKind.MINUTES, id=meeting_id)


def lines_to_sign(document: Document) -> tuple[Pair, ...]:
    """Return office and name of each line that a document has to sign on."""
    blocks = (block for block in document.blocks if isinstance(block, SignatureBlock))
    return next((block.signers for block in blocks), ())
