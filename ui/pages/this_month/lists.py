"""The lists of the first page: one question each, every line opens its place."""

from collections.abc import Callable
from datetime import date

from board_app.domain.words import clock, day
from board_app.services.country_rows import CountryMoveRow, WatchRow
from board_app.services.month import Step, StepState
from board_app.services.rows import ActionRow, MeetingRow
from board_app.services.waiting import Waiting
from ui.kit.rows import ChipLook, Column, RowList

_GLYPHS = {
    StepState.DONE: ("circle-check", "success"),
    StepState.MISSING: ("circle-alert", "danger"),
    StepState.AHEAD: ("circle", "muted"),
}
_NARROW = 380  # px of a list in a window of 1024: the title needs what the reference takes
_WAITS = {
    "action_item": ("list-checks", "accent"),
    "meeting": ("calendar", "accent"),
    "review": ("globe", "accent"),
    "clearance": ("stamp", "accent"),
}


class MonthLists:
    """All lists, by the name of their card. `today` is asked each time a day is said."""

    def __init__(self, today: Callable[[], date]) -> None:
        self._today = today
        self.steps = self._steps()
        self.waiting = self._waiting()
        self.late = self._actions("late_actions", "Nothing is late.")
        self.undated = self._actions("undated_actions", "Every action item has a lead and a date.")
        self.soon = self._actions("soon_actions", "Nothing is due in the next two weeks.")
        self.reviews = self._reviews()
        self.moved = self._moved()
        self.ahead = self._ahead()

    def _steps(self) -> RowList:
        return RowList(
            (
                Column("Step", lambda step: step.text, icon=lambda step: _GLYPHS[step.state]),
                Column(
                    "By",
                    self._step_day,
                    width=96,
                    align="right",
                    look="date",
                    chip=self._step_chip,
                ),
            ),
            name="steps",
            fits=True,
        )

    def _waiting(self) -> RowList:
        made = RowList(
            (
                Column("What", lambda row: row.text, icon=lambda row: _WAITS[row.kind]),
                Column("Why", lambda row: row.detail, width=176, look="muted", drops_below=520),
                Column("By", self._waiting_day, width=96, align="right", look="date"),
            ),
            name="waiting",
            fits=True,
        )
        made.empty_text = "Nothing waits for you."
        return made

    def _actions(self, name: str, nothing: str) -> RowList:
        made = RowList(
            (
                Column(
                    "Item",
                    lambda row: row.reference,
                    width=106,
                    look="reference",
                    drops_below=_NARROW,
                ),
                Column("What", lambda row: row.title),
                Column(
                    "Lead",
                    lambda row: row.lead or "no lead",
                    width=80,
                    look="muted",
                    drops_below=440,
                ),
                Column("Due", self._due, width=96, align="right", look="date", chip=self._due_chip),
            ),
            name=name,
            fits=True,
        )
        made.empty_text = nothing
        return made

    def _reviews(self) -> RowList:
        made = RowList(
            (
                Column("Country", lambda row: row.name, look="strong"),
                Column("Tier", lambda row: row.tier.label, width=96, look="muted"),
                Column("Level", _level, width=118, look="muted", drops_below=400),
                Column(
                    "By",
                    self._review_day,
                    width=96,
                    align="right",
                    look="date",
                    chip=self._review_chip,
                ),
            ),
            name="reviews_due",
            fits=True,
        )
        made.empty_text = "No review is due before the next meeting."
        return made

    def _moved(self) -> RowList:
        made = RowList(
            (
                Column("Country", lambda row: row.country, width=112, look="strong"),
                Column("Change", move_in_words),
                Column("On", self._move_day, width=84, align="right", look="date"),
            ),
            name="countries_moved",
            fits=True,
        )
        made.empty_text = "No country moved since the last meeting."
        return made

    def _ahead(self) -> RowList:
        made = RowList(
            (
                Column("Meeting", lambda row: row.title),
                Column(
                    "State", lambda row: row.state.label, width=90, look="muted", drops_below=400
                ),
                Column("When", self._meeting_day, width=146, align="right", look="date"),
            ),
            name="meetings_ahead",
            fits=True,
        )
        made.empty_text = "No meeting is planned. Open one from the series."
        return made

    def _day(self, on: date | None) -> str:
        if on is None:
            return ""
        said = day(on, self._today())
        # A year takes the weekday's place, so that all days fit one narrow column.
        return said if on.year == self._today().year else said.partition(" ")[2]

    def _late(self, due: date | None) -> ChipLook | None:
        if due is None or due >= self._today():
            return None
        return ChipLook(f"{(self._today() - due).days} d late", "filled_danger")

    def _step_day(self, step: Step) -> str:
        return self._day(step.due_on)

    def _step_chip(self, step: Step) -> ChipLook | None:
        return self._late(step.due_on) if step.is_late(self._today()) else None

    def _waiting_day(self, row: Waiting) -> str:
        return self._day(row.due_on)

    def _due(self, row: ActionRow) -> str:
        return self._day(row.due_on)

    def _due_chip(self, row: ActionRow) -> ChipLook | None:
        if row.due_on is None:
            return ChipLook("No date", "warning")
        return self._late(row.due_on) if row.is_overdue(self._today()) else None

    def _review_day(self, row: WatchRow) -> str:
        return self._day(row.next_review_on)

    def _review_chip(self, row: WatchRow) -> ChipLook | None:
        return self._late(row.next_review_on)

    def _move_day(self, row: CountryMoveRow) -> str:
        return self._day(row.on)

    def _meeting_day(self, row: MeetingRow) -> str:
        return f"{self._day(row.day)}, {clock(row.wall_start.time())}"


def move_in_words(row: CountryMoveRow) -> str:
    """Return "3 Elevated → 4 High", or "on the watch list: 2 Watch" for a new country."""
    return f"{row.before} → {row.now}" if row.before else f"on the watch list: {row.now}"


def _level(row: WatchRow) -> str:
    glyph = f" {row.trend.glyph}" if row.trend and row.level else ""
    return f"{row.level.label}{glyph}"
