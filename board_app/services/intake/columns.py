"""Which columns a table of people, action items or countries may have, and what they are called."""

from collections.abc import Sequence
from typing import NamedTuple

from board_app.domain.fold import words

PEOPLE, ACTIONS, COUNTRIES = "people", "actions", "countries"
KINDS = ((ACTIONS, "Action items"), (PEOPLE, "People"), (COUNTRIES, "Countries"))


class Field(NamedTuple):
    """Something a column can become. `called` are headings that mean it, in folded words."""

    key: str
    label: str
    called: tuple[str, ...]
    is_needed: bool = False
    is_date: bool = False
    is_long: bool = False


def _any(said: str) -> tuple[str, ...]:
    return tuple(said.split("|"))


_ACTION_FIELDS = (
    Field(
        "reference",
        "Number",
        _any(
            "number|no|nr|ref|reference|tasking number|tasking no|item number|task number|"
            "id|control number|suspense number|due out number|action id"
        ),
    ),
    Field(
        "title",
        "What is to be done",
        _any(
            "title|tasking|task|action|action item|due out|item|what|subject|description|"
            "what is promised|what is to be done|requirement|request"
        ),
        is_needed=True,
    ),
    Field(
        "lead",
        "Lead agency",
        _any(
            "lead|opr|lead agency|owner|responsible|office of primary responsibility|"
            "action office|assigned to|agency|responsible agency|action agency"
        ),
    ),
    Field(
        "supporting",
        "Supporting agencies",
        _any(
            "support|supporting|ocr|supporting agencies|office of collateral|with|"
            "coordination|support agencies|info|assisting"
        ),
    ),
    Field(
        "due_on",
        "Due date",
        _any(
            "due|due date|suspense|suspense date|deadline|due on|target date|by when|ecd|date due"
        ),
        is_date=True,
    ),
    Field("status", "Status", ("status", "state", "stage", "disposition")),
    Field(
        "remarks",
        "Remarks (a follow-up)",
        _any(
            "remarks|remark|progress|update|notes|note|comments|comment|latest update|"
            "follow up|status update|status notes|last follow up"
        ),
        is_long=True,
    ),
    Field(
        "reported_by",
        "Who reported the remarks",
        _any("reported by|updated by|update by|remarks by"),
    ),
    Field("deliverable", "Deliverable", _any("deliverable|product|output"), is_long=True),
    Field(
        "measure",
        "Measure of done",
        _any("measure|measure of done|metric|success|done when"),
        is_long=True,
    ),
    Field("priority", "Priority", ("priority", "urgency", "prio")),
    Field("country", "Country", ("country", "about", "country of concern", "nation")),
    Field(
        "opened_on",
        "Opened",
        _any("opened|assigned|date assigned|created|date|opened on|start"),
        is_date=True,
    ),
    Field(
        "closed_on",
        "Closed",
        _any("closed|date closed|completed|closed on|done on|completion date"),
        is_date=True,
    ),
)
_PEOPLE_FIELDS = (
    Field("name", "Name", _any("name|full name|person|who|member"), is_needed=True),
    Field("first_name", "First name", ("first name", "first", "given name", "forename")),
    Field("last_name", "Last name", ("last name", "last", "surname", "family name")),
    Field(
        "agency",
        "Agency",
        _any("agency|organisation|organization|department|org|bureau|office"),
        is_needed=True,
    ),
    Field("role", "Appointed as", ("role", "appointed as", "capacity", "as", "appointment")),
    Field("valid_from", "Appointed from", _any("from|since|start|valid from"), is_date=True),
    Field("title", "Title", ("title", "position", "job title", "rank")),
    Field("email", "E-mail", ("e mail", "email", "mail", "e mail address", "email address")),
    Field("phone", "Telephone", ("telephone", "phone", "tel", "mobile", "phone number")),
    Field("note", "Note", _any("note|notes|remarks|comments"), is_long=True),
)
_COUNTRY_FIELDS = (
    Field(
        "code",
        "Code",
        _any(
            "code|iso|iso code|iso2|iso3|alpha2|alpha3|alpha 2|alpha 3|two letter code|"
            "three letter code|country code"
        ),
    ),
    Field("alpha3", "Three-letter code of a new one", ("second code", "long code")),
    Field("name", "Country", ("country", "name", "country name", "official name", "state")),
    Field(
        "board_name",
        "Name as used by the board",
        _any("board name|name as used by the board|short name|used name|our name"),
    ),
    Field("region", "Region", ("region", "bureau", "area")),
    Field("tier", "Tier of the watch list", ("tier", "watch list", "level", "category")),
    Field("reason", "Why it is watched", _any("reason|why|justification"), is_long=True),
    Field(
        "next_review_on",
        "Next review",
        _any("next review|review|review date|next review date"),
        is_date=True,
    ),
)
FIELDS = {ACTIONS: _ACTION_FIELDS, PEOPLE: _PEOPLE_FIELDS, COUNTRIES: _COUNTRY_FIELDS}
IGNORED = ""


def field_of(kind: str, key: str) -> Field:
    return next(one for one in FIELDS[kind] if one.key == key)


def guessed_columns(kind: str, header: Sequence[str]) -> tuple[str, ...]:
    """Return what each column seems to be, "" for none; no field is given twice."""
    taken: set[str] = set()
    found = [IGNORED] * len(header)
    # Whole headings first, so that "Due date" is not lost to a column that only begins so.
    for is_whole in (True, False):
        for number, heading in enumerate(header):
            if not found[number]:
                found[number] = _guess(kind, heading, taken, is_whole=is_whole)
                taken.add(found[number])
    return tuple(found)


def guessed_kind(header: Sequence[str]) -> str:
    """Return the kind of table whose fields the headings name most of."""
    scores = {kind: _score(kind, header) for kind, _ in KINDS}
    return max(scores, key=lambda kind: scores[kind])


def _score(kind: str, header: Sequence[str]) -> int:
    found = [key for key in guessed_columns(kind, header) if key]
    return 2 * len(found) + sum(field_of(kind, key).is_needed for key in found)


def _guess(kind: str, heading: str, taken: set[str], *, is_whole: bool) -> str:
    said = " ".join(words(heading))
    if not said:
        return IGNORED
    for field in FIELDS[kind]:
        if field.key in taken:
            continue
        own = " ".join(words(field.label))
        if is_whole and said in (*field.called, own, field.key.replace("_", " ")):
            return field.key
        if not is_whole and any(
            said.startswith(f"{called} ") or said.endswith(f" {called}") for called in field.called
        ):
            return field.key
    return IGNORED
