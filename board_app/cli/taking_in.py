"""The import of a spreadsheet from a terminal: the plan in words, then all of it or nothing."""

from collections.abc import Callable

from board_app.cli import output
from board_app.cli.arguments import Arguments
from board_app.domain.errors import Refused
from board_app.domain.states import Role
from board_app.domain.words import count, joined
from board_app.services.actor import Actor
from board_app.services.intake.cells import ORDER
from board_app.services.intake.columns import FIELDS, field_of, guessed_columns
from board_app.services.intake.command import take_in_of
from board_app.services.intake.plan import Answer, LineState, Plan, Question, Wishes
from board_app.services.intake.planning import known, plan
from board_app.services.intake.raw import HowToRead, RawTable
from board_app.services.intake.reading import TakenRow
from board_app.services.progress import Progress
from board_app.services.session import Session

_SEPARATORS = {"tab": "\t", "\\t": "\t"}


def how_to_read(arguments: Arguments) -> HowToRead:
    """Return what the arguments say of the file."""
    delimiter = arguments.delimiter or ""
    return HowToRead(
        encoding=arguments.encoding or "",
        delimiter=_SEPARATORS.get(delimiter, delimiter),
        sheet=arguments.sheet or "",
    )


def take_in(
    session: Session, table: RawTable, arguments: Arguments, *, back_up: Callable[[], None]
) -> None:
    """Say what the file would do, and do it unless something is wrong with it.

    Raises Refused, with nothing written, for faults and open questions.
    """
    if table.asks_sheet:
        names = [sheet.name for sheet in table.sheets]
        raise Refused(f"The workbook has several sheets: {joined(names)}. Name one with --sheet.")
    if table.is_guess:
        raise Refused(f"{' '.join(table.notes)} Say --encoding {table.encoding}, or another one.")
    _say_taken(session.reading.intake.taken(table.digest))
    wishes = _wishes(table, arguments)
    found = plan(table, wishes, known(session, wishes.kind))
    for note in (*table.notes, *found.notes):
        output.say(output.visible(note))
    _say_columns(table, wishes)
    _say_faults(table, found, wishes.kind)
    output.say(f"{count(len(found.lines), 'line')}: {found.summary() or 'nothing to do'}")
    if found.open and not arguments.only_good:
        raise Refused("Nothing was written. Correct the file, or leave lines out by --only-good.")
    if not found.writes:
        # Faults that were left out by wish, or lines that stand here already.
        output.say(found.notes[0] if not found.lines else "There is nothing new in this file.")
        return
    if arguments.dry_run:
        output.say("Nothing was written: this was a rehearsal.")
        return
    if not session.actor.runs_the_board:
        session.act_as(Actor(name="Command line", role=Role.SECRETARIAT))
    back_up()
    session.do(take_in_of(table, wishes, found, progress=Progress()))
    left = len(found.lines) - found.writes - found.of(LineState.SAME)
    output.say(
        f"Imported {count(found.writes, 'line')} from {output.visible(table.file_name)}"
        f"{f', {left} left out' if left else ''}."
    )


def _wishes(table: RawTable, arguments: Arguments) -> Wishes:
    kind = arguments.kind
    answers = {}
    if arguments.dates:
        for field in FIELDS[kind]:
            if field.is_date:
                answers[f"{ORDER}:{field.key}"] = Answer(arguments.dates)
    return Wishes(kind, guessed_columns(kind, table.header), answers)


def _say_taken(rows: list[TakenRow]) -> None:
    if rows:
        row = rows[0]
        output.say(
            f"This very file was imported on {row.taken_on.isoformat()} by "
            f"{output.visible(row.person)}: {row.added} added, {row.changed} changed."
        )


def _say_columns(table: RawTable, wishes: Wishes) -> None:
    labels = {one.key: one.label for one in FIELDS[wishes.kind]}
    for heading, key in zip(table.header, wishes.columns, strict=True):
        if heading:
            output.say(f"  {output.visible(heading)} → {labels.get(key, 'not imported')}")


def _say_faults(table: RawTable, found: Plan, kind: str) -> None:
    if not found.lines and found.notes:
        raise Refused(f"{found.notes[0]} Nothing was written.")
    for line in found.lines:
        if line.state in (LineState.FAULT, LineState.ASKS):
            where = "row" if table.is_workbook else "line"
            sentence = output.visible(" ".join(line.sentence.split()))
            output.say(f"{table.file_name}, {where} {line.id}: {sentence}")
    for question in found.questions:
        output.say(_asked(question, kind))


def _asked(question: Question, kind: str) -> str:
    lines = count(question.lines, "line")
    if question.kind == ORDER:
        label = field_of(kind, question.folded).label
        return f"{label}: dates of digits alone in {lines}. Say --dates dmy, mdy or ymd."
    said = output.visible(question.said)
    return f"“{said}” in {lines} is no {question.kind} known here. Explain it in the window once."
