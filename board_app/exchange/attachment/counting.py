"""How much of each kind there is in a PDF that will be taken out."""

from collections import Counter
from typing import Any

from pikepdf import Dictionary, Pdf

from board_app.exchange.attachment.names import ACTIONS, BANNED, NOTES, SCHEMES
from board_app.exchange.attachment.walking import every, name_of
from board_app.services.attachment_check import Kind

_NO_COMMENTS = frozenset({"/Link", "/Popup", *NOTES})
_HIDING = frozenset(key for key, kind in BANNED.items() if kind is Kind.HIDDEN)


def counted(pdf: Pdf) -> tuple[tuple[Kind, int], ...]:
    """Return the numbers by kind, each thing once, without the kinds there are none of."""
    found: Counter[Kind] = Counter()
    for met in every(pdf):
        held = met.object
        found.update(_of(held, met.keys))
    for page in pdf.pages:
        for note in page.obj.get("/Annots", ()):
            subtype = name_of(note, "/Subtype") if isinstance(note, Dictionary) else ""
            if subtype and subtype not in _NO_COMMENTS:
                found[Kind.COMMENT] += 1
    if "/Info" in pdf.trailer:
        found[Kind.HIDDEN] += 1
    return tuple((kind, found[kind]) for kind in Kind if found[kind])


def is_action(held: Any) -> bool:  # Any: as in walking.Met
    """Tell whether a dictionary is an action and not an element of the structure of a text."""
    return "/S" in held and "/P" not in held and "/K" not in held


def _of(held: Any, keys: list[str]) -> list[Kind]:  # Any: as above
    kinds = [Kind.HIDDEN for key in keys if key in _HIDING]
    if "/EF" in keys:
        kinds.append(Kind.FILE)
    if "/XFA" in keys:
        kinds.append(Kind.FIELD)
    # A file is counted where it is held, a film where it is shown.
    note = NOTES.get(name_of(held, "/Subtype")) if "/Rect" in keys else None
    if note is not None and note is not Kind.FILE:
        kinds.append(note)
    action = ACTIONS.get(name_of(held, "/S")) if is_action(held) else None
    if action is not None and action is not Kind.MEDIUM:
        kinds.append(action)
    if "/URI" in keys and not name_of(held, "/URI").lower().startswith(SCHEMES):
        kinds.append(Kind.ACTION)
    return kinds
