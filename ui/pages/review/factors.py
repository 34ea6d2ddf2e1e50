"""The factors of the framework, one row each, with what was said last time beside it."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from board_app.domain.framework import Factor
from board_app.domain.risk import Confidence, RiskLevel, Trend
from board_app.services.comparison import level_of
from board_app.services.country_rows import RatingRow
from board_app.services.review_sheet import ReviewSheet
from ui.commands import PermittedAction, list_action
from ui.kit.card import Card
from ui.kit.looks import ChipLook, risk_look
from ui.kit.rows import Column, RowList
from ui.kit.text import PlainLabel

GROUPS = {
    "common": "All crimes",
    "genocide": "Genocide",
    "crimes_against_humanity": "Crimes against humanity",
    "war_crimes": "War crimes",
}


class FactorLine(NamedTuple):
    """A factor with its rating in this review and in the one before; `id` is its number."""

    id: int
    factor: Factor
    rating: RatingRow | None
    before: RatingRow | None

    @property
    def level(self) -> RiskLevel:
        return level_of(self.rating)


def factor_lines(sheet: ReviewSheet) -> list[FactorLine]:
    """Return the factors in the framework's order."""
    before = {change.id: change.before for change in sheet.factors}
    return [
        FactorLine(one.number, one, sheet.ratings.get(one.number), before.get(one.number))
        for one in sheet.framework.factors
    ]


class FactorsCard(Card):
    """Digits rate the chosen factor, T and C turn its trend and confidence, Enter opens it."""

    rated = Signal(object, object)  # FactorLine, values by field
    opened = Signal(object)  # FactorLine

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Factors", name="factors", parent=parent)
        self.list = RowList(
            (
                Column("No", lambda line: str(line.id), width=44, look="reference"),
                Column("Factor", lambda line: line.factor.title),
                Column(
                    "Points to",
                    lambda line: GROUPS.get(line.factor.group, line.factor.group),
                    width=170,
                    look="muted",
                    drops_below=860,
                ),
                Column("Last time", _before, width=92, look="muted", drops_below=560),
                Column("Level", lambda _: "", width=118, chip=_chip),
                Column("Trend", _trend, width=116, drops_below=560),
                Column("Confidence", _confidence, width=92, look="muted", drops_below=720),
            ),
            name="factors",
            fits=True,
        )
        self.note = PlainLabel(
            "No score: levels are ordinal and are never added up. Press 0 to 5 to rate, T for the "
            "trend, C for the confidence, Enter for the reason.",
            "muted",
            wraps=True,
        )
        self.add(self.list)
        self.add(self.note)
        self.actions_made = self._make_actions()
        self.list.row_activated.connect(self._on_list_row_activated)

    def show_sheet(self, sheet: ReviewSheet) -> None:
        lines = factor_lines(sheet)
        self.list.set_rows(lines)
        rated = sum(1 for line in lines if line.level)
        self.set_count(f"{rated} of {len(lines)} rated")

    def permit(self, refusal: str) -> None:
        """Let ratings be changed, or only be read."""
        self.note.setVisible(not refusal)
        for made in self.actions_made:
            made.permit(refusal)

    def chosen(self) -> FactorLine | None:
        row = self.list.selected_row()
        return row if isinstance(row, FactorLine) else None

    def _make_actions(self) -> Sequence[PermittedAction]:
        made = []
        for level in RiskLevel:
            name, key = f"rate_{int(level)}", str(int(level))
            made.append(list_action(self.list, name, f"Rate {level.label}", self._on_rate, key))
        made.append(list_action(self.list, "turn_trend", "Change trend", self._on_trend, "T"))
        made.append(
            list_action(self.list, "turn_confidence", "Change confidence", self._on_confidence, "C")
        )
        return made

    def _rate(self, **values: object) -> None:
        line = self.chosen()
        if line is not None:
            self.rated.emit(line, values)

    @Slot()
    def _on_rate(self) -> None:
        self._rate(level=RiskLevel(int(self.sender().objectName()[-1])))

    @Slot()
    def _on_trend(self) -> None:
        line = self.chosen()
        now = line.rating.trend if line is not None and line.rating else Trend.IMPROVING
        kinds = list(Trend)
        self._rate(trend=kinds[(kinds.index(now) + 1) % len(kinds)])

    @Slot()
    def _on_confidence(self) -> None:
        line = self.chosen()
        now = line.rating.confidence if line is not None and line.rating else Confidence.LOW
        kinds = list(Confidence)
        self._rate(confidence=kinds[(kinds.index(now) + 1) % len(kinds)])

    @Slot(object)
    def _on_list_row_activated(self, line: FactorLine) -> None:
        self.opened.emit(line)


def _chip(line: FactorLine) -> ChipLook:
    return risk_look(line.level)


def _before(line: FactorLine) -> str:
    return level_of(line.before).label if line.before else ""


def _trend(line: FactorLine) -> str:
    if not line.level or line.rating is None:
        return ""
    return f"{line.rating.trend.glyph} {line.rating.trend.label}"


def _confidence(line: FactorLine) -> str:
    return line.rating.confidence.label if line.level and line.rating else ""
