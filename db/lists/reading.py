"""All reads of an open board in one place."""

from functools import cached_property
from typing import TYPE_CHECKING

from db.engine import Engine
from db.lists.actions import ActionLists
from db.lists.board import BoardLists
from db.lists.directory import DirectoryLists
from db.lists.history import HistoryLists
from db.lists.meetings import MeetingLists
from db.lists.minutes import MinutesLists

if TYPE_CHECKING:
    from db.lists.attachments import AttachmentLists
    from db.lists.bin import BinLists
    from db.lists.clearance import ClearanceLists
    from db.lists.countries import CountryLists
    from db.lists.intake import IntakeLists
    from db.lists.search import SearchLists


class SqlReading:
    """The themes, over one engine."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.board = BoardLists(engine)
        self.directory = DirectoryLists(engine)
        self.meetings = MeetingLists(engine)
        self.minutes = MinutesLists(engine)
        self.actions = ActionLists(engine)
        self.history = HistoryLists(engine)

    @cached_property
    def countries(self) -> "CountryLists":
        from db.lists.countries import CountryLists  # noqa: PLC0415  (not for the first screen)

        return CountryLists(self._engine)

    @cached_property
    def search(self) -> "SearchLists":
        from db.lists.search import SearchLists  # noqa: PLC0415  (not for the first screen)

        return SearchLists(self._engine)

    @cached_property
    def intake(self) -> "IntakeLists":
        from db.lists.intake import IntakeLists  # noqa: PLC0415  (for an import only)

        return IntakeLists(self._engine)

    @cached_property
    def attachments(self) -> "AttachmentLists":
        from db.lists.attachments import AttachmentLists  # noqa: PLC0415  (not for the first screen)

        return AttachmentLists(self._engine)

    @cached_property
    def clearance(self) -> "ClearanceLists":
        from db.lists.clearance import ClearanceLists  # noqa: PLC0415  (loads the models)

        return ClearanceLists(self._engine)

    @cached_property
    def bin(self) -> "BinLists":
        from db.lists.bin import BinLists  # noqa: PLC0415  (for the bin only)

        return BinLists(self._engine)
