"""Where a place on earth lies on the map, worked out apart from what built it."""

from math import asin, cos, pi, radians, sin, sqrt

from PySide6.QtCore import QPointF

_CENTRE, _NORTH = 11, 84


def on_map(longitude: float, latitude: float) -> QPointF:
    """Return map units of a place, by the formula of Equal Earth."""
    turned = (longitude - _CENTRE + 180) % 360 - 180
    half = _across(pi, 0)
    scale = 500 / half
    x = _across(radians(turned), _angle(latitude))
    return QPointF((x + half) * scale, (_up(_angle(_NORTH)) - _up(_angle(latitude))) * scale)


def _angle(latitude: float) -> float:
    return asin(sqrt(3) / 2 * sin(radians(latitude)))


def _across(longitude: float, angle: float) -> float:
    slope = 9 * 0.003796 * angle**8 + 7 * 0.000893 * angle**6 - 3 * 0.081106 * angle**2 + 1.340264
    return 2 * sqrt(3) * longitude * cos(angle) / (3 * slope)


def _up(angle: float) -> float:
    return 0.003796 * angle**9 + 0.000893 * angle**7 - 0.081106 * angle**3 + 1.340264 * angle
