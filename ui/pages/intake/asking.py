"""What an import asks in forms; each stays open, with what was typed, until it is understood."""

from collections.abc import Callable

from board_app.domain.errors import BoardError
from board_app.services.intake.plan import LineState, PlannedLine, Question
from ui.page import Page
from ui.pages.intake import forms
from ui.pages.intake.lists import ColumnRow
from ui.pages.intake.stand import Planned, Stand


def ask_column(page: Page, stand: Stand, row: ColumnRow, done: Callable[[], None]) -> None:
    """Ask what a column becomes."""
    dialog = forms.column_dialog(row, stand.wishes.kind, page)

    def submit(values: forms.Values) -> None:
        stand.wish_column(row.id, values["becomes"] or "")
        dialog.finish()
        done()

    dialog.submitted.connect(submit)
    dialog.open()


def ask_question(page: Page, stand: Stand, question: Question, done: Callable[[], None]) -> None:
    """Ask once what stands behind a name, a state or the dates of a column."""
    if stand.names is None:
        return
    dialog = forms.question_dialog(question, stand.names, page)

    def submit(values: forms.Values) -> None:
        try:
            answer = forms.answer_of(values)
        except BoardError as fault:
            dialog.show_fault(fault)
            return
        stand.wish(answers={**stand.wishes.answers, question.id: answer})
        dialog.finish()
        done()

    dialog.submitted.connect(submit)
    dialog.open()


def ask_line(
    page: Page, stand: Stand, line: PlannedLine, planned: Callable[[Planned], None]
) -> None:
    """Let the cells of a line be corrected."""
    if stand.table is None:
        return
    dialog = forms.line_dialog(stand.table, stand.wishes, line, page)

    def submit(values: forms.Values) -> None:
        stand.correct(line.id, values)
        page.desk.ask(dialog, stand.planning(), show, failed=dialog.show_fault)

    def show(found: Planned) -> None:
        planned(found)
        now = next(one for one in found.plan.lines if one.id == line.id)
        if now.state is LineState.FAULT:
            forms.show_problems(dialog, now)
        else:
            dialog.finish()

    dialog.submitted.connect(submit)
    dialog.open()
    # Opening put the focus on the first field; it belongs on the first that is wrong.
    forms.show_problems(dialog, line)
