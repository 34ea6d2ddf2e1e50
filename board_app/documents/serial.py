"""The file: objects packed into streams, with the table that finds them.

The library formats the objects it made (pages, outline, pictures); the structure, the fonts and
what the file says about itself are written here, in the same pass.
"""

import hashlib
import zlib
from collections.abc import Callable, Sequence

from reportlab.pdfbase import pdfdoc

from board_app.documents.embedding import Embedded
from board_app.documents.metadata import Facts, colour_profile, info, xmp
from board_app.documents.structure import Structure, element
from board_app.documents.syntax import number_tree, stream, text_string

_HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_OBJECTS_A_STREAM = 200
_LIBRARY_STREAM_END = b"endstream\n"
_FONTS = "BasicFonts"
_INTENT = (
    b"<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB IEC61966-2.1)"
    b"/Info(sRGB IEC61966-2.1)/RegistryName(http://www.color.org)/DestOutputProfile %d 0 R>>"
)


class Own(pdfdoc.PDFObject):  # type: ignore[misc]  # the library is untyped
    """A place among the library's objects for one that is written here.

    `make` is asked for its bytes when the pages have their numbers, which it is given in order.
    """

    __RefOnly__ = 1

    def __init__(self, make: Callable[[Sequence[int]], bytes] | None = None) -> None:
        self.make = make


class Serial:
    """Writes one finished document."""

    def __init__(
        self,
        document: pdfdoc.PDFDocument,
        structure: Structure,
        fonts: Sequence[Embedded],
        facts: Facts,
    ) -> None:
        self._document = document
        self._structure = structure
        self._fonts = fonts
        self._facts = facts
        self._objects: dict[int, bytes] = {}

    def data(self, fields: Sequence[str] = ()) -> bytes:
        """Return the file's bytes; `fields` are the names of those that take a signature."""
        document = self._document
        pages = self._number(document.Pages)
        outlines = document.Outlines
        outline = self._number(outlines) if outlines.ready > 0 else 0
        catalog, about, root = (self._number(Own()) for _ in range(3))
        self._embed()
        metadata = self._own(xmp(self._facts))
        profile = self._own(colour_profile())
        pages_drawn = self._page_numbers()
        self._format_library(pages_drawn)
        tree = self._write_structure(root, pages_drawn)
        parts = [
            b"<</Type/Catalog/Pages %d 0 R" % pages,
            b"/Outlines %d 0 R/PageMode/UseOutlines" % outline if outline else b"",
            b"/Lang" + text_string(self._facts.language),
            b"/MarkInfo<</Marked true>>/ViewerPreferences<</DisplayDocTitle true>>",
            b"/StructTreeRoot %d 0 R/Metadata %d 0 R" % (root, metadata),
            b"/OutputIntents[%s]" % (_INTENT % profile),
            self._page_labels(),
            self._form(fields) + b">>",
        ]
        self._objects[root] = self._structure.tree_root(tree)
        self._objects[catalog] = b"".join(parts)
        self._objects[about] = info(self._facts)
        return _assembled(self._objects, catalog, about)

    def _number(self, obj: pdfdoc.PDFObject) -> int:
        name = self._document.Reference(obj).name
        return int(self._document.idToObjectNumberAndVersion[name][0])

    def _own(self, body: bytes) -> int:
        number = self._number(Own())
        self._objects[number] = body
        return number

    def _page_labels(self) -> bytes:
        """Return how the reader's program numbers the pages, if not simply from 1 on."""
        facts = self._facts
        if not facts.labels and not facts.prefix:
            return b""
        prefix = b"/P" + text_string(facts.prefix) if facts.prefix else b""
        # Several tabs may be left out before one page: the last word counts.
        starts = {1: 1, **dict(facts.labels)}
        return b"/PageLabels" + number_tree(
            (page - 1, b"<</S/D%s/St %d>>" % (prefix, number))
            for page, number in sorted(starts.items())
        )

    def _form(self, fields: Sequence[str]) -> bytes:
        if not fields:
            return b""
        known = self._document.idToObjectNumberAndVersion
        numbers = b" ".join(b"%d 0 R" % known[name][0] for name in fields)
        return b"/AcroForm<</Fields[%s]/SigFlags 1>>" % numbers

    def _embed(self) -> None:
        entries = self._document.idToObject[_FONTS].dict
        for font in self._fonts:
            made = font.objects(lambda: self._number(Own()))
            self._objects.update(made)
            entries[font.key] = b"%d 0 R" % made[0][0]

    def _format_library(self, pages: Sequence[int]) -> None:
        """Format the library's objects; some are made only while others are formatted."""
        document, number = self._document, 0
        while (number := number + 1) in document.numberToId:
            obj = document.idToObject[document.numberToId[number]]
            if isinstance(obj, Own):
                if obj.make is not None:
                    self._objects[number] = obj.make(pages)
                continue
            body = pdfdoc.format(obj, document, toplevel=1)
            if body.endswith(_LIBRARY_STREAM_END):
                # PDF/A wants a line's end before this word; the library writes none.
                body = body[: -len(_LIBRARY_STREAM_END)] + b"\nendstream"
            self._objects[number] = body

    def _page_numbers(self) -> list[int]:
        """Return the object numbers of the pages in the order in which they were drawn."""
        known = self._document.idToObjectNumberAndVersion
        return [known[f"Page{at}"][0] for at in range(1, len(self._document.Pages.pages) + 1)]

    def _write_structure(self, root: int, pages: Sequence[int]) -> int:
        """Write the structure behind all that is numbered; return the parent tree's number."""
        names = {
            name: number for name, (number, _) in self._document.idToObjectNumberAndVersion.items()
        }
        tree = int(self._document.objectcounter) + 1
        for elem in self._structure.numbered(tree + 1):
            self._objects[elem.number] = element(elem, root, pages, names)
        self._objects[tree] = self._structure.parent_tree()
        return tree


