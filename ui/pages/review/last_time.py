"""The review before, beside the one that is written: its judgement, what moved, its words."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from board_app.domain.review import SECTIONS
from board_app.domain.words import count, day
from board_app.services.review_sheet import ReviewSheet
from ui.kit.card import Card, rule
from ui.kit.rows import Column, RowList
from ui.kit.text import PlainLabel
from ui.theme.tokens import GAP, GUTTER


class LastTimeCard(Card):
    """Says it in words when there was no review before."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Last time", name="last_time", grows=True, parent=parent)
        self.changes = RowList(
            (
                Column("Factor", lambda change: f"{change.id} {change.title}"),
                Column("Moved", lambda change: change.moved, width=76, align="right"),
            ),
            name="changed_factors",
            fits=True,
        )
        self.changes.empty_text = "No factor moved so far."
        self._words = QVBoxLayout()
        self._words.setSpacing(GAP)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(GUTTER)
        self.judgement = PlainLabel("", wraps=True)
        self.changed = PlainLabel("Moved so far", "strong")
        column.addWidget(self.judgement)
        column.addWidget(self.changed)
        column.addWidget(self.changes)
        self.rule = rule()
        column.addWidget(self.rule)
        column.addLayout(self._words)
        column.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setAccessibleName("Last time")
        self.area.setWidget(inner)
        self.add(self.area, 1)

    def show_sheet(self, sheet: ReviewSheet) -> None:
        before = sheet.before
        self.changes.setVisible(before is not None)
        self.changed.setVisible(before is not None)
        self.rule.setVisible(before is not None)
        self.set_count(before.reference if before else "")
        while (entry := self._words.takeAt(0)) is not None:
            widget = entry.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if before is None:
            self.judgement.setText(f"This is the first review of {sheet.review.country}.")
            return
        self.judgement.setText(
            f"{before.level.label}, {before.trend.label.lower()} {before.trend.glyph}, "
            f"{before.confidence.label.lower()} confidence. As of "
            f"{day(before.as_of, sheet.today)}, {before.decision or 'no decision'}."
        )
        self.changes.set_rows(sheet.changes)
        self.changed.setText(f"{count(len(sheet.changes), 'factor')} moved so far")
        for field, title in SECTIONS:
            text = str(getattr(before, field))
            if text:
                self._words.addWidget(PlainLabel(title, "caption"))
                self._words.addWidget(PlainLabel(text, "facts", wraps=True))
