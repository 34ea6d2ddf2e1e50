"""All reads of an open board in one place."""

from db.engine import Engine
from db.lists.actions import ActionLists
from db.lists.board import BoardLists
from db.lists.directory import DirectoryLists
from db.lists.history import HistoryLists
from db.lists.meetings import MeetingLists
from db.lists.minutes import MinutesLists


class SqlReading:
    """The themes, over one engine."""

    def __init__(self, engine: Engine) -> None:
        self.board = BoardLists(engine)
        self.directory = DirectoryLists(engine)
        self.meetings = MeetingLists(engine)
        self.minutes = MinutesLists(engine)
        self.actions = ActionLists(engine)
        self.history = HistoryLists(engine)
