"""Every text of every command passes the gate, and so does what is kept while it is typed."""

import types
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from enum import Enum
from typing import Any, Literal, Union, get_args, get_origin

import pytest

from board_app.domain.base import Value
from board_app.domain.errors import Invalid
from board_app.services.commands import Command
from board_app.services.handlers import HANDLERS
from board_app.services.text_rules import Spill
from tests.desk import START, Desk
from tests.papers import PDF

HOSTILE = "(S) Held."
_NUMBERS = {"ceiling": 1, "nth": 1, "weekday": 1, "marking": 1}
_PLAIN = ("x", "US", "USA", "America/New_York", "10:00", "2015-07-16", "BI")


def filled(hint: Any, text: str) -> Any:
    """Return a value for a field, with a text wherever one may stand."""
    origin, parts = get_origin(hint), get_args(hint)
    if origin in {Union, types.UnionType}:
        return filled(next(one for one in parts if one is not type(None)), text)
    if origin is Literal:
        return parts[0]
    if origin is not None and issubclass(origin, Mapping):
        return {"term": filled(parts[1], text)}
    if origin is not None:
        return (filled(parts[0], text),)
    if hasattr(hint, "__supertype__") or (isinstance(hint, type) and issubclass(hint, bool)):
        return 1
    if issubclass(hint, Enum):
        return next(iter(hint))
    if issubclass(hint, Value):
        return hint(
            **{name: filled(one.annotation, text) for name, one in hint.model_fields.items()}
        )
    plain = {str: text, int: 30, bytes: PDF, date: date(2015, 7, 16), datetime: START}
    return plain[hint]


def has_text(hint: Any) -> bool:
    """Tell whether a person's text may stand in a field."""
    if isinstance(hint, type) and issubclass(hint, Value):
        return any(has_text(one.annotation) for one in hint.model_fields.values())
    return hint is str or any(has_text(part) for part in get_args(hint) if part is not hint)


def has_values(hint: Any) -> bool:
    """Tell whether a field holds values with fields of their own."""
    is_one = isinstance(hint, type) and issubclass(hint, Value)
    return is_one or any(has_values(part) for part in get_args(hint) if part is not hint)


def made(kind: type[Command], field: str) -> Command:
    """Return the command with the hostile text in one field; raises Invalid if it can't be made."""
    fault: Invalid | None = None
    for plain in _PLAIN:
        given = {
            name: _NUMBERS.get(name, filled(one.annotation, HOSTILE if name == field else plain))
            for name, one in kind.model_fields.items()
            if one.is_required() or name == field
        }
        try:
            return kind(**given)
        except Invalid as refused:
            fault = refused
            if field in refused.problems:
                break
    assert fault is not None
    raise fault


def fields() -> Iterator[tuple[type[Command], str]]:
    for kind in HANDLERS:
        for name, one in kind.model_fields.items():
            if has_text(one.annotation):
                yield kind, name


ALL = list(fields())


def test_the_fields_of_people_are_among_them() -> None:
    known = {f"{kind.__name__}.{name}" for kind, name in ALL}
    assert len(ALL) > 100
    wanted = {"AddNote.text", "RevisePerson.name", "ReviseDesignation.contact", "UseScheme.mapping"}
    assert wanted | {"SettleDecision.positions", "MarkNote.handling"} <= known


@pytest.mark.parametrize(
    ("kind", "name"), ALL, ids=[f"{kind.__name__}.{name}" for kind, name in ALL]
)
def test_classified_text_is_refused_in_every_field(
    kind: type[Command], name: str, desk: Desk
) -> None:
    before = desk.digest()
    with pytest.raises((Spill, Invalid)) as met:
        desk.session.do(made(kind, name))
    if isinstance(met.value, Invalid):
        # A code, a zone, a time of day, a term of the scheme: no sentence can stand there.
        assert name in met.value.problems
    else:
        assert isinstance(met.value, Spill)
        inside = has_values(kind.model_fields[name].annotation)
        assert met.value.field if inside else met.value.field == name
    assert desk.digest() == before


def test_typed_text_that_is_classified_is_not_kept_as_a_draft(desk: Desk) -> None:
    me = desk.session.actor.person_id or 0
    desk.session.drafts.keep(me, "new:1", "The source says so.")
    with pytest.raises(Spill):
        desk.session.drafts.keep(me, "new:1", "The source says so. (TS//SI) And more.")
    assert desk.session.drafts.kept(me) == {"new:1": "The source says so."}
