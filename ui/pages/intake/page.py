"""The import: choose a file, see what each line would do, correct, answer, and take it in."""

from pathlib import Path

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from board_app.domain.errors import BoardError, Refused
from board_app.domain.words import count
from board_app.services.changes import Outcome
from board_app.services.intake.columns import PEOPLE, guessed_columns
from board_app.services.intake.command import take_in_of
from board_app.services.intake.plan import LineState, PlannedLine, Question
from board_app.services.intake.raw import HowToRead
from board_app.services.keeping import Backup, Why
from ui.commands import action, list_action
from ui.kit.buttons import PRIMARY, ActionButton
from ui.kit.dialogs import ask_open_path
from ui.page import Context, Page
from ui.pages.intake import asking
from ui.pages.intake.lists import ColumnRow, column_rows
from ui.pages.intake.stand import Opened, Planned, Stand
from ui.pages.intake.view import IntakeView
from ui.places import ACTIONS, DIRECTORY, INTAKE, SETTINGS, Place

_TABLES = "Spreadsheets (*.csv *.tsv *.txt *.xlsx *.xlsm);;All files (*)"
_ASKED_MS = 100
_MOST_SHOWN = 5000
_WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".pdf")
_ALL = "all"
_NOTHING_YET = "Nothing is written before you say Import"


