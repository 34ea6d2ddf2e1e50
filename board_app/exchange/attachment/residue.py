"""What must not be in a clean PDF, looked for in every object of it.

It leans on nothing that the stripping did: a mistake there shows here.
"""

from collections.abc import Iterator

from pikepdf import Dictionary, Pdf, Stream

from board_app.exchange.attachment.counting import is_action
from board_app.exchange.attachment.names import (
    ACTIONS,
    BANNED,
    CATALOG,
    NOTES,
    PAGE,
    SCHEMES,
    TYPES,
)
from board_app.exchange.attachment.walking import Met, every, name_of
from board_app.services.attachment_check import Kind

_LINK = frozenset({"/URI", "/GoTo"})
_TRAILER = frozenset({"/Root", "/Size", "/ID", "/Prev", "/Type", "/W", "/Index", "/XRefStm"})


def residue(pdf: Pdf) -> Iterator[Kind]:
    """Yield the kind of each thing in a PDF that must not be there, of anything but its pages."""
    if set(pdf.trailer.keys()) - _TRAILER - {"/Length", "/Filter", "/DecodeParms"}:
        yield Kind.HIDDEN
    if set(pdf.Root.keys()) - CATALOG:
        yield Kind.ACTION
    for page in pdf.pages:
        if set(page.obj.keys()) - PAGE:
            yield Kind.ACTION
        for note in page.obj.get("/Annots", ()):
            if name_of(note, "/Subtype") != "/Link":
                yield Kind.COMMENT
    for met in every(pdf):
        yield from _of_object(met)


def _of_object(met: Met) -> Iterator[Kind]:
    held = met.object
    yield from (BANNED[key] for key in met.keys if key in BANNED)
    kind = TYPES.get(name_of(held, "/Type")) or NOTES.get(_subtype(met))
    if kind is not None:
        yield kind
    if is_action(held):
        action = name_of(held, "/S")
        if action in ACTIONS:
            yield ACTIONS[action]
        elif met.key == "/A" and action not in _LINK:
            yield Kind.ACTION
    if "/Next" in met.keys and met.key in {"/A", "/Next"}:
        yield Kind.ACTION
    if "/URI" in met.keys and not name_of(held, "/URI").lower().startswith(SCHEMES):
        yield Kind.ACTION
    if isinstance(held, Stream) and not {"/F", "/FFilter", "/Ref"}.isdisjoint(met.keys):
        yield Kind.FILE
    if isinstance(held, Stream) and "/PS" in (_subtype(met), name_of(held, "/Subtype2")):
        yield Kind.SCRIPT


def _subtype(met: Met) -> str:
    """Return the subtype of an annotation or a stream; a font may be of any."""
    held = met.object
    is_note = isinstance(held, Dictionary) and "/Rect" in held
    return name_of(held, "/Subtype") if is_note or isinstance(held, Stream) else ""
