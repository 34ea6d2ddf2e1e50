"""The export of one paper: what it is marked as, whom it is for, and where it is kept."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from board_app.domain.errors import BoardError, Invalid, Refused
from board_app.domain.words import count, joined
from board_app.services.papers.book_release import going_out
from board_app.services.papers.making import MadePaper
from board_app.services.papers.release import Release, TooHigh
from board_app.services.progress import Progress
from board_app.services.scheme import scheme_of
from ui.kit.banner import MarkingBanner
from ui.kit.choice_field import ChoiceField, MultiChoice
from ui.kit.fields import Field, LineField
from ui.kit.notice import Notice
from ui.kit.text import PlainLabel
from ui.page import Context
from ui.parts.issuing import record_given
from ui.parts.kept import Kept, Values
from ui.parts.making import Make, MakingDialog, Verb
from ui.parts.release_choice import ReleaseChoice

_KEPT = Kept("Keep the paper in")
_VERB = Verb("Export", "Exporting…", "Making the pages")
_NAMED = 6
_WHOLE_BOARD, _SECRETARIAT, _AGENCIES, _OTHERS = "board", "secretariat", "agencies", "others"
_WHO = (
    (_WHOLE_BOARD, "The whole board"),
    (_SECRETARIAT, "The secretariat"),
    (_AGENCIES, "Some agencies"),
    (_OTHERS, "Others"),
)
_CONTROLLED = (
    "This paper holds controlled unclassified information, and the file is not encrypted: give "
    "it only to those who may have it."
)


class PaperExport(MakingDialog):
    """Asks what must be known before a paper leaves the program, then writes it whole."""

    def __init__(self, context: Context, paper: MadePaper, parent: QWidget) -> None:
        self._paper = paper
        self._gone_out: MadePaper | None = None
        title = f"Export: {paper.title}"
        super().__init__(context, title, _KEPT, verb=_VERB, parent=parent)
        self._build()

    def _build(self) -> None:
        paper, form = self._paper, self.form
        banner = MarkingBanner()
        banner.show_marking(paper.banner, is_controlled=paper.is_controlled, is_large=True)
        form.add_widget(banner)
        said = " ".join(
            part for part in (f"{count(paper.pages, 'page')}.", not_printed(paper)) if part
        )
        self.facts = PlainLabel(said, "facts", wraps=True)
        form.add_widget(self.facts)
        if paper.is_controlled:
            form.add_widget(Notice("warning", _CONTROLLED))
        self.add_place(paper.draft.name)
        who = ChoiceField(_WHO)
        form.add(Field("For", who, name="reader")).set_value(_WHOLE_BOARD)
        readers = [(name, name) for name in paper.draft.readers]
        form.add(Field("Which agencies", MultiChoice(readers), name="agencies"))
        help_text = "The first page says so in its distribution line."
        form.add(Field("Who else", LineField("Department of …"), name="others", help=help_text))
        board = self._context.desk.board
        self.release = ReleaseChoice(scheme_of(board), board.ceiling)
        # An open paper may go to anybody.
        self.release.setVisible(paper.is_controlled)
        form.add_widget(self.release)
        for editor in (who, self.release):
            editor.edited.connect(self._on_reader_edited)
        self._show_readers()

    def _show_readers(self) -> None:
        chosen = self.form.fields["reader"].value()
        for name in (_AGENCIES, _OTHERS):
            self.form.fields[name].setVisible(chosen == name)

    @override
    def work_for(self, values: Values, target: Path) -> Make:
        reader = _reader(values)
        release = self._release()
        paper, outside, board = self._paper, self._context.outside, self._context.desk.board
        try:
            draft = paper.draft.addressed(reader)
        except Refused as fault:
            raise Invalid(fault.message, field="others") from fault

        def make(progress: Progress) -> str:
            # Nothing is printed twice: the pages are those that were looked at, unless something
            # else is said on them now.
            going = draft
            if release is not None:
                going = replace(draft, document=going_out(draft.document, board, release))
            fresh = paper if going == paper.draft else outside.make_paper(going, progress, paper)
            progress.step(1, 1)
            outside.write_paper(fresh.pdf, target)
            self._gone_out = fresh
            return f"It is for {reader}." if reader else ""

        return make

    @override
    def finish(self) -> None:
        """Close, and let the history keep whom the paper is for."""
        if self._gone_out is not None:
            record_given(self._context, self._gone_out)
        super().finish()

    def _release(self) -> Release | None:
        """Return how far the paper may go, None for an open one; raises Invalid."""
        if not self._paper.is_controlled:
            return None
        try:
            return self.release.value()
        except Invalid as fault:
            self.release.show_problem(fault.message)
            raise

    @override
    def show_fault(self, fault: BoardError) -> None:
        if isinstance(fault, TooHigh):
            self.release.show_too_high(fault.portions)
        super().show_fault(fault)

    @Slot()
    def _on_reader_edited(self) -> None:
        self._show_readers()
        self.place()


def not_printed(made: MadePaper) -> str:
    """Return which signs of a paper could not be printed as they were typed, "" if all could."""
    if not made.lost:
        return ""
    total = sum(times for _, times in made.lost)
    verb = "is" if total == 1 else "are"
    named = [_named(sign, times) for sign, times in made.lost[:_NAMED]]
    rest = len(made.lost) - _NAMED
    if rest > 0:
        named.append(f"{rest} others")
    return f"{count(total, 'sign')} can't be printed and {verb} shown as �: {joined(named)}."


def _named(sign: str, times: int) -> str:
    shown = f"{sign} (U+{ord(sign):04X})" if sign.isprintable() else f"U+{ord(sign):04X}"
    return shown if times == 1 else f"{shown} {times} times"


def _reader(values: Values) -> str:
    """Return whom the paper is for in words, "" for the whole board. Raises Invalid."""
    who = values["reader"]
    if who == _SECRETARIAT:
        return "Secretariat"
    if who == _AGENCIES:
        if not values["agencies"]:
            raise Invalid("Choose at least one agency.", field="agencies")
        return joined(values["agencies"])
    if who == _OTHERS:
        if not values["others"].strip():
            raise Invalid("Say whom the paper is for.", field="others")
        return str(values["others"])
    return ""