class IntakePage(Page):
    """Nothing is written before Import; then all of it is, in one step that Undo takes back."""

    name = INTAKE
    tables = frozenset(
        {"action_item", "action_support", "follow_up", "agency", "seat", "person", "appointment"}
        | {"country", "watch_entry", "name_meaning", "intake"}
    )

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._stand = Stand(context)
        self._is_writing = False
        self._ticks = QTimer(self)
        self._ticks.setInterval(_ASKED_MS)
        self._ticks.timeout.connect(self._on_tick)
        self._make_actions()
        after = (self.show_them, self.another)
        self.view = IntakeView(self.choose, self.cancel, after, self)
        self._add_buttons()
        self._connect()
        self._show_stand()

    @override
    def reload(self) -> None:
        if self._stand.table is not None and not self._is_writing:
            self._replan()

    @override
    def focus_main(self) -> None:
        view = self.view
        if view.work.isVisibleTo(self):
            view.lines.setFocus()
        else:
            self.setFocus()
            self.focusNextChild()

    @override
    def commands(self) -> list[QAction]:
        return [*self.actions(), *self.view.lines.actions()]

    def open_file(self, path: Path) -> None:
        """Read a file and plan its import."""
        self._stand = Stand(self.context, path)
        self._read(HowToRead())

    def _make_actions(self) -> None:
        self.choose = action(
            self, "choose_table", "Choose a spreadsheet", self._on_choose, keys="Ctrl+Shift+O"
        )
        self.take_in = action(self, "take_in", "Import", self._on_take_in, keys="Ctrl+Return")
        self.take_good = action(self, "take_good", "Import the good ones", self._on_take_in)
        self.cancel = action(self, "cancel_work", "Cancel", self._on_cancel)
        self.show_them = action(self, "show_imported", "Show them", self._on_show_them)
        self.another = action(self, "another_table", "Choose another", self._on_choose)
        self.ask_again = action(self, "ask_again", "Ask again", self._on_ask_again)

    def _add_buttons(self) -> None:
        view = self.view
        self.leave_out = list_action(
            view.lines, "leave_out", "Leave the line out, or take it in", self._on_leave_out, "Del"
        )
        self.correct = list_action(view.lines, "correct_line", "Correct", self._on_correct, "E")
        view.head.add_button(ActionButton(self.choose))
        view.head.add_button(ActionButton(self.take_good))
        view.head.add_button(ActionButton(self.take_in, PRIMARY))
        view.lines_card.add_to_head(ActionButton(self.correct, shows_keys=True))
        self.leave_out.setProperty("short", "Leave out")
        view.lines_card.add_to_head(ActionButton(self.leave_out, shows_keys=True))
        view.questions_card.add_to_head(ActionButton(self.ask_again))

    def _connect(self) -> None:
        view = self.view
        view.kind.edited.connect(self._on_kind_edited)
        for choice in (view.sheet, view.encoding, view.delimiter):
            choice.edited.connect(self._on_reading_edited)
        view.shown.edited.connect(self._show_lines)
        view.lines.row_activated.connect(self._on_line_activated)
        view.columns.row_activated.connect(self._on_column_activated)
        view.questions.row_activated.connect(self._on_question_activated)

    # Reading and planning: answers of an older wish are dropped.

    def _read(self, how: HowToRead) -> None:
        stand = self._stand
        self.view.say(self.view.fault, "")
        self._begin(f"Reading {stand.path.name}")
        self.desk.ask(
            self,
            stand.reading(how),
            lambda found: self._show_opened(stand, found),
            failed=self._on_failed,
        )

    def _show_opened(self, stand: Stand, found: Opened) -> None:
        self._end()
        if stand is self._stand:
            stand.take(found)
            self.view.show_source(found.table, stand.wishes.kind, stand.path.parent)
            self.view.shown.set_value(_ALL)
            self._show_stand()
            if not found.table.asks_sheet:
                self._replan()
                self.view.lines.setFocus()

    def _replan(self) -> None:
        stand = self._stand
        if stand.table is None or stand.table.asks_sheet:
            return
        self._begin("Looking at each line")
        self.desk.ask(
            self,
            stand.planning(),
            lambda found: self._show_planned(stand, found),
            failed=self._on_failed,
        )

    def _show_planned(self, stand: Stand, found: Planned) -> None:
        self._end()
        if stand is self._stand and found.wishes is stand.wishes:
            stand.planned(found)
            self._show_stand()

    def _begin(self, words: str) -> None:
        self.view.strip.show_work(words)
        self._ticks.start()
        self._show_possible()

    def _end(self) -> None:
        self._ticks.stop()
        self.view.strip.hide()
        self._show_possible()

    def _on_failed(self, fault: BoardError) -> None:
        self._is_writing = False
        self._end()
        view, stand = self.view, self._stand
        # The finished page of an earlier file would stand beside the fault of this one.
        stand.outcome = ""
        view.say(view.fault, fault.message)
        if stand.table is not None:
            view.show_source(stand.table, stand.wishes.kind, stand.path.parent)
        elif isinstance(fault, Refused) and stand.path.suffix.lower() not in _WORKBOOKS:
            stand.was_refused = True  # perhaps only the guess of its separator was wrong
            view.show_unread(stand.path)
        else:
            self._stand = Stand(self.context)
        self._show_stand()

    # What is on the screen.

    def _show_stand(self) -> None:
        view, stand = self.view, self._stand
        view.show_step(stand.step)
        view.say(view.taken, stand.taken_before())
        view.say(view.notes, " ".join(stand.notes()) if stand.step == "plan" else "")
        view.sentence.setText(stand.outcome)
        why = stand.plan.why_not() if stand.plan and stand.step == "plan" else ""
        facts = "Undo takes the whole import back" if stand.outcome else _NOTHING_YET
        view.head.show_words("Import", why or facts)
        if stand.table is not None and stand.step == "plan":
            rows = column_rows(stand.table, stand.wishes.kind, stand.wishes.columns)
            view.columns.set_rows(rows)
            view.columns_card.set_count(str(len(rows)))
            questions = stand.plan.questions if stand.plan else ()
            view.questions.set_rows(questions)
            view.questions_card.set_count(str(len(questions) or ""))
            self._show_filters()
            self._show_lines()
        self._show_possible()

    def _show_filters(self) -> None:
        plan = self._stand.plan
        if plan is None:
            return
        kept = self.view.shown.value()
        states = [state for state in LineState if plan.of(state)]
        choices = [(_ALL, f"All {len(plan.lines):,}")]
        choices += [(state.value, f"{state.label} {plan.of(state):,}") for state in states]
        self.view.shown.set_choices(choices)
        known = {value for value, _ in choices}
        self.view.shown.set_value(kept if kept in known else _ALL)

    @Slot()
    def _show_lines(self) -> None:
        plan = self._stand.plan
        if plan is None:
            return
        shown = self.view.shown.value()
        rows = [one for one in plan.lines if shown in (_ALL, one.state.value)]
        self.view.lines.set_rows(rows[:_MOST_SHOWN])
        first = f"the first {_MOST_SHOWN:,} of " if len(rows) > _MOST_SHOWN else ""
        self.view.lines_card.set_count(f"{first}{count(len(rows), 'line')}" if first else "")

    def _show_possible(self) -> None:
        plan, is_busy = self._stand.plan, self._ticks.isActive()
        writes, is_open = (plan.writes, plan.open) if plan else (0, 0)
        why = plan.why_not() if plan else "Choose a spreadsheet first."
        is_plan = self._stand.step == "plan"
        number = count(writes + is_open, "line") if plan and writes + is_open else ""
        self.take_in.setText(f"Import {number}".strip())
        self.take_in.setEnabled(is_plan and not why and not is_busy)
        self.take_in.setProperty("why", why)
        self.take_in.setVisible(self._stand.step != "finished")
        self.take_good.setText(f"Import the good {writes:,}")
        self.take_good.setVisible(is_plan and bool(writes and is_open))
        self.take_good.setEnabled(not is_busy)
        self.cancel.setEnabled(is_busy)
        for made in (self.leave_out, self.correct):
            made.setEnabled(is_plan and plan is not None and bool(plan.lines) and not is_busy)
        for made in (self.show_them, self.another):
            made.setEnabled(self._stand.step == "finished")
        self.ask_again.setVisible(bool(self._stand.wishes.answers))

    # What the person does.

    @Slot()
    def _on_choose(self) -> None:
        ask_open_path(self, "Choose a spreadsheet", _TABLES, self.open_file)

    @Slot()
    def _on_kind_edited(self) -> None:
        table = self._stand.table
        if table is not None:
            kind = self.view.kind.value()
            columns = guessed_columns(kind, table.header)
            self._stand.wish(kind=kind, columns=columns, answers={})
            self._replan()

    @Slot()
    def _on_reading_edited(self) -> None:
        view, table = self.view, self._stand.table
        if table is not None and table.is_workbook:
            self._read(HowToRead(sheet=view.sheet.value() or ""))
        else:
            self._read(HowToRead(view.encoding.value() or "", view.delimiter.value() or ""))

    @Slot(object)
    def _on_column_activated(self, row: ColumnRow) -> None:
        asking.ask_column(self, self._stand, row, self._replan)

    @Slot(object)
    def _on_question_activated(self, question: Question) -> None:
        asking.ask_question(self, self._stand, question, self._replan)

    @Slot()
    def _on_ask_again(self) -> None:
        self._stand.wish(answers={})
        self._replan()

    @Slot(object)
    def _on_line_activated(self, line: PlannedLine) -> None:
        stand = self._stand
        if stand.table is not None and line.state is not LineState.LEFT_OUT:
            asking.ask_line(self, stand, line, lambda found: self._show_planned(stand, found))

    @Slot()
    def _on_correct(self) -> None:
        line = self.view.lines.selected_row()
        if line is not None:
            self._on_line_activated(line)

    @Slot()
    def _on_leave_out(self) -> None:
        line = self.view.lines.selected_row()
        if line is not None:
            self._stand.wish(left_out=self._stand.wishes.left_out ^ {line.id})
            self._replan()

    @Slot()
    def _on_take_in(self) -> None:
        stand = self._stand
        if stand.table is None or stand.plan is None or not stand.plan.writes:
            return
        self._is_writing = True
        progress = stand.new_progress()
        self._begin("Writing")
        command = take_in_of(stand.table, stand.wishes, stand.plan, progress=progress)
        keeping = self.context.outside.keeping

        def take_in(_: Backup | None) -> None:
            self.desk.do(self, command, done=self._on_taken_in, failed=self._on_failed)

        # So much changes at once that it is worth a way back behind undo's.
        self.desk.ask(
            self,
            lambda session: keeping.back_up(session, Why.IMPORT),
            take_in,
            failed=self._on_failed,
        )

    def _on_taken_in(self, _: Outcome) -> None:
        self._is_writing = False
        self._stand.finish()
        self._end()
        self._show_stand()
        self.focus_main()

    @Slot()
    def _on_show_them(self) -> None:
        kind = self._stand.wishes.kind
        places = {PEOPLE: DIRECTORY, "actions": ACTIONS}
        self.context.navigator.go(Place(places.get(kind, SETTINGS)))

    @Slot()
    def _on_cancel(self) -> None:
        self._stand.progress.stop()

    @Slot()
    def _on_tick(self) -> None:
        progress = self._stand.progress
        self.view.strip.show_step(progress.done, progress.total)
