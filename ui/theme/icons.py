"""Lucide's line icons, coloured by the theme."""

from functools import lru_cache

from PySide6.QtGui import QIcon, QPixmap

import resources

_DRAWN = 40  # pixels for a 20 px icon on a dense screen


@lru_cache(maxsize=256)
def icon(name: str, colour: str) -> QIcon:
    """Return an icon in one colour; `name` is the file's name without its ending."""
    svg = resources.read_text("icons", f"{name}.svg").replace("currentColor", colour)
    svg = svg.replace('width="24"', f'width="{_DRAWN}"').replace(
        'height="24"', f'height="{_DRAWN}"'
    )
    pixmap = QPixmap()
    pixmap.loadFromData(svg.encode(), "SVG")
    pixmap.setDevicePixelRatio(2)
    return QIcon(pixmap)
