"""What the window may ask of the program around it; bootstrap answers."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from board_app.domain.ids import RecordId
from board_app.services.session import Session

if TYPE_CHECKING:
    from board_app.services.directory import AgencyEntry
    from board_app.services.founding import NewBoard
    from board_app.services.history_rows import HistoryFilter
    from board_app.services.intake.raw import HowToRead, RawTable
    from board_app.services.keeping import Keeping
    from board_app.services.out_list import Written
    from board_app.services.progress import Progress
    from board_app.services.reading import ActionFilter
    from board_app.services.returned import ReturnedFile
    from board_app.services.served import ServedPlace


class PagePicture(NamedTuple):
    """A page drawn as pixels: four bytes each (blue, green, red, unused), rows of `stride`."""

    width: int
    height: int
    stride: int
    pixels: bytes


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


class Memory(Protocol):
    """Where preferences are kept."""

    @property
    def now(self) -> Remembered: ...

    def look(self, *, theme: str, density: str) -> None: ...

    def opened(self, board: Path) -> None: ...

    def opened_served(self, address: str) -> None: ...

    def forget(self, board: str) -> None: ...

    def is_person(self, board_uid: str, person_id: int) -> None: ...


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

    def write_minutes(self, session: Session, meeting_id: RecordId, target: Path) -> None:
        """Write the PDF minutes of a meeting; raises StorageUnavailable."""

    def write_agenda(self, session: Session, meeting_id: RecordId, target: Path) -> None:
        """Write the PDF agenda of a meeting; raises StorageUnavailable."""

    def write_register(
        self, session: Session, target: Path, *, extent: str, agency_id: RecordId | None
    ) -> None:
        """Write the PDF register of action items; raises StorageUnavailable."""

    def write_clearance(self, session: Session, round_id: RecordId, target: Path) -> None:
        """Write the PDF record of a clearance round; raises StorageUnavailable."""

    def write_for_comments(self, session: Session, round_id: RecordId, target: Path) -> None:
        """Write the text of a round as DOCX, for comments; raises StorageUnavailable."""

    def read_comments(self, path: Path) -> "ReturnedFile":
        """Return the comments in a DOCX that came back; raises Refused, StorageUnavailable."""

    def write_review(self, session: Session, review_id: RecordId, target: Path) -> None:
        """Write the PDF of a country review; raises StorageUnavailable."""

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

    def board_from(self, path: Path, source: Path, passphrase: str) -> Session:
        """Make a board file of an exported board; raises Refused."""

    def page_pictures(self, path: Path, dpi: int) -> Iterator[PagePicture]:
        """Return the pages of a PDF as pictures; raises Refused if it can't be read."""

    def suggested_name(self, session: Session, meeting_id: RecordId, kind: str) -> str:
        """Return a file name for "minutes" or "agenda" of a meeting."""

    def read_table(self, path: Path, how: "HowToRead", progress: "Progress") -> "RawTable":
        """Return the table of a foreign file; raises Refused with the line, or Stopped."""
