"""Pictures of pages that are kept, as many as there is room for."""

from collections import OrderedDict
from collections.abc import Collection
from typing import NamedTuple

from PySide6.QtGui import QImage

from board_app.services.outside import PagePicture, PaperPages


class Kept(NamedTuple):
    """A picture and how fine it is, in dots an inch."""

    dpi: float
    image: QImage


class Pictures:
    """Pictures by page; those seen longest ago go first when there are too many bytes."""

    def __init__(self, most_bytes: int) -> None:
        self._most = most_bytes
        self._bytes = 0
        self._kept: OrderedDict[int, Kept] = OrderedDict()

    @property
    def bytes(self) -> int:
        return self._bytes

    def get(self, number: int) -> Kept | None:
        kept = self._kept.get(number)
        if kept is not None:
            self._kept.move_to_end(number)
        return kept

    def is_as_fine(self, number: int, dpi: float) -> bool:
        """Tell whether a page is kept in just this fineness."""
        kept = self._kept.get(number)
        return kept is not None and kept.dpi == dpi

    def put(self, number: int, dpi: float, image: QImage, *, seen: Collection[int] = ()) -> None:
        """Keep a picture; those of the pages that are seen stay, however large they are."""
        self._drop(number)
        self._kept[number] = Kept(dpi, image)
        self._bytes += image.sizeInBytes()
        for other in list(self._kept):
            if self._bytes <= self._most:
                return
            if other != number and other not in seen:
                self._drop(other)

    def _drop(self, number: int) -> None:
        kept = self._kept.pop(number, None)
        if kept is not None:
            self._bytes -= kept.image.sizeInBytes()


def image_of(picture: PagePicture) -> QImage:
    """Return an image that owns its dots."""
    size = picture.width, picture.height, picture.stride
    return QImage(picture.pixels, *size, QImage.Format.Format_RGB32).copy()


def drawn(pages: PaperPages, number: int, dpi: float) -> QImage:
    """Return a page as an image; may be called on any thread."""
    return image_of(pages.picture(number, dpi))
