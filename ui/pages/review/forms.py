"""The forms of a review: one factor, the particulars, adopting it."""

from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from board_app.domain.risk import Confidence, RiskLevel, Tier, Trend
from board_app.domain.words import day
from board_app.services.review_sheet import ReviewSheet
from board_app.services.reviews import AdoptReview, RateFactor, ReviseReview
from ui.kit.choice_field import ChoiceField
from ui.kit.day_field import DayField
from ui.kit.dialogs import FormDialog
from ui.kit.fields import Field, Form, LineField, TextField
from ui.kit.text import PlainLabel
from ui.pages.review.factors import FactorLine
from ui.parts.marking_field import add_marking
from ui.theme.tokens import GAP

Values = dict[str, Any]  # Any: each field's own kind of value

_MONTHS = {Tier.PRIORITY: 3, Tier.WATCH: 6, Tier.MONITOR: 12}
_ASIDE = 320
_SHOWN = 90


def factor_dialog(line: FactorLine, parent: QWidget) -> FormDialog:
    """Return the form of one factor, with its indicators beside it to read."""
    form = Form()
    form.add(Field("Level", ChoiceField([(one, one.label) for one in RiskLevel]), name="level"))
    trends = [(one, f"{one.glyph} {one.label}") for one in Trend]
    form.add(Field("Trend", ChoiceField(trends), name="trend"))
    kinds = [(one, one.label) for one in Confidence]
    form.add(Field("Confidence", ChoiceField(kinds), name="confidence"))
    form.add(
        Field(
            "Rationale",
            TextField(lines=4),
            name="rationale",
            help="What the level rests on. No names of victims, witnesses, sources or defenders.",
        )
    )
    rating = line.rating
    form.fields["level"].set_value(rating.level if rating else RiskLevel.NOT_ASSESSED)
    form.fields["trend"].set_value(rating.trend if rating else Trend.STEADY)
    form.fields["confidence"].set_value(rating.confidence if rating else Confidence.LOW)
    form.fields["rationale"].set_value(rating.rationale if rating else "")
    return FormDialog(
        f"Factor {line.id}: {line.factor.title}",
        form,
        accept="Save rating",
        parent=parent,
        aside=_indicators(line),
    )


def rate_command(sheet: ReviewSheet, line: FactorLine, values: Values) -> RateFactor:
    """Return the change of some values of a rating; the others stay as they are."""
    return RateFactor(review_id=sheet.review.id, factor=line.id, **values)


def details_dialog(sheet: ReviewSheet, parent: QWidget) -> FormDialog:
    """Return the form of what stands around the assessment."""
    review = sheet.review
    form = Form()
    form.add(Field("As of", DayField(sheet.today), name="as_of"))
    agencies = [(None, "No agency yet"), *((row.id, row.abbreviation) for row in sheet.agencies)]
    form.add(Field("Drafted by", ChoiceField(agencies), name="lead_id"))
    form.add(Field("Agenda item", ChoiceField(_items(sheet)), name="item_id"))
    form.add(Field("Note", LineField(), name="note", help="Stands under the title, on paper too."))
    add_marking(form, sheet.scheme, marking=review.marking, handling=review.handling)
    for name in ("as_of", "lead_id", "item_id", "note"):
        form.fields[name].set_value(getattr(review, name))
    return FormDialog(f"Review {review.reference}", form, accept="Save details", parent=parent)


def revise_command(sheet: ReviewSheet, values: Values) -> ReviseReview:
    return ReviseReview(id=sheet.review.id, version=sheet.review.version, **values)


def adopt_dialog(sheet: ReviewSheet, parent: QWidget) -> FormDialog:
    """Return the form that freezes a review: by a decision there is, or by a new one."""
    review = sheet.review
    form = Form()
    decisions = [
        (None, "A new decision, written below"),
        *((row.id, f"{row.reference}: {_short(row.text)}") for row in sheet.decisions),
    ]
    form.add(Field("Adopted by", ChoiceField(decisions), name="decision_id"))
    form.add(Field("New decision", TextField(lines=2), name="decision"))
    form.add(
        Field(
            "Under the agenda item",
            ChoiceField(_items(sheet)),
            name="item_id",
            help="Where a new decision is recorded.",
        )
    )
    months = _MONTHS.get(sheet.tier, 6) if sheet.tier else 0
    reason = (
        f"{months} months on, as for tier {sheet.tier.label}; change it freely."
        if sheet.tier
        else "The country is not on the watch list: no next review is kept."
    )
    form.add(Field("Next review", DayField(sheet.today), name="next_review_on", help=reason))
    under = [row for row in sheet.decisions if row.item_id == review.item_id and review.item_id]
    form.fields["decision_id"].set_value(under[0].id if under else None)
    judged = f"{review.level.label}, {review.trend.label.lower()}"
    text = f"The board adopts the review of {review.country}: {judged}."
    form.fields["decision"].set_value("" if under else text)
    form.fields["item_id"].set_value(review.item_id)
    form.fields["next_review_on"].set_value(_later(sheet.today, months) if months else None)
    title = f"Adopt the review of {review.country}"
    return FormDialog(title, form, accept="Adopt review", parent=parent)


def adopt_command(sheet: ReviewSheet, values: Values) -> AdoptReview:
    return AdoptReview(id=sheet.review.id, version=sheet.review.version, **values)


def _items(sheet: ReviewSheet) -> list[tuple[Any, str]]:  # Any: an id or None
    return [
        (None, "None yet"),
        *((row.id, f"{day(row.held_on, sheet.today)}: {row.title}") for row in sheet.items),
    ]


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"


def _later(today: date, months: int) -> date:
    from dateutil.relativedelta import relativedelta  # noqa: PLC0415  (10 ms, for this form only)

    return today + relativedelta(months=months)


def _indicators(line: FactorLine) -> QScrollArea:
    inner = QWidget()
    column = QVBoxLayout(inner)
    column.setContentsMargins(0, 0, 10, 0)
    column.setSpacing(GAP)
    column.addWidget(PlainLabel(line.factor.summary, "facts", wraps=True))
    column.addWidget(PlainLabel("Indicators", "caption"))
    for one in line.factor.indicators:
        number = f"{one.number}  " if one.number else ""
        column.addWidget(PlainLabel(f"{number}{one.label}", "muted", wraps=True))
    column.addStretch(1)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setAccessibleName("Indicators")
    area.setFixedWidth(_ASIDE)
    area.setMinimumHeight(320)
    area.setWidget(inner)
    return area
