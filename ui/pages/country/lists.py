"""The lists on the page of one country."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from board_app.domain.risk import ReviewState
from board_app.domain.words import day
from board_app.services.country_rows import CountryItemRow, ReviewRow, TierRow
from board_app.services.country_sheet import CountrySheet
from board_app.services.rows import ActionRow
from ui.kit.looks import ChipLook, risk_look
from ui.kit.rows import Column, RowList
from ui.parts.action_chips import due_chip


class Happening(NamedTuple):
    """One line of the table beside the chart."""

    id: int
    on: date
    kind: str
    text: str


def happenings(sheet: CountrySheet) -> list[Happening]:
    """Return what the chart shows, in words, the newest first."""
    found = [
        Happening(
            one.id,
            one.as_of,
            "Review",
            f"{one.level.label}, {one.trend.label.lower()} {one.trend.glyph}",
        )
        for one in sheet.judged
    ]
    kinds = {"decision": "Decision", "action_item": "Action item"}
    found += [
        Happening(row.id, row.on, kinds[row.kind], f"{row.reference}: {' '.join(row.text.split())}")
        for row in sheet.events
    ]
    return sorted(found, key=lambda one: (one.on, one.id), reverse=True)


class CountryLists:
    """All lists of the page. `today` is asked each time a day is said."""

    def __init__(self, today: Callable[[], date]) -> None:
        self._today = today
        self.table = self._table()
        self.reviews = self._reviews()
        self.actions = self._actions()
        self.items = self._items()
        self.tiers = self._tiers()

    def _table(self) -> RowList:
        return RowList(
            (
                Column("Date", lambda row: self._day(row.on), width=116, look="date"),
                Column("What", lambda row: row.kind, width=104, look="muted"),
                Column("In words", lambda row: row.text),
            ),
            name="level_table",
        )

    def _reviews(self) -> RowList:
        made = RowList(
            (
                Column("Review", lambda row: row.reference, width=96, look="reference"),
                Column("As of", self._as_of, width=96, look="date"),
                Column("Level", lambda _: "", width=104, chip=_level),
                Column("", lambda row: row.trend.glyph if row.level else "", width=24),
                Column("State", _state, look="muted"),
            ),
            name="country_reviews",
            fits=True,
        )
        made.empty_text = "No review yet. R starts the first."
        return made

    def _actions(self) -> RowList:
        made = RowList(
            (
                Column("Item", lambda row: row.reference, width=106, look="reference"),
                Column("What", lambda row: row.title),
                Column(
                    "Lead",
                    lambda row: row.lead or "no lead",
                    width=86,
                    look="muted",
                    drops_below=420,
                ),
                Column(
                    "Due", self._due, width=104, align="right", look="date", chip=self._due_chip
                ),
            ),
            name="country_actions",
            fits=True,
        )
        made.empty_text = "No action item is open about this country."
        return made

    def _items(self) -> RowList:
        made = RowList(
            (
                Column("Date", lambda row: self._day(row.held_on), width=104, look="date"),
                Column("Agenda item", lambda row: row.title),
                Column("Decided", _decided, width=92, align="right", look="muted"),
            ),
            name="country_items",
            fits=True,
        )
        made.empty_text = "It was on no agenda yet."
        return made

    def _tiers(self) -> RowList:
        made = RowList(
            (
                Column("Tier", lambda row: row.tier.label, width=92),
                Column("From", lambda row: self._day(row.since), width=112, look="date"),
                Column("Why", _why, look="muted"),
            ),
            name="country_tiers",
            fits=True,
        )
        made.empty_text = "It was never on the watch list."
        return made

    def _day(self, on: date | None) -> str:
        return day(on, self._today()) if on else ""

    def _as_of(self, row: ReviewRow) -> str:
        return self._day(row.as_of)

    def _due(self, row: ActionRow) -> str:
        return self._day(row.due_on)

    def _due_chip(self, row: ActionRow) -> ChipLook | None:
        return due_chip(row, self._today())


def _level(row: ReviewRow) -> ChipLook:
    return risk_look(row.level)


def _state(row: ReviewRow) -> str:
    if not row.decision:
        return row.state.label
    ended = "" if row.state is ReviewState.ADOPTED else ", later replaced"
    return f"By {row.decision}{ended}"


def _decided(row: CountryItemRow) -> str:
    if row.decisions:
        return f"{row.decisions} decision{'s' if row.decisions > 1 else ''}"
    return row.state.capitalize()


def _why(row: TierRow) -> str:
    until = f" Ended: {row.ended_because}." if row.ended_because else ""
    return f"{' '.join(row.reason.split())}{until}"
