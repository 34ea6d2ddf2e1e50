"""What all records share: identity, version, and change through a validating verb."""

import unicodedata
from typing import Annotated, Any, ClassVar, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from board_app.domain.errors import Invalid
from board_app.domain.ids import UNSAVED, RecordId

__all__ = [
    "HIGHEST_RANK",
    "UNSAVED",
    "Line",
    "Rank",
    "Record",
    "RecordId",
    "Text",
    "Title",
    "Value",
    "clean",
    "clean_line",
    "in_words",
    "titled",
]

LINE_LIMIT = 300
_TEXT_LIMIT = 2_000_000


def clean(text: str) -> str:
    """Return the text as it may be stored: NFC, no NUL, no lone surrogate.

    Raises ValueError for characters that no file can hold; everything else is kept as typed.
    """
    if "\x00" in text:
        raise ValueError("The text contains a NUL character, which can't be stored. Remove it.")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise ValueError("The text contains half a character. Remove it.") from None
    if len(text) > _TEXT_LIMIT:
        raise ValueError("The text is longer than two million characters. Attach it as a paper.")
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def clean_line(text: str) -> str:
    """Return a one-line text without outer blanks; raises ValueError if it is far too long."""
    line = " ".join(clean(text).split()) if text else ""
    if len(line) > LINE_LIMIT:
        raise ValueError(f"This line is longer than {LINE_LIMIT} characters.")
    return line


def titled(text: str) -> str:
    """Return a one-line text that is not empty."""
    line = clean_line(text)
    if not line:
        raise ValueError("This can't be empty.")
    return line


HIGHEST_RANK = 9
"""The rank of the highest level that a marking scheme may have; the open one is 0."""

Rank = Annotated[int, Field(ge=0, le=HIGHEST_RANK)]
Text = Annotated[str, AfterValidator(clean)]
Line = Annotated[str, AfterValidator(clean_line)]
Title = Annotated[str, AfterValidator(titled)]


_PLAIN = {
    "missing": "This is needed.",
    "date_from_datetime_parsing": "This is not a date. Write it like 16 Jul 2015.",
    "date_type": "This is not a date. Write it like 16 Jul 2015.",
    "datetime_type": "This is not a date with a time.",
    "datetime_from_date_parsing": "This is not a date with a time.",
    "int_parsing": "This must be a whole number.",
    "int_type": "This must be a whole number.",
    "int_from_float": "This must be a whole number.",
    "string_type": "This must be a text.",
    "date_parsing": "This is not a date. Write it like 16 Jul 2015.",
    "datetime_parsing": "This is not a date with a time.",
    "enum": "This is not one of the choices.",
    "string_pattern_mismatch": "This has not the form that is expected here.",
    "string_unicode": "The text contains half a character. Remove it.",
    "greater_than_equal": "This must be at least {ge}.",
    "less_than_equal": "This must be at most {le}.",
    "literal_error": "This must be {expected}.",
    "too_short": "At least {min_length} must stand here.",
    "too_long": "At most {max_length} may stand here.",
    "tuple_type": "This must be a list.",
    "model_type": "This must be an object with names and values.",
    "bool_type": "This must be true or false.",
    "bool_parsing": "This must be true or false.",
}


def in_words(error: Any) -> str:  # Any: pydantic's own shape of one mistake
    """Return one mistake as a sentence; the wrong value itself is never quoted."""
    cause = error.get("ctx", {}).get("error")
    if isinstance(cause, ValueError):
        return str(cause)
    pattern = _PLAIN.get(error["type"], "This does not fit here.")
    return pattern.format(**error.get("ctx", {}))


def _in_plain_words(fault: ValidationError) -> Invalid:
    """Turn pydantic's report into one sentence a field; the wrong value itself is never quoted."""
    problems: dict[str, str] = {}
    for error in fault.errors(include_url=False, include_input=False):
        problems.setdefault(str(error["loc"][0]) if error["loc"] else "", in_words(error))
    field, message = next(iter(problems.items()))
    return Invalid(message, field=field or None, problems=problems)


class Value(BaseModel):
    """A frozen value whose fields are checked at birth."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    def __init__(self, **fields: Any) -> None:  # Any: pydantic checks each field itself
        try:
            super().__init__(**fields)
        except ValidationError as fault:
            raise _in_plain_words(fault) from None


class Record(Value):
    """A row of the board with an identity and a version that only grows."""

    table: ClassVar[str]

    id: RecordId = UNSAVED
    version: int = 0
    archived_at: str | None = None

    def revised(self, **changes: Any) -> Self:  # Any: one value per field, checked by the model
        """Return the record with some fields changed, validated as a whole."""
        return type(self)(**{**self.__dict__, **changes})

    @property
    def is_archived(self) -> bool:
        return self.archived_at is not None
