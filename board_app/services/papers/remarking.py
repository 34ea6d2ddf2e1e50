"""Papers that are put into a marked book: there every portion bears its mark.

By itself a paper without anything controlled has no marks. It still knows what they would be.
"""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from board_app.domain.document import Document, Shape
from board_app.domain.marking import portion_mark
from board_app.domain.portion import MarkedText, Portion
from board_app.domain.vocabulary import Vocabulary

Part = TypeVar("Part")


def remarked(document: Document, scheme: Vocabulary) -> Document:
    """Return a document whose portions all bear their mark."""
    return replace(document, blocks=_marked(document.blocks, scheme))


def _marked(value: Part, scheme: Vocabulary) -> Part:
    made: Any = value  # Any: what is made is of the kind of what was given
    if isinstance(value, Portion):
        made = Portion(portion_mark(scheme, value.marking), value.marking)
    elif isinstance(value, MarkedText):
        text = value.text.removeprefix(value.lead)
        made = MarkedText(_marked(value.portion, scheme), text, lead=value.lead)
    elif isinstance(value, tuple):
        made = tuple(_marked(part, scheme) for part in value)
    elif is_dataclass(value) and not isinstance(value, type | Shape):
        changed = dict(_changed(value, scheme))
        made = replace(value, **changed) if changed else value
    return made  # type: ignore[no-any-return]  # as above


def _changed(value: Any, scheme: Vocabulary) -> Iterator[tuple[str, object]]:  # Any: a dataclass
    for field in fields(value):
        before = getattr(value, field.name)
        after = _marked(before, scheme)
        if after is not before:
            yield field.name, after
