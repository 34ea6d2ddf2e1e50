"""The window's way to files, documents and calendars."""

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from board_app import bootstrap, logs, paths
from board_app.almanac import Almanac
from board_app.domain.ids import RecordId
from board_app.os_keyring import OsKeyring
from board_app.services.outside import Secrets
from board_app.services.ports import Clock
from board_app.services.session import InTurn, Session
from board_app.settings import Settings
from db import file
from db.keys import KeyAhead

if TYPE_CHECKING:
    from board_app.keeping import FileKeeping
    from board_app.services.attachment_check import TakenPaper
    from board_app.services.directory import AgencyEntry
    from board_app.services.founding import NewBoard
    from board_app.services.history_rows import HistoryFilter
    from board_app.services.intake.raw import HowToRead, RawTable
    from board_app.services.out_list import Written
    from board_app.services.outside import PaperPages
    from board_app.services.papers.kinds import Wanted
    from board_app.services.papers.making import DraftPaper, MadePaper
    from board_app.services.papers.release import Release
    from board_app.services.progress import Progress
    from board_app.services.reading import ActionFilter
    from board_app.services.returned import ReturnedFile
    from board_app.services.served import ServedPlace
    from board_app.signatures import OwnSignatures


class Program:
    """Answers the window with what bootstrap knows."""

    def __init__(
        self,
        memory: Settings,
        clock: Clock,
        ahead: KeyAhead | None = None,
        *,
        backups: Path | None = None,
        secrets: "Secrets | None" = None,
    ) -> None:
        self._memory = memory
        self._ahead = ahead
        self._clock = clock
        self._almanac = Almanac()
        self._backups = backups or memory.folder / "backups"
        self._secrets: Secrets = secrets or OsKeyring()

    @property
    def secrets(self) -> "Secrets":
        return self._secrets

    @cached_property
    def keeping(self) -> "FileKeeping":
        from board_app.keeping import FileKeeping  # noqa: PLC0415  (not for the first page)

        return FileKeeping(self._backups, self._clock)

    @cached_property
    def signatures(self) -> "OwnSignatures":
        from board_app.signatures import OwnSignatures  # noqa: PLC0415  (as above)

        return OwnSignatures(self._memory.folder / "trusted")

    @property
    def memory(self) -> Settings:
        return self._memory

    def open_board(self, path: Path, passphrase: str) -> Session:
        return bootstrap.open_board(path, passphrase, self._clock, ahead=self._ahead)

    def open_served(self, place: "ServedPlace", passphrase: str) -> Session:
        return bootstrap.open_served(place, passphrase, self._clock)

    def write_as_file(self, session: Session, path: Path, passphrase: str) -> None:
        bootstrap.write_as_file(session, path, passphrase, self._clock)

    def new_board(self, path: Path, wanted: "NewBoard") -> Session:
        return bootstrap.new_board(path, wanted, self._clock)

    def sample_board(self, path: Path) -> Session:
        from board_app.sample import build_sample  # noqa: PLC0415  (60 kB of story, rarely wanted)

        build_sample(path).store.close()
        return self.open_board(path, "sample")

    def recovery_code(self, path: Path, passphrase: str) -> str:
        return file.recovery_code(path, passphrase)

    def offered_agencies(self) -> "tuple[AgencyEntry, ...]":
        return bootstrap.offered_agencies()

    def zones(self) -> tuple[str, ...]:
        return self._almanac.zones()

    def holidays_on(self, days: Sequence[date], country: str) -> dict[date, str]:
        return self._almanac.holidays_on(days, country)

    def draft_paper(
        self, session: Session, wanted: "Wanted", release: "Release | None" = None
    ) -> "DraftPaper":
        return bootstrap.draft_paper(session, wanted, release)

    def make_paper(
        self, draft: "DraftPaper", progress: "Progress", before: "MadePaper | None" = None
    ) -> "MadePaper":
        return bootstrap.make_paper(draft, progress, before)

    def draft_copies(self, session: Session, wanted: "Wanted") -> "list[DraftPaper]":
        return bootstrap.draft_copies(session, wanted)

    def write_copies(self, drafts: "list[DraftPaper]", folder: Path, progress: "Progress") -> str:
        return bootstrap.write_copies(drafts, folder, progress)

    def paper_pages(self, pdf: bytes | Path) -> "PaperPages":
        from board_app.documents.preview import PdfPages  # noqa: PLC0415  (pypdfium2: 90 ms)

        return PdfPages(pdf)

    def write_paper(self, pdf: bytes, target: Path) -> None:
        from board_app.documents.files import write_whole  # noqa: PLC0415  (with a paper only)

        write_whole(pdf, target)

    def read_scheme(self, path: Path) -> str:
        from board_app.exchange.scheme_file import read_scheme  # noqa: PLC0415  (rarely wanted)

        return read_scheme(path)

    def write_scheme(self, session: Session, target: Path) -> None:
        bootstrap.write_scheme(session, target)

    def write_for_comments(self, session: Session, round_id: RecordId, target: Path) -> None:
        bootstrap.write_for_comments(session, round_id, target)

    def read_comments(self, path: Path) -> "ReturnedFile":
        from board_app.exchange.comments import read_comments  # noqa: PLC0415  (for an import)

        return read_comments(path)

    def write_list(
        self,
        session: Session,
        name: str,
        target: Path,
        wanted: "ActionFilter | HistoryFilter | None",
    ) -> "Written":
        return bootstrap.write_list(session, name, target, wanted)

    def export_board(self, session: Session, target: Path) -> None:
        bootstrap.export_board(session, target)

    def years_of_records(self, session: Session) -> list[int]:
        from board_app.services.transfer import years_of  # noqa: PLC0415  (rarely wanted)

        return years_of(session.reading)

    def write_transfer(
        self, read: InTurn, year: int, target: Path, schedule: str, progress: "Progress"
    ) -> str:
        from board_app.transfer import write_transfer  # noqa: PLC0415  (rarely wanted)

        return write_transfer(read, year, target, schedule=schedule, progress=progress)

    def board_from(self, path: Path, source: Path, passphrase: str) -> Session:
        return bootstrap.board_from(path, source, passphrase, self._clock)

    def read_table(self, path: Path, how: "HowToRead", progress: "Progress") -> "RawTable":
        from board_app.exchange.files import read_table  # noqa: PLC0415  (for an import only)

        return read_table(path, how, progress)

    def take_paper(self, path: Path, progress: "Progress") -> "TakenPaper":
        from board_app.exchange.attachment.taking import taken  # noqa: PLC0415  (as above)

        return taken(path, progress)

    def write_attachment(self, session: Session, attachment_id: RecordId, target: Path) -> None:
        bootstrap.write_attachment(session, attachment_id, target)


def run_window(
    path: "Path | ServedPlace | None",
    passphrase: str | None = None,
    *,
    ahead: KeyAhead | None = None,
) -> int:
    """Show the window, on a board if a path is given; returns the exit code."""
    from ui import app  # noqa: PLC0415  (Qt is loaded only when a window is wanted)

    logs.write_to(paths.log_file())
    return app.run(_program(ahead), path, passphrase)


def take_pictures(
    path: Path, passphrase: str, folder: Path, *, theme: str, size: tuple[int, int]
) -> list[Path]:
    """Write a PNG of every page of a board; returns their paths."""
    from ui import pictures  # noqa: PLC0415  (as above)

    return pictures.take(_program(), path, passphrase, folder, theme=theme, size=size)


def _program(ahead: KeyAhead | None = None) -> Program:
    clock = bootstrap.clock_from_environment()
    memory = Settings(paths.settings_file())
    return Program(memory, clock, ahead, backups=paths.backups_folder())
