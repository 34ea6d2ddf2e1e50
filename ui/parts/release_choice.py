"""Whom a paper is for: up to which level, for which countries, whole or as a variant."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from board_app.domain.vocabulary import Vocabulary
from board_app.services.papers.release import Release, TooHighPortion, release_of
from ui.kit.choice_field import ChoiceField
from ui.kit.fields import CheckField, Field, LineField
from ui.kit.text import PlainLabel
from ui.theme.tokens import GUTTER

_LISTED = 6


class ReleaseChoice(QWidget):
    """Level, countries and the wish for a variant; `value` is the release that they make.

    The variant is offered once something may be too high. `show_too_high` lists the portions
    that may not go so far, with what can be done about it.
    """

    edited = Signal()

    def __init__(self, scheme: Vocabulary, ceiling: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scheme = scheme
        levels = [(rank, level.name) for rank, level in enumerate(scheme.levels[: ceiling + 1])]
        self.level = ChoiceField([(rank, f"Up to {name}") for rank, name in reversed(levels)])
        self.countries = LineField("Codes like GBR, AUS; empty if nobody abroad")
        self.variant = CheckField("Leave out what is higher, as a releasable variant")
        self.variant.setObjectName("leave_out")
        self.level_field = Field("Marked at most", self.level, name="release_level")
        self.countries_field = Field("For release to", self.countries, name="release_to")
        self.countries_field.setVisible(any(one.releases for one in scheme.controls))
        self.too_high = PlainLabel("", "danger", wraps=True)
        self.too_high.setObjectName("too_high")
        self.too_high.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GUTTER)
        for part in (self.level_field, self.countries_field, self.variant, self.too_high):
            column.addWidget(part)
        column.addStretch(1)
        self._ceiling = ceiling
        self.level.set_value(ceiling)
        self._show_variant()
        for editor in (self.level, self.countries, self.variant):
            editor.edited.connect(self._on_edited)

    def value(self) -> Release:
        """Return the release; raises Invalid, at "release_to", for a country without a code."""
        return release_of(
            self._scheme,
            int(self.level.value() or 0),
            self.countries.value(),
            leaves_out=self.variant.value(),
        )

    def show_too_high(self, portions: Sequence[TooHighPortion]) -> None:
        """Say which portions may not go so far; none hides the list."""
        more = len(portions) - _LISTED
        lines = [
            "These portions may not go so far. Choose a higher level, or leave them out:",
            *(f"• {one.sentence}" for one in portions[:_LISTED]),
            *([f"• and {more} more"] if more > 0 else []),
        ]
        self.too_high.setText("\n".join(lines) if portions else "")
        self.too_high.setVisible(bool(portions))

    def show_problem(self, message: str) -> None:
        """Say what is wrong with the countries."""
        self.countries_field.show_error(message)

    @Slot()
    def _on_edited(self) -> None:
        self.countries_field.clear_error()
        self.show_too_high(())
        self._show_variant()
        self.edited.emit()

    def _show_variant(self) -> None:
        # Up to the ceiling and for nobody abroad nothing is too high.
        is_limited = self.level.value() != self._ceiling or bool(self.countries.value().strip())
        self.variant.setVisible(is_limited)
