"""Two reviews side by side, changed factors first, changed words tinted."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QWidget

from board_app.domain.review import SECTIONS
from board_app.domain.words import count, day
from board_app.services.comparison import FactorChange, changed_words, compared, level_of
from board_app.services.country_rows import RatingRow, ReviewRow
from board_app.services.review_sheet import ReviewSheet
from board_app.services.session import Session
from ui.commands import action
from ui.kit.buttons import PLAIN, PRIMARY, ActionButton
from ui.kit.choice_field import ChoiceField
from ui.kit.dialogs import PlainDialog
from ui.kit.looks import ChipLook, risk_look
from ui.kit.rows import Column, RowList
from ui.kit.text import PlainLabel
from ui.page import Context
from ui.parts.tinted import TintedText
from ui.theme.tokens import GAP, GUTTER

_SIZE = (1000, 640)


class CompareDialog(PlainDialog):
    """Any earlier review of the country at the left, this one at the right."""

    def __init__(self, context: Context, sheet: ReviewSheet, parent: QWidget) -> None:
        super().__init__(f"{sheet.review.country}: compare reviews", parent)
        self.setObjectName("compare")
        self._context = context
        self._sheet = sheet
        self._unchanged: list[FactorChange] = []
        self._rows: list[FactorChange] = []
        self.earlier = ChoiceField(
            [(row.id, _title(row, sheet)) for row in sheet.earlier], parent=self
        )
        self.earlier.setObjectName("earlier")
        self.earlier.setAccessibleName("Earlier review")
        self.factors = RowList(
            (
                Column("Factor", lambda change: f"{change.id}  {change.title}"),
                Column("Changed", lambda change: change.moved, width=110, look="muted"),
                Column("Before", lambda _: "", width=118, chip=lambda one: _chip(one.before)),
                Column("Now", lambda _: "", width=118, chip=lambda one: _chip(one.now)),
            ),
            name="compared_factors",
            fits=True,
        )
        self.factors.empty_text = "No factor differs."
        self.more = action(self, "show_unchanged", "Show unchanged factors", self._on_more)
        self._build()
        self.earlier.edited.connect(self._load)
        self.resize(*_SIZE)
        before = sheet.before
        self.earlier.set_value(before.id if before is not None else sheet.earlier[0].id)
        self._load()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(GUTTER)
        head.addWidget(self.earlier, 1)
        head.addWidget(PlainLabel(f"with {_title(self._sheet.review, self._sheet)}"), 1)
        self._texts = QGridLayout()
        self._texts.setHorizontalSpacing(GUTTER)
        self._texts.setVerticalSpacing(GAP)
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 0, 10, 0)
        grid.setVerticalSpacing(GUTTER)
        grid.addWidget(self.factors, 0, 0)
        grid.addWidget(ActionButton(self.more, PLAIN), 1, 0, Qt.AlignmentFlag.AlignLeft)
        grid.addLayout(self._texts, 2, 0)
        grid.setRowStretch(3, 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        self.body.addLayout(head)
        self.body.addWidget(area, 1)
        close = action(self, "close_compare", "Close", self.accept)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(ActionButton(close, PRIMARY))
        self.body.addLayout(row)

    @Slot()
    def _load(self) -> None:
        earlier = next((row for row in self._sheet.earlier if row.id == self.earlier.value()), None)
        if earlier is None:
            return
        chosen = earlier

        def read(session: Session) -> tuple[ReviewRow, list[RatingRow]]:
            return chosen, session.reading.countries.ratings(chosen.id)

        self._context.desk.ask(self, read, self._show)

    def _show(self, found: tuple[ReviewRow, list[RatingRow]]) -> None:
        earlier, ratings = found
        is_same = earlier.framework == self._sheet.review.framework
        changes = compared(
            self._sheet.framework, ratings if is_same else [], self._sheet.ratings.values()
        )
        self._rows = [one for one in changes if one.is_changed]
        self._unchanged = [one for one in changes if not one.is_changed]
        self.factors.set_rows(self._rows)
        self.more.setText(f"Show {count(len(self._unchanged), 'unchanged factor')}")
        self.more.setVisible(bool(self._unchanged))
        self._show_texts(earlier)

    def _show_texts(self, earlier: ReviewRow) -> None:
        while (entry := self._texts.takeAt(0)) is not None:
            widget = entry.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        now = self._sheet.review
        for field, title in SECTIONS:
            before, after = str(getattr(earlier, field)), str(getattr(now, field))
            if before or after:
                at = self._texts.rowCount()
                self._texts.addWidget(PlainLabel(title, "strong"), at, 0, 1, 2)
                for column, pieces in enumerate(changed_words(before, after)):
                    shown = TintedText(f"{title}, {column + 1}")
                    shown.show_pieces(pieces)
                    self._texts.addWidget(shown, at + 1, column)

    @Slot()
    def _on_more(self) -> None:
        self.factors.set_rows([*self._rows, *self._unchanged])
        self.more.setVisible(False)


def _chip(rating: RatingRow | None) -> ChipLook:

    return risk_look(level_of(rating))


def _title(row: ReviewRow, sheet: ReviewSheet) -> str:
    return f"{row.reference}, {day(row.as_of, sheet.today)}: {row.level.label} {row.trend.glyph}"
