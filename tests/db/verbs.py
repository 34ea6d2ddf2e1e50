"""Commands by letters, for tests that give very many of them."""

from dataclasses import dataclass
from typing import cast

from board_app.domain.agenda import AgendaItem, ItemState
from board_app.domain.attendance import Presence
from board_app.domain.base import RecordId
from board_app.domain.decision import Stance
from board_app.domain.errors import NotPossible
from board_app.services.actions import AssignAction, LogFollowUp, ReviseAction
from board_app.services.agenda import AddItem, MoveItem, ReviseItem, SettleItem
from board_app.services.archive import Archive
from board_app.services.decisions import RecordDecision, TakePosition, WithdrawPosition
from board_app.services.minutes import AddNote, RecordAttendance
from tests.desk import Desk

NAMES = ("Sudan", "Mali", "Burundi", "Żółw", "漢字")
GREATEST = 7
VERBS = (
    *("add", "revise", "move", "settle", "note", "decide", "side", "attend", "assign", "follow"),
    *("support", "archive"),
)


@dataclass
class Verbs:
    """Gives commands on some of what is there; which of it, a number says."""

    desk: Desk

    def give(self, verb: str, number: int, title: str) -> bool:
        """Give a command and tell whether it changed something."""
        return bool(getattr(self, f"_{verb}")(number, title))

    def _given(self, command: object) -> bool:
        return bool(self.desk.session.do(command).changes)  # type: ignore[arg-type]  # any command

    def _item(self, number: int) -> AgendaItem:
        rows = self.desk.session.reading.meetings.agenda(self.desk.meeting_id)
        if not rows:
            raise NotPossible("There is no item yet.")
        return self.desk.record(AgendaItem, rows[number % len(rows)].id)

    def _agency(self, number: int) -> RecordId:
        return list(self.desk.agencies.values())[number % len(self.desk.agencies)]

    def _add(self, number: int, title: str) -> bool:
        return self._given(AddItem(meeting_id=self.desk.meeting_id, title=title, minutes=number))

    def _revise(self, number: int, title: str) -> bool:
        item = self._item(number)
        return self._given(
            ReviseItem(
                id=item.id, version=item.version, title=title, kind=item.kind, minutes=number
            )
        )

    def _move(self, number: int, _title: str) -> bool:
        return self._given(MoveItem(id=self._item(number).id, to_index=0))

    def _settle(self, number: int, _title: str) -> bool:
        item = self._item(number)
        state = list(ItemState)[number % 4]
        return self._given(SettleItem(id=item.id, version=item.version, state=state))

    def _note(self, number: int, title: str) -> bool:
        item = self._item(number)
        return self._given(AddNote(meeting_id=self.desk.meeting_id, item_id=item.id, text=title))

    def _decide(self, number: int, title: str) -> bool:
        item = self._item(number)
        return self._given(
            RecordDecision(meeting_id=self.desk.meeting_id, item_id=item.id, text=title)
        )

    def _side(self, number: int, title: str) -> bool:
        decisions = self.desk.session.reading.minutes.decisions()
        if not decisions:
            return False
        key = {"decision_id": decisions[-1].id, "agency_id": self._agency(number)}
        if number < 3:
            return self._given(WithdrawPosition(**key))
        return self._given(TakePosition(**key, stance=Stance.NON_CONCUR, note=title))

    def _attend(self, number: int, _title: str) -> bool:
        presence = list(Presence)[number % 6]
        agency = self._agency(number // 2)
        return self._given(
            RecordAttendance(meeting_id=self.desk.meeting_id, agency_id=agency, presence=presence)
        )

    def _assign(self, number: int, title: str) -> bool:
        support = [self._agency(number), self._agency(number + 1)]
        return self._given(AssignAction(title=title, supporting=support))

    def _action(self, number: int) -> RecordId:
        rows = self.desk.engine.rows("SELECT id FROM action_item WHERE archived_at IS NULL")
        if not rows:
            raise NotPossible("There is no action item yet.")
        return cast("RecordId", rows[number % len(rows)]["id"])

    def _follow(self, number: int, title: str) -> bool:
        return self._given(LogFollowUp(action_id=self._action(number), text=title))

    def _support(self, number: int, title: str) -> bool:
        row = self.desk.session.reading.actions.action(self._action(number))
        return self._given(
            ReviseAction(
                id=row.id, version=row.version, title=title, supporting=[self._agency(number)]
            )
        )

    def _archive(self, number: int, _title: str) -> bool:
        item = self._item(number)
        return self._given(Archive(table="agenda_item", id=item.id, version=item.version))
