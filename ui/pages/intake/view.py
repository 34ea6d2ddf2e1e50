"""The import page as it looks: the file and how it is read, its columns, questions and lines."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from board_app.services.intake.columns import KINDS
from board_app.services.intake.raw import DELIMITERS, ENCODINGS, RawTable
from ui.kit.buttons import ActionButton
from ui.kit.card import Card
from ui.kit.choice_field import ChoiceField
from ui.kit.columns import FoldingColumns, Part
from ui.kit.empty import EmptyState
from ui.kit.fields import Field
from ui.kit.notice import Notice
from ui.kit.page_head import PageHead, page_layout
from ui.kit.progress import ProgressStrip
from ui.kit.text import PlainLabel
from ui.kit.toggles import Toggles
from ui.pages.intake.lists import columns_list, lines_list, questions_list
from ui.theme.tokens import GAP, GUTTER

_INVITATION = (
    "Bring the spreadsheet you have today: action items, people or countries as CSV or XLSX. "
    "You see what each line would do before anything is written."
)


class IntakeView(QWidget):
    """Widgets without behaviour; the page fills and reads them."""

    def __init__(
        self, choose: QAction, cancel: QAction, after: Sequence[QAction], parent: QWidget
    ) -> None:
        super().__init__(parent)
        layout = page_layout(parent)
        layout.setSpacing(GUTTER)
        self.head = PageHead("Import")
        self.strip = ProgressStrip(cancel)
        self.taken = Notice("warning", "")
        self.notes = Notice("info", "")
        self.fault = Notice("danger", "")
        self.empty = Card("Spreadsheet", name="intake_empty")
        self.empty.add(EmptyState("download", _INVITATION, choose))
        self.finished = self._finished(after)
        self.source = self._source()
        self.lines_card = self._lines()
        self.side = self._side()
        self.work = FoldingColumns(
            (
                Part("Lines", self.lines_card, 7),
                Part("Questions and columns", self.side, 5, folds=True),
            )
        )
        for strip in (self.head, self.strip, self.taken, self.fault, self.notes):
            layout.addWidget(strip)
        for card in (self.empty, self.finished, self.source):
            layout.addWidget(card)
        layout.addWidget(self.work, 1)
        layout.addStretch(0)
        for notice in (self.taken, self.fault, self.notes):
            notice.hide()
        self.hide()

    def _source(self) -> Card:
        card = Card("File", name="intake_source")
        self.kind = ChoiceField(KINDS)
        self.sheet = ChoiceField()
        self.encoding = ChoiceField([(one.key, one.label) for one in ENCODINGS])
        self.delimiter = ChoiceField(DELIMITERS)
        self.fields = {
            "kind": Field("What it is", self.kind, name="intake_kind"),
            "sheet": Field("Sheet", self.sheet, name="intake_sheet"),
            "encoding": Field("Encoding", self.encoding, name="intake_encoding"),
            "delimiter": Field("Separator", self.delimiter, name="intake_delimiter"),
        }
        row = QHBoxLayout()
        row.setSpacing(GUTTER)
        for field in self.fields.values():
            row.addWidget(field, 1)
        card.body.addLayout(row)
        return card

    def _lines(self) -> Card:
        card = Card("Lines", name="intake_lines", grows=True)
        self.shown = Toggles()
        self.lines = lines_list()
        self.lines.empty_text = "No line is like this."
        card.body.addWidget(self.shown)
        card.add(self.lines, 1)
        return card

    def _side(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GUTTER)
        self.questions_card = Card("Questions", name="intake_questions", grows=True)
        self.questions = questions_list()
        self.questions_card.add(self.questions, 1)
        self.columns_card = Card("Columns", name="intake_columns", grows=True)
        self.columns = columns_list()
        self.columns_card.add(self.columns, 1)
        column.addWidget(self.questions_card, 2)
        column.addWidget(self.columns_card, 3)
        return side

    def _finished(self, after: Sequence[QAction]) -> Card:
        card = Card("Imported", name="intake_finished")
        self.sentence = PlainLabel("", wraps=True)
        self.sentence.setObjectName("intake_sentence")
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        for made in after:
            buttons.addWidget(ActionButton(made))
        buttons.addStretch(1)
        card.add(self.sentence)
        card.body.addLayout(buttons)
        return card

    def show_step(self, step: str) -> None:
        """Show what belongs to a step: "empty", "unread", "sheet", "plan", "finished"."""
        self.empty.setVisible(step == "empty")
        self.finished.setVisible(step == "finished")
        self.source.setVisible(step in ("unread", "sheet", "plan"))
        self.work.setVisible(step == "plan")
        if step != "plan":
            self.notes.hide()

    def show_source(self, table: RawTable, kind: str, folder: Path) -> None:
        """Show how the file was read; what a workbook or a text lacks is not asked."""
        self.source.set_title(f"{table.file_name} · {folder}")
        names = [(one.name, one.name, "hidden" if one.is_hidden else "") for one in table.sheets]
        self.sheet.set_choices(names)
        self.sheet.set_value(table.sheet)
        self.kind.set_value(kind)
        self.encoding.set_value(table.encoding)
        self.delimiter.set_value(table.delimiter)
        self.fields["kind"].show()
        self.fields["sheet"].setVisible(table.is_workbook)
        for key in ("encoding", "delimiter"):
            self.fields[key].setVisible(not table.is_workbook)

    def show_unread(self, path: Path) -> None:
        """Offer other ways to read a text file that was refused."""
        self.source.set_title(f"{path.name} · {path.parent}")
        for key, choice in (("encoding", self.encoding), ("delimiter", self.delimiter)):
            choice.set_value(None)
            self.fields[key].show()
        for key in ("kind", "sheet"):
            self.fields[key].hide()

    def say(self, notice: Notice, text: str) -> None:
        """Show a notice, or hide it for no words."""
        notice.set_text(text)
        notice.setVisible(bool(text))
