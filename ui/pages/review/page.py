"""One country review: judged, rated and written while it is a draft, then read as adopted."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from board_app.domain.base import RecordId
from board_app.domain.words import day
from board_app.services.archive import Archive
from board_app.services.changes import Draft, Outcome
from board_app.services.commands import Command
from board_app.services.papers.kinds import PaperKind, Wanted
from board_app.services.review_sheet import ReviewSheet, review_sheet
from board_app.services.reviews import ReviseReview, StartReview, WriteSection
from ui.commands import action
from ui.kit.buttons import PRIMARY, ActionButton
from ui.kit.columns import FoldingColumns, Part
from ui.kit.dialogs import FormDialog
from ui.kit.notice import Notice
from ui.kit.page_head import PageHead, page_layout
from ui.page import Context, Page
from ui.pages.review import forms
from ui.pages.review.compare import CompareDialog
from ui.pages.review.factors import FactorLine, FactorsCard
from ui.pages.review.judgement import JudgementCard
from ui.pages.review.last_time import LastTimeCard
from ui.pages.review.sections import SectionBlock, SectionsCard
from ui.parts.asking import ask
from ui.parts.preview.dialog import open_preview
from ui.places import COUNTRY, REVIEW, Place
from ui.theme.tokens import GUTTER

_FROZEN = "adopted reviews stay as they are"


class ReviewPage(Page):
    """Everything typed is kept at once; adopting it by a decision freezes the page."""

    name = REVIEW
    tables = frozenset(
        {"review", "rating", "decision", "agenda_item", "meeting", "country", "agency", "seat"}
    )

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._review_id: RecordId | None = None
        self._sheet: ReviewSheet | None = None
        self._build()
        self._make_actions()
        self._connect()

    @override
    def show_place(self, place: Place) -> None:
        if place.id is not None and place.id != self._review_id:
            self.sections.flush()
            self._review_id = place.id
        self.refresh()

    @override
    def reload(self) -> None:
        review_id = self._review_id
        if review_id is not None:
            self.desk.ask(self, lambda session: review_sheet(session, review_id), self._show_sheet)

    @override
    def focus_main(self) -> None:
        self.factors.list.setFocus()

    @override
    def leave(self) -> None:
        self.sections.flush()

    @override
    def commands(self) -> list[QAction]:
        return [*self.actions(), *self.factors.list.actions()]

    def _build(self) -> None:
        layout = page_layout(self)
        self.head = PageHead()
        self.frozen = Notice("info", "")
        self.frozen.hide()
        self.judgement = JudgementCard()
        self.factors = FactorsCard()
        self.sections = SectionsCard(self.desk)
        self.last_time = LastTimeCard()
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(GUTTER)
        for card in (self.judgement, self.factors, self.sections):
            column.addWidget(card)
        column.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(inner)
        layout.addWidget(self.head)
        layout.addWidget(self.frozen)
        layout.addWidget(
            FoldingColumns(
                (Part("Review", self.area, 8), Part("Last time", self.last_time, 4, folds=True))
            ),
            1,
        )

    def _make_actions(self) -> None:
        self.open_country = action(self, "open_country", "Open country", self._on_open_country)
        self.compare = action(
            self, "compare_reviews", "Compare…", self._on_compare, keys="Ctrl+Shift+M"
        )
        self.details = action(self, "review_details", "Details…", self._on_details)
        self.pdf = action(self, "export_review", "Review PDF", self._on_pdf, keys="Ctrl+E")
        self.archive = action(self, "archive_review", "Archive draft", self._on_archive)
        self.adopt = action(self, "adopt_review", "Adopt…", self._on_adopt, keys="Ctrl+Return")
        self.start_new = action(self, "start_next_review", "Start a new review", self._on_start_new)
        for made in (self.open_country, self.compare, self.details, self.pdf):
            self.head.add_button(ActionButton(made))
        for made in (self.adopt, self.start_new):
            self.head.add_button(ActionButton(made, PRIMARY))
        self.secretariat_only((self.details, self.archive, self.adopt, self.start_new))

    def _connect(self) -> None:
        self.judgement.changed.connect(self._on_judgement_changed)
        self.factors.rated.connect(self._on_factor_rated)
        self.factors.opened.connect(self._on_factor_opened)
        for block in self.sections.blocks.values():
            block.finished.connect(self._on_section_finished)
        self.desk.actor_changed.connect(self.refresh)

    def _show_sheet(self, sheet: ReviewSheet) -> None:
        self._sheet = sheet
        review = sheet.review
        is_frozen = review.state.is_frozen or review.archived
        locked = is_frozen or bool(self.refusal)
        self._show_head(sheet)
        self.judgement.show_review(review, locked=locked)
        self.factors.permit(_FROZEN if is_frozen else self.refusal)
        self.factors.show_sheet(sheet)
        self.sections.show_review(review, sheet.drafts, locked=locked)
        self.last_time.show_sheet(sheet)
        for made in (self.adopt, self.details, self.archive):
            made.setVisible(not is_frozen)
        self.start_new.setVisible(is_frozen)
        self.compare.setEnabled(bool(sheet.earlier))

    def _show_head(self, sheet: ReviewSheet) -> None:
        review = sheet.review
        facts = [review.state.label, f"as of {day(review.as_of, sheet.today)}"]
        facts += [review.lead] if review.lead else []
        facts += [review.note] if review.note else []
        facts.append(sheet.framework.title)
        self.head.show_words(f"{review.country}, review {review.reference}", " · ".join(facts))
        self.frozen.setVisible(bool(review.decision) or review.archived)
        if review.archived:
            self.frozen.set_text("This draft is archived. History can bring it back.")
        elif review.decision:
            by = f"decision {review.decision} of the meeting {review.meeting}"
            later = " A later review has taken its place." if review.state == "superseded" else ""
            self.frozen.set_text(f"Adopted by {by}, and kept as it was.{later}")

    def _do(self, command: Command, done: Callable[[Outcome], None] | None = None) -> None:
        self.desk.do(self, command, done=done)

    @Slot(object, object)
    def _on_judgement_changed(self, field: str, value: object) -> None:
        if self._sheet is not None:
            self._do(ReviseReview(id=self._sheet.review.id, **{field: value}))

    @Slot(object, object)
    def _on_factor_rated(self, line: FactorLine, values: dict[str, Any]) -> None:
        if self._sheet is not None:
            self._do(forms.rate_command(self._sheet, line, values))

    @Slot(object)
    def _on_factor_opened(self, line: FactorLine) -> None:
        sheet = self._sheet
        if sheet is not None and not (sheet.review.state.is_frozen or self.refusal):
            self._ask(
                forms.factor_dialog(line, self),
                lambda values: forms.rate_command(sheet, line, values),
            )

    @Slot(object, object)
    def _on_section_finished(self, block: SectionBlock, text: str) -> None:
        if self._sheet is None:
            return
        review = self._sheet.review
        self.desk.do(
            block,
            WriteSection(id=review.id, section=block.field, text=text, was=block.was),
            done=lambda _: block.stored(),
            failed=block.refused,
            settles=Draft(block.drafting.field, text),
        )

    def _ask(self, dialog: FormDialog, command: Callable[[dict[str, Any]], Command]) -> None:
        ask(self.desk, dialog, command)

    @Slot()
    def _on_details(self) -> None:
        if self._sheet is not None:
            self.sections.flush()
            self._ask(
                forms.details_dialog(self._sheet, self),
                lambda values: forms.revise_command(self._now(), values),
            )

    @Slot()
    def _on_adopt(self) -> None:
        if self._sheet is not None:
            self.sections.flush()
            self._ask(
                forms.adopt_dialog(self._sheet, self),
                lambda values: forms.adopt_command(self._now(), values),
            )

    def _now(self) -> ReviewSheet:
        """Return the sheet as of the last change; a form may have stood open for long."""
        assert self._sheet is not None  # noqa: S101  (forms open from a sheet that is shown)
        return self._sheet

    @Slot()
    def _on_compare(self) -> None:
        if self._sheet is not None and self._sheet.earlier:
            self.sections.flush()
            CompareDialog(self.context, self._sheet, self).open()

    @Slot()
    def _on_pdf(self) -> None:
        if self._sheet is not None:
            self.sections.flush()
            open_preview(
                self.context, self, Wanted(kind=PaperKind.REVIEW, id=self._sheet.review.id)
            )

    @Slot()
    def _on_archive(self) -> None:
        if self._sheet is not None:
            self.sections.flush()
            review = self._now().review
            self._do(Archive(table="review", id=review.id, version=review.version))

    @Slot()
    def _on_start_new(self) -> None:
        if self._sheet is None:
            return
        country_id = self._sheet.review.country_id

        def show(outcome: Outcome) -> None:
            if isinstance(outcome.value, int):
                self.context.navigator.go(Place(REVIEW, RecordId(outcome.value)))

        self._do(StartReview(country_id=country_id, from_last=True), show)

    @Slot()
    def _on_open_country(self) -> None:
        if self._sheet is not None:
            self.context.navigator.go(Place(COUNTRY, self._sheet.review.country_id))
