"""Whether a window can be shown here, told before Qt is loaded."""

from collections.abc import Mapping

_ON_A_SCREEN = ("", "xcb", "wayland", "wayland-egl")


def has_display(variables: Mapping[str, str], platform: str) -> bool:
    """Tell whether Qt would find a place for a window, be it one that nobody sees."""
    if not platform.startswith(("linux", "freebsd")):
        return True
    if variables.get("QT_QPA_PLATFORM", "").split(":")[0] not in _ON_A_SCREEN:
        return True
    return bool(variables.get("DISPLAY") or variables.get("WAYLAND_DISPLAY"))
