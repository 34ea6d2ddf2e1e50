"""Which marking scheme is in force, what becomes of the portions, and the designation block."""

from collections.abc import Iterable, Mapping
from typing import ClassVar, Protocol

from board_app.domain.base import Line, Record, RecordId, Text
from board_app.domain.board import Board
from board_app.domain.errors import Invalid
from board_app.domain.marking import (
    Marking,
    checked,
    conflicts,
    handling_of,
    limit_of,
    read_marking,
)
from board_app.domain.scheme import MarkingScheme
from board_app.domain.vocabulary import Vocabulary, vocabulary_of
from board_app.domain.words import count, joined
from board_app.services.commands import Command, Handlers
from board_app.services.history_words import MODELS
from board_app.services.ports import Work
from board_app.services.scheme import shipped

_NAMED = 5


class Use(Protocol):
    """What carries a marking: a record, or how often the board has it."""

    @property
    def marking(self) -> int: ...

    @property
    def handling(self) -> str: ...


class UseScheme(Command):
    """Put a marking scheme in force; the portions there are take its terms.

    `mapping` says what becomes of each term that the new scheme lacks: "CUI" becomes "SBU",
    "SP-LEI" becomes "" (a category may be taken away, a limit never).
    """

    label: ClassVar[str] = "Change marking scheme"
    names_refused: ClassVar[frozenset[str]] = frozenset({"body"})

    body: Text
    mapping: Mapping[str, str] = {}


class ReviseDesignation(Command):
    """Say what stands in the designation block of controlled papers."""

    label: ClassVar[str] = "Change designation block"

    id: RecordId
    version: int
    controlled_by: Line = ""
    contact: Line = ""
    decontrol: Line = ""


def terms_without_home(
    old: Vocabulary, new: Vocabulary, uses: Iterable[Use]
) -> dict[str, tuple[str, ...]]:
    """Return each term that portions have and the new scheme lacks, with what it may become.

    The first level is open in every scheme; a limit becomes a limit, a controlled level a
    controlled one. What may become nothing has "" among its choices.
    """
    found: dict[str, tuple[str, ...]] = {}
    for use in uses:
        marking = read_marking(old, use.marking, use.handling)
        level = old.level(marking.level).code
        if marking.is_controlled and not new.rank_of(level):
            found[level] = tuple(one.code for one in new.levels[1:])
        for term in marking.categories:
            if any(conflicts(new, Marking(1, (term,)))):
                found[term] = ("", *_written_categories(new))
        for term in marking.limits:
            control, _ = limit_of(old, term)
            code = control.code if control else term
            if code not in new.by_code:
                takes = control.takes if control else ""
                found[code] = tuple(one.code for one in new.controls if one.takes == takes)
    return found


def _written_categories(scheme: Vocabulary) -> list[str]:
    prefix = scheme.grammar.specified
    specified = [f"{prefix}{one.code}" for one in scheme.categories if one.is_specified]
    return [*specified, *(one.code for one in scheme.categories if one.is_basic)]


def translated(old: Vocabulary, new: Vocabulary, use: Use, mapping: Mapping[str, str]) -> Marking:
    """Return a portion's marking in the new scheme's terms; raises Invalid if it has none."""
    marking = read_marking(old, use.marking, use.handling)
    if not marking.is_controlled:
        return marking
    code = old.level(marking.level).code
    rank = new.rank_of(mapping.get(code, code))
    if not rank:
        raise Invalid(f"Say which level of “{new.title}” {code} becomes.", field="mapping")
    terms = [mapping.get(term, term) for term in marking.categories]
    for term in marking.limits:
        control, countries = limit_of(old, term)
        own = control.code if control else term
        wanted = mapping.get(own, own)
        if wanted not in new.by_code:
            raise Invalid(
                f"Portions are limited by {own}, which “{new.title}” does not have. Say which of "
                "its limits takes its place, or change those portions first.",
                field="mapping",
            )
        terms.append(f"{wanted} {', '.join(countries)}".strip())
    return checked(new, rank, "/".join(term for term in terms if term))


def scheme_in_force(board: Board, work: Work) -> Vocabulary:
    """Return the scheme by which a board marks its portions."""
    if board.scheme_id is None:
        return vocabulary_of(shipped())
    return vocabulary_of(work.get(MarkingScheme, board.scheme_id).body)


def use_scheme(command: UseScheme, work: Work) -> RecordId:
    try:
        new = vocabulary_of(command.body)
    except Invalid as fault:
        raise Invalid(fault.message, field="body") from None
    board = work.find(Board)[0]
    old = scheme_in_force(board, work)
    for model in MODELS.values():
        if {"marking", "handling"} <= model.model_fields.keys():
            _translate(old, new, work.every(model), command.mapping, work)
    scheme_id = None if new == vocabulary_of(shipped()) else _keep(new, work)
    ceiling = _ceiling(old, new, board.ceiling, command.mapping)
    return work.save(board.revised(scheme_id=scheme_id, ceiling=ceiling)).id


def _translate(
    old: Vocabulary,
    new: Vocabulary,
    records: Iterable[Record],
    mapping: Mapping[str, str],
    work: Work,
) -> None:
    """Give portions their marking in the new scheme; raises Invalid with those without one."""
    refused: dict[str, list[str]] = {}
    for record in records:
        try:
            made = translated(old, new, record, mapping)  # type: ignore[arg-type]  # has both
        except Invalid as fault:
            refused.setdefault(fault.message, []).append(_name(record))
            continue
        if (made.level, handling_of(made)) != (record.marking, record.handling):  # type: ignore[attr-defined]
            work.save(record.revised(marking=made.level, handling=handling_of(made)))
    for message, names in refused.items():
        more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
        portions = f"{joined(names[:_NAMED]) if not more else ', '.join(names[:_NAMED])}{more}"
        raise Invalid(
            f"{message} It is about {count(len(names), 'portion')}: {portions}.", field="mapping"
        )


def _name(record: Record) -> str:
    reference = getattr(record, "reference", "")
    said = getattr(record, "title", "") or getattr(record, "text", "")
    short = " ".join(str(said).split())[:40]
    return reference or f"“{short}”"


def _keep(new: Vocabulary, work: Work) -> RecordId:
    """Keep the scheme with the board; one of the same code takes its place."""
    body = new.as_text()
    known = work.find(MarkingScheme, code=new.code)
    if not known:
        return work.add(MarkingScheme(code=new.code, title=new.title, body=body)).id
    changed = known[0].revised(title=new.title, body=body)
    return known[0].id if changed == known[0] else work.save(changed).id


def _ceiling(old: Vocabulary, new: Vocabulary, ceiling: int, mapping: Mapping[str, str]) -> int:
    """Return the board's ceiling by the new scheme: its own level's, else the highest."""
    if not ceiling:
        return 0
    code = old.level(ceiling).code
    return new.rank_of(mapping.get(code, code)) or len(new.levels) - 1


def revise_designation(command: ReviseDesignation, work: Work) -> RecordId:
    board = work.get(Board, command.id, version=command.version)
    return work.save(board.revised(**command.model_dump(exclude={"id", "version"}))).id


HANDLERS: Handlers = {UseScheme: use_scheme, ReviseDesignation: revise_designation}
