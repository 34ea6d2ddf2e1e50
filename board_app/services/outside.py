"""What the window may ask of the program around it; bootstrap answers."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from board_app.domain.ids import RecordId
from board_app.services.session import InTurn, Session

if TYPE_CHECKING:
    from board_app.services.attachment_check import TakenPaper
    from board_app.services.directory import AgencyEntry
    from board_app.services.founding import NewBoard
    from board_app.services.history_rows import HistoryFilter
    from board_app.services.intake.raw import HowToRead, RawTable
    from board_app.services.keeping import Keeping
    from board_app.services.out_list import Written
    from board_app.services.papers.kinds import Wanted
    from board_app.services.papers.making import DraftPaper, MadePaper
    from board_app.services.papers.release import Release
    from board_app.services.progress import Progress
    from board_app.services.reading import ActionFilter
    from board_app.services.returned import ReturnedFile
    from board_app.services.served import ServedPlace
    from board_app.services.signatures import Signatures


class PagePicture(NamedTuple):
    """A page drawn as pixels: four bytes each (blue, green, red, unused), rows of `stride`."""

    width: int
    height: int
    stride: int
    pixels: bytes


class Box(NamedTuple):
    """A place on a page, in points from its upper left corner."""

    left: float
    top: float
    width: float
    height: float


class OutlineEntry(NamedTuple):
    """A title to jump to: how deep it stands, its page from 0, and how far down, in points."""

    title: str
    level: int
    page: int
    top: float


class PaperPages(Protocol):
    """The pages of an open PDF; numbers begin with 0, sizes are in points."""

    @property
    def sizes(self) -> tuple[tuple[float, float], ...]:
        """Return width and height of every page."""

    def picture(self, number: int, dpi: float) -> PagePicture:
        """Return a page as a picture; raises NotFound or Refused."""

    def text(self, number: int) -> str:
        """Return the words of a page."""

    def found(self, number: int, words: str) -> tuple[tuple[Box, ...], ...]:
        """Return the places of some words on a page, each as one box a line."""

    def outline(self) -> tuple[OutlineEntry, ...]:
        """Return what the PDF offers to jump to."""

    def close(self) -> None:
        """Forget the pages."""


class Remembered(Protocol):
    """The preferences as the window reads them."""

    @property
    def theme(self) -> str:
        """Return "light", "dark" or "system"."""

    @property
    def density(self) -> str:
        """Return "comfortable" or "compact"."""

    @property
    def recent(self) -> tuple[str, ...]:
        """Return paths of boards, the last opened first."""

    @property
    def people(self) -> dict[str, int]:
        """Return who this person is, by board uid."""

    @property
    def sign_driver(self) -> str:
        """Return the driver of the card or token that was signed with last."""

    @property
    def stamp_server(self) -> str:
        """Return the time-stamp server that was asked last."""

    @property
    def asks_issuers(self) -> bool:
        """Tell whether a check of signatures asks issuers over the network."""


class Memory(Protocol):
    """Where preferences are kept."""

    @property
    def now(self) -> Remembered: ...

    def look(self, *, theme: str, density: str) -> None: ...

    def opened(self, board: Path) -> None: ...

    def opened_served(self, address: str) -> None: ...

    def forget(self, board: str) -> None: ...

    def is_person(self, board_uid: str, person_id: int) -> None: ...

    def signed_with(self, *, driver: str, stamp_server: str) -> None: ...

    def check_with(self, *, asks_issuers: bool) -> None: ...


class Secrets(Protocol):
    """The keyring of the person's own login; `place` is a board's path or address."""

    @property
    def is_there(self) -> bool:
        """Tell whether this computer has one; looking for it may take a second."""

    def known(self, place: str) -> str:
        """Return what is kept for a board, "" for nothing."""

    def keep(self, place: str, passphrase: str) -> None: ...

    def forget(self, place: str) -> None: ...


class Outside(Protocol):
    """Files, documents and calendars, as far as the window needs them."""

    @property
    def memory(self) -> Memory: ...

    @property
    def secrets(self) -> Secrets: ...

    @property
    def keeping(self) -> "Keeping":
        """Return what keeps boards from being lost."""

    @property
    def signatures(self) -> "Signatures":
        """Return what signs minutes and checks signatures."""

    def open_board(self, path: Path, passphrase: str) -> Session:
        """Open a board file; raises the known errors."""

    def open_served(self, place: "ServedPlace", passphrase: str) -> Session:
        """Open a board on a server; raises the known errors."""

    def write_as_file(self, session: Session, path: Path, passphrase: str) -> None:
        """Write an open board into a new encrypted file; raises the known errors."""

    def new_board(self, path: Path, wanted: "NewBoard") -> Session:
        """Make a board file; raises the known errors."""

    def sample_board(self, path: Path) -> Session:
        """Make the sample board, passphrase "sample"; raises the known errors."""

    def recovery_code(self, path: Path, passphrase: str) -> str:
        """Return the code that opens the board without its passphrase."""

    def offered_agencies(self) -> "tuple[AgencyEntry, ...]":
        """Return the agencies that a new board may start with."""

    def zones(self) -> tuple[str, ...]:
        """Return the names of the time zones."""

    def holidays_on(self, days: Sequence[date], country: str) -> dict[date, str]:
        """Return the public holidays among some days."""

    def draft_paper(
        self, session: Session, wanted: "Wanted", release: "Release | None" = None
    ) -> "DraftPaper":
        """Read a paper from the board; raises NotFound."""

    def make_paper(
        self, draft: "DraftPaper", progress: "Progress", before: "MadePaper | None" = None
    ) -> "MadePaper":
        """Print a paper, which stays in memory; needs no board. Raises Stopped.

        `before` is the same paper for other readers: its enclosures are not checked again.
        """

    def draft_copies(self, session: Session, wanted: "Wanted") -> "list[DraftPaper]":
        """Read a paper once for each agency; raises NotFound, Invalid or TooHigh."""

    def write_copies(self, drafts: "list[DraftPaper]", folder: Path, progress: "Progress") -> str:
        """Write papers into a folder, all or none, and return what is to be told of them.

        Needs no board. Raises Stopped or StorageUnavailable.
        """

    def paper_pages(self, pdf: bytes | Path) -> PaperPages:
        """Open a PDF to look at it; raises Refused if it is none or has no pages."""

    def write_paper(self, pdf: bytes, target: Path) -> None:
        """Write a file whole or not at all; raises StorageUnavailable."""

    def read_scheme(self, path: Path) -> str:
        """Return the text of a marking scheme; raises Refused with the place of a mistake."""

    def write_scheme(self, session: Session, target: Path) -> None:
        """Write the marking scheme in force, to be edited; raises StorageUnavailable."""

    def write_for_comments(self, session: Session, round_id: RecordId, target: Path) -> None:
        """Write the text of a round as DOCX, for comments; raises StorageUnavailable."""

    def read_comments(self, path: Path) -> "ReturnedFile":
        """Return the comments in a DOCX that came back; raises Refused, StorageUnavailable."""

    def write_list(
        self,
        session: Session,
        name: str,
        target: Path,
        wanted: "ActionFilter | HistoryFilter | None",
    ) -> "Written":
        """Write a list as XLSX or CSV; raises Refused or StorageUnavailable."""

    def export_board(self, session: Session, target: Path) -> None:
        """Write the whole board as JSON; raises StorageUnavailable."""

    def years_of_records(self, session: Session) -> list[int]:
        """Return the years that records for an archive can be taken of, the newest first."""

    def write_transfer(
        self, read: InTurn, year: int, target: Path, schedule: str, progress: "Progress"
    ) -> str:
        """Write the records of a year for an archive, and return what is told of it.

        Raises NotFound, TooHigh, Stopped or StorageUnavailable.
        """

    def board_from(self, path: Path, source: Path, passphrase: str) -> Session:
        """Make a board file of an exported board; raises Refused."""

    def read_table(self, path: Path, how: "HowToRead", progress: "Progress") -> "RawTable":
        """Return the table of a foreign file; raises Refused with the line, or Stopped."""

    def take_paper(self, path: Path, progress: "Progress") -> "TakenPaper":
        """Return a file as it may be attached, checked; raises the known errors, or Stopped."""

    def write_attachment(self, session: Session, attachment_id: RecordId, target: Path) -> None:
        """Write a paper as it was attached; raises NotFound or StorageUnavailable."""
