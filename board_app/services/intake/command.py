"""The one command of an import: all of it in one transaction, taken back in one step."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

from pydantic import ConfigDict, Field

from board_app.domain.base import LINE_LIMIT, Line, RecordId
from board_app.domain.errors import Invalid
from board_app.domain.intake import Intake, NameMeaning
from board_app.services.commands import Command, Handlers
from board_app.services.intake.columns import ACTIONS, COUNTRIES, PEOPLE
from board_app.services.intake.entries import (
    ActionEntry,
    CountryEntry,
    Entry,
    MeaningEntry,
    PersonEntry,
)
from board_app.services.intake.names import AGENCY, COUNTRY, PERSON
from board_app.services.intake.plan import Plan, Wishes
from board_app.services.intake.raw import RawTable
from board_app.services.intake.writing import write_actions, write_countries, write_people
from board_app.services.ports import Work
from board_app.services.progress import Progress


class TakeIn(Command):
    """Import the lines of a file; what was said about names is remembered with them."""

    model_config = ConfigDict(arbitrary_types_allowed=True)
    label: ClassVar[str] = "Import spreadsheet"

    kind: str
    file_name: Line
    digest: str
    entries: Sequence[Entry]
    meanings: Sequence[MeaningEntry] = ()
    left_out: int = 0
    progress: Progress | None = Field(default=None, exclude=True, repr=False)


def take_in_of(
    table: RawTable, wishes: Wishes, plan: Plan, *, progress: Progress | None = None
) -> TakeIn:
    """Return the command that writes the good lines of a plan; others count as left out."""
    return TakeIn(
        kind=plan.kind,
        file_name=table.file_name,
        digest=table.digest,
        entries=plan.good,
        meanings=_meanings(plan, wishes),
        left_out=len(plan.lines) - plan.writes,
        progress=progress,
    )


def _meanings(plan: Plan, wishes: Wishes) -> tuple[MeaningEntry, ...]:
    found = []
    for id, answer in wishes.answers.items():
        kind, _, form = id.partition(":")
        is_name = kind in (AGENCY, PERSON, COUNTRY) and len(form) <= LINE_LIMIT
        # A whole paragraph in the place of a name is answered, but it is no name to remember.
        if answer.remember and answer.value is not None and is_name:
            found.append(
                MeaningEntry(kind=kind, said=form, folded=form, target_id=RecordId(answer.value))
            )
    return tuple(found)


_WRITERS: Mapping[str, Callable[[Any, str, Progress, Work], None]] = {
    ACTIONS: write_actions,  # Any: the entries of its own kind
    PEOPLE: write_people,
    COUNTRIES: write_countries,
}
_ENTRIES = {ACTIONS: ActionEntry, PEOPLE: PersonEntry, COUNTRIES: CountryEntry}


def take_in(command: TakeIn, work: Work) -> RecordId:
    kind = _ENTRIES.get(command.kind)
    if kind is None or not all(isinstance(one, kind) for one in command.entries):
        raise Invalid("These lines are not of one kind.")
    if not command.entries:
        raise Invalid("There is nothing new in this file.")
    _WRITERS[command.kind](command.entries, command.file_name, command.progress or Progress(), work)
    for meaning in command.meanings:
        _remember(meaning, work)
    added = sum(one.id is None for one in command.entries)
    intake = Intake(
        digest=command.digest,
        file_name=command.file_name,
        kind=command.kind,
        taken_on=work.today,
        added=added,
        changed=len(command.entries) - added,
        left_out=command.left_out,
    )
    return work.add(intake).id


def _remember(meaning: MeaningEntry, work: Work) -> None:
    known = work.find(NameMeaning, kind=meaning.kind, folded=meaning.folded)
    if not known:
        work.add(NameMeaning(**meaning.model_dump()))
    elif known[0].target_id != meaning.target_id:
        work.save(known[0].revised(target_id=meaning.target_id))


HANDLERS: Handlers = {TakeIn: take_in}
