"""The structure of a document: what each piece of text is, in the order in which it is read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Union

from board_app.documents.syntax import number_tree, text_string

# Annotations count their places in the parent tree from here on, pages from zero.
_FIRST_ANNOTATION = 1_000_000

_COLUMN = b"/A<</O/Table/Scope/Column>>"
_ROW = b"/A<</O/Table/Scope/Row>>"


class Elem:
    """One element of the structure tree; its kids are elements, marked content and annotations.

    An element that holds nothing is left out of the file unless it `is_kept`: an empty cell is a
    cell.
    """

    __slots__ = ("extra", "is_kept", "kids", "number", "parent", "tag")

    def __init__(
        self, tag: str, parent: "Elem | None" = None, *, extra: bytes = b"", is_kept: bool = False
    ) -> None:
        self.tag = tag
        self.parent = parent
        self.extra = extra
        self.is_kept = is_kept
        self.kids: list[Kid] = []
        self.number = 0
        if parent is not None:
            parent.kids.append(self)

    def add(self, tag: str, *, extra: bytes = b"", is_kept: bool = False) -> "Elem":
        return Elem(tag, self, extra=extra, is_kept=is_kept)

    def head_cell(self) -> "Elem":
        """Add the head of a column to this row."""
        return Elem("TH", self, extra=_COLUMN, is_kept=True)

    def row_head(self) -> "Elem":
        """Add the cell that names this row."""
        return Elem("TH", self, extra=_ROW, is_kept=True)

    def cell(self, *, columns: int = 1) -> "Elem":
        """Add a cell to this row."""
        span = b"/A<</O/Table/ColSpan %d>>" % columns if columns > 1 else b""
        return Elem("TD", self, extra=span, is_kept=True)

    def list_of(self, *, is_numbered: bool = False) -> "Elem":
        """Add a list."""
        kind = b"Decimal" if is_numbered else b"Disc"
        return Elem("L", self, extra=b"/A<</O/List/ListNumbering/%s>>" % kind)

    def figure(self, alt: str) -> "Elem":
        """Add a figure with the words that stand for it; `placed` tells where it is."""
        return Elem("Figure", self, extra=b"/Alt" + text_string(alt))

    def placed(self, left: float, bottom: float, right: float, top: float) -> None:
        """Say where on its page a figure stands, in points."""
        box = b"%.2f %.2f %.2f %.2f" % (left, bottom, right, top)
        self.extra += b"/A<</O/Layout/Placement/Block/BBox[%s]>>" % box


@dataclass(frozen=True, slots=True)
class Annotated:
    """An annotation, by its name among the objects of the file."""

    page: int
    name: str


Kid = Union[Elem, tuple[int, int], Annotated]  # noqa: UP007  (Elem is not made yet)


class Structure:
    """The tree of one document, with what stands on its pages."""

    def __init__(self) -> None:
        self.root = Elem("Document", is_kept=True)
        self._pages: dict[int, list[Elem]] = {}
        self._annotated: list[Elem] = []

    def marked(self, elem: Elem, page: int) -> int:
        """Return the number of a new piece of content of an element on a page."""
        on_page = self._pages.setdefault(page, [])
        mcid = len(on_page)
        on_page.append(elem)
        elem.kids.append((page, mcid))
        return mcid

    def annotated(self, elem: Elem, page: int, name: str) -> int:
        """Return the place in the parent tree of an annotation that belongs to an element."""
        elem.kids.append(Annotated(page, name))
        self._annotated.append(elem)
        return _FIRST_ANNOTATION + len(self._annotated) - 1

    def has_content(self, page: int) -> bool:
        return page in self._pages

    def numbered(self, first: int) -> list[Elem]:
        """Return all elements that are written, each with its object number from `first` on."""
        _prune(self.root)
        elems = list(_in_order(self.root))
        for number, elem in enumerate(elems, first):
            elem.number = number
        return elems

    def tree_root(self, tree: int) -> bytes:
        """Return the root object; `tree` is the object number of the parent tree."""
        following = _FIRST_ANNOTATION + len(self._annotated)
        return b"<</Type/StructTreeRoot/K %d 0 R/ParentTree %d 0 R/ParentTreeNextKey %d>>" % (
            self.root.number,
            tree,
            following,
        )

    def parent_tree(self) -> bytes:
        """Return the tree that leads from marked content to its element."""
        entries = [
            (page - 1, b"[%s]" % b" ".join(b"%d 0 R" % elem.number for elem in elems))
            for page, elems in sorted(self._pages.items())
        ]
        entries += [
            (_FIRST_ANNOTATION + at, b"%d 0 R" % elem.number)
            for at, elem in enumerate(self._annotated)
        ]
        return number_tree(entries)


def element(elem: Elem, root: int, pages: Sequence[int], names: dict[str, int]) -> bytes:
    """Return the object of an element.

    `root` is the number of the tree's root, `pages` those of the pages in their order and `names`
    those of annotations.
    """
    kids_of = elem.kids
    parent = elem.parent.number if elem.parent else root
    head = b"<</S/%s/P %d 0 R" % (elem.tag.encode("ascii"), parent)
    if len(kids_of) == 1 and isinstance(kids_of[0], tuple):
        # Nearly all elements: one piece of text on one page.
        page, mcid = kids_of[0]
        return b"%s/Pg %d 0 R/K %d%s>>" % (head, pages[page - 1], mcid, elem.extra)
    own = min((kid[0] for kid in kids_of if isinstance(kid, tuple)), default=0)
    kids = [_kid(kid, own, pages, names) for kid in kids_of]
    if own:
        head += b"/Pg %d 0 R" % pages[own - 1]
    if len(kids) == 1:
        head += b"/K " + kids[0]
    elif kids:
        head += b"/K[%s]" % b" ".join(kids)
    return b"%s%s>>" % (head, elem.extra)


def _kid(kid: Kid, own: int, pages: Sequence[int], names: dict[str, int]) -> bytes:
    if isinstance(kid, Elem):
        return b"%d 0 R" % kid.number
    if isinstance(kid, Annotated):
        return b"<</Type/OBJR/Pg %d 0 R/Obj %d 0 R>>" % (pages[kid.page - 1], names[kid.name])
    page, mcid = kid
    if page == own:
        return b"%d" % mcid
    return b"<</Type/MCR/Pg %d 0 R/MCID %d>>" % (pages[page - 1], mcid)


def _prune(elem: Elem) -> bool:
    """Leave out what holds nothing; tell whether the element itself stays."""
    kids = elem.kids
    if any(kid.__class__ is Elem for kid in kids):
        elem.kids = kids = [kid for kid in kids if not isinstance(kid, Elem) or _prune(kid)]
    return bool(kids) or elem.is_kept


def _in_order(root: Elem) -> Iterator[Elem]:
    waiting = [root]
    while waiting:
        elem = waiting.pop()
        yield elem
        waiting += [kid for kid in reversed(elem.kids) if isinstance(kid, Elem)]
