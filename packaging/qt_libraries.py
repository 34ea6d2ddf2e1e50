"""The system libraries that Qt needs on Linux, and whether there is a display."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Mapping

# The library's file name, and the Debian package that brings it.
ALWAYS = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libX11.so.6": "libx11-6",
    "libbrotlidec.so.1": "libbrotli1",
}
X11 = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
WAYLAND = {
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}
# Without it the print dialog knows no printer.
PRINTING = {"libcups.so.2": "libcups2"}
# Qt's platforms that draw into memory: a window there would never be seen.
UNSEEN = ("offscreen", "minimal")


def has_display(variables: Mapping[str, str], platform: str) -> bool:
    """Say whether a window would be seen by someone."""
    if variables.get("QT_QPA_PLATFORM", "").split(":")[0] in UNSEEN:
        return False
    if not platform.startswith("linux"):
        return True
    return bool(variables.get("DISPLAY") or variables.get("WAYLAND_DISPLAY"))


def wanted(variables: Mapping[str, str], *, window: bool) -> dict[str, str]:
    """Return the libraries that are needed, with their packages."""
    libraries = dict(ALWAYS)
    if window:
        libraries |= PRINTING
        libraries |= X11 if variables.get("DISPLAY") else {}
        libraries |= WAYLAND if variables.get("WAYLAND_DISPLAY") else {}
    return libraries


def missing_packages(variables: Mapping[str, str], *, window: bool) -> list[str]:
    """Return Debian's names of what Qt lacks; only Linux leaves it to the system."""
    if not sys.platform.startswith("linux"):
        return []
    libraries = wanted(variables, window=window)
    return sorted({libraries[name] for name in missing(libraries)})


def missing(libraries: Mapping[str, str]) -> list[str]:
    """Return those libraries that the system's loader does not find."""
    return [name for name in libraries if not _loads(name)]


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True