def _assembled(objects: dict[int, bytes], catalog: int, about: int) -> bytes:
    """Return the file: streams as they are, all other objects packed, and the table."""
    numbers = sorted(objects)
    following = numbers[-1] + 1
    parts, at = [_HEAD], len(_HEAD)
    places: dict[int, tuple[int, int, int]] = {0: (0, 0, 65535)}

    def put(number: int, body: bytes) -> None:
        nonlocal at
        part = b"%d 0 obj\n%s\nendobj\n" % (number, body)
        places[number] = (1, at, 0)
        parts.append(part)
        at += len(part)

    packed = [number for number in numbers if not objects[number].endswith(b"endstream")]
    for start in range(0, len(packed), _OBJECTS_A_STREAM):
        group = packed[start : start + _OBJECTS_A_STREAM]
        for place, number in enumerate(group):
            places[number] = (2, following, place)
        put(following, _packed([(number, objects[number]) for number in group]))
        following += 1
    for number in numbers:
        if number not in places:
            put(number, objects[number])
    table = _table(places, following, at)
    digest = hashlib.sha256(b"".join(parts)).hexdigest()[:32].upper().encode("ascii")
    entries = b"/Type/XRef/Size %d/W[1 4 2]/Root %d 0 R/Info %d 0 R/ID[<%s><%s>]" % (
        following + 1,
        catalog,
        about,
        digest,
        digest,
    )
    tail = b"%d 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (
        following,
        stream(zlib.compress(table), entries + b"/Filter/FlateDecode"),
        at,
    )
    return b"".join([*parts, tail])


def _packed(objects: Sequence[tuple[int, bytes]]) -> bytes:
    """Return the stream that holds objects."""
    heads, bodies, at = [], [], 0
    for number, body in objects:
        heads.append(b"%d %d" % (number, at))
        bodies.append(body)
        at += len(body) + 1
    head = b" ".join(heads) + b"\n"
    entries = b"/Type/ObjStm/N %d/First %d/Filter/FlateDecode" % (len(objects), len(head))
    return stream(zlib.compress(head + b"\n".join(bodies)), entries)


def _table(places: dict[int, tuple[int, int, int]], own: int, own_at: int) -> bytes:
    """Return where each object is; a number that nothing uses is free."""
    places = {**places, own: (1, own_at, 0)}
    free = (0, 0, 65535)
    return b"".join(
        kind.to_bytes(1, "big") + where.to_bytes(4, "big") + place.to_bytes(2, "big")
        for kind, where, place in (places.get(number, free) for number in range(own + 1))
    )
