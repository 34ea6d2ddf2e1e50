"""Links that may stay: to a page of the same paper, or to the web by a plain address."""

from typing import Any

from pikepdf import Array, Dictionary, Name, NameTree, Object, Pdf, PdfError, Stream, String

from board_app.exchange.attachment.names import SCHEMES
from board_app.exchange.attachment.walking import name_of

_KEPT = frozenset(
    {"/Type", "/Subtype", "/Rect", "/QuadPoints", "/Contents", "/StructParent", "/F", "/P"}
)
_MOST_PLACES = 100_000
_LONGEST = 2000

Places = dict[str, Any]  # Any: whatever stands for a place, looked at when it is used


def named_places(pdf: Pdf) -> Places:
    """Return the places that links of the paper call by a name."""
    found: Places = {}
    old = pdf.Root.get("/Dests")
    if isinstance(old, Dictionary):
        found |= {name.removeprefix("/"): place for name, place in old.items()}
    names = pdf.Root.get("/Names")
    tree = names.get("/Dests") if isinstance(names, Dictionary) else None
    if isinstance(tree, Dictionary) and tree.is_indirect:
        try:
            for name, place in NameTree(tree).items():
                found[str(name)] = place
                if len(found) > _MOST_PLACES:
                    break
        except (PdfError, ValueError, KeyError):
            return found  # such links lead nowhere then
    return found


def keep_harmless(pdf: Pdf, page: Any, named: Places) -> None:  # Any: pikepdf's own object
    """Leave nothing on a page but links that do no harm; the rest was drawn into it."""
    notes = page.get("/Annots")
    if notes is None:
        return
    kept = []
    for note in list(notes) if isinstance(notes, Array) else []:
        if not isinstance(note, Dictionary):
            continue
        action, place = _target(pdf, note, named)
        is_link = name_of(note, "/Subtype") == "/Link" and "/Rect" in note
        for key in list(note.keys()):
            # What is dropped may still be named by the structure of the text: it is emptied.
            if not is_link or key not in _KEPT:
                del note[key]
        if not is_link or (action is None and place is None):
            continue
        note.Border = Array([0, 0, 0])
        if action is not None:
            note.A = action
        else:
            note.Dest = place
        kept.append(note)
    if kept:
        page.Annots = Array(kept)
    else:
        del page["/Annots"]


def _target(pdf: Pdf, note: Any, named: Places) -> tuple[Object | None, Object | None]:
    """Return a new action or a new place for a link, None for what may not be."""
    action = note.get("/A")
    if not isinstance(action, Dictionary):
        return None, _place(pdf, note.get("/Dest"), named)
    if name_of(action, "/S") == "/GoTo":
        return None, _place(pdf, action.get("/D"), named)
    if name_of(action, "/S") == "/URI":
        address = name_of(action, "/URI").strip()
        if (
            address.lower().startswith(SCHEMES)
            and len(address) <= _LONGEST
            and address.isprintable()
        ):
            return Dictionary(S=Name.URI, URI=String(address)), None
    return None, None


def _place(pdf: Pdf, place: Any, named: Places) -> Object | None:
    if isinstance(place, String | Name):
        place = named.get(str(place).removeprefix("/"))
    if isinstance(place, Dictionary) and not isinstance(place, Stream):
        place = place.get("/D")
    if not isinstance(place, Array) or len(place) < 2 or not isinstance(place[0], Dictionary):
        return None
    if name_of(place[0], "/Type") != "/Page" or not place[0].is_indirect:
        return None
    rest = [one for one in list(place)[1:6] if not isinstance(one, Array | Dictionary | Stream)]
    return Array([place[0], *rest])
