"""The overall judgement: level, trend, confidence. It is said by people, never computed."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from board_app.domain.risk import Confidence, RiskLevel, Trend
from board_app.services.country_rows import ReviewRow
from ui.kit.card import Card
from ui.kit.choice_field import ChoiceField
from ui.kit.level_picker import LevelPicker
from ui.kit.text import PlainLabel
from ui.theme.tokens import GAP, GUTTER


class JudgementCard(Card):
    """Emits what was changed as (field, value)."""

    changed = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Overall judgement", name="judgement", parent=parent)
        self.level = LevelPicker("overall_level", "Overall level")
        self.trend = ChoiceField([(one, f"{one.glyph} {one.label}") for one in Trend])
        self.confidence = ChoiceField([(one, one.label) for one in Confidence])
        row = QHBoxLayout()
        row.setSpacing(GUTTER)
        for name, label, field in (
            ("overall_trend", "Trend", self.trend),
            ("overall_confidence", "Confidence", self.confidence),
        ):
            field.setObjectName(name)
            field.setAccessibleName(label)
            field.setMaximumWidth(200)
            column = QVBoxLayout()
            column.setSpacing(4)
            column.addWidget(PlainLabel(label, "caption"))
            column.addWidget(field)
            row.addLayout(column, 1)
        row.addStretch(1)
        self.body.setSpacing(GAP + 4)
        self.add(self.level)
        self.body.addLayout(row)
        self.level.picked.connect(self._on_level_picked)
        self.trend.edited.connect(self._on_trend_edited)
        self.confidence.edited.connect(self._on_confidence_edited)

    def show_review(self, review: ReviewRow, *, locked: bool) -> None:
        self.level.show_level(review.level)
        self.trend.set_value(review.trend)
        self.confidence.set_value(review.confidence)
        self.level.lock(locked=locked)
        for field in (self.trend, self.confidence):
            field.setEnabled(not locked)

    @Slot(object)
    def _on_level_picked(self, level: RiskLevel) -> None:
        self.changed.emit("level", level)

    @Slot()
    def _on_trend_edited(self) -> None:
        self.changed.emit("trend", self.trend.value())

    @Slot()
    def _on_confidence_edited(self) -> None:
        self.changed.emit("confidence", self.confidence.value())
