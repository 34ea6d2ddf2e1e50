"""Rings of longitudes and latitudes: unwrapped, thinned, cut at the map's edge, projected."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

Point = tuple[float, float]
Ring = list[Point]

# The map is centred on 11 degrees east, so that its edge, 169 degrees west, runs through the
# Bering Strait: no country is torn apart there but for a few islands.
CENTRE = 11.0
# Equal Earth (Savric, Patterson, Jenny 2018): every country has its true share of the picture,
# and Africa is not shrunk beside the north. Parallels are straight.
_A = (1.340264, -0.081106, 0.000893, 0.003796)
_ROOT = math.sqrt(3) / 2
WIDTH = 1000.0
"""The map's units: its equator is this long."""
NORTH, SOUTH = 84.0, -58.5
"""What is drawn; the Antarctic would take a fifth of the height."""


def projected(point: Point) -> Point:
    """Return map units, y downwards from the northern edge, of degrees beside the centre."""
    across, up = _equal_earth(*point)
    half, _ = _equal_earth(180.0, 0.0)
    _, top = _equal_earth(0.0, NORTH)
    scale = WIDTH / (2 * half)
    return (across + half) * scale, (top - up) * scale


def height() -> float:
    """Return the height of the map in its units."""
    return projected((0.0, SOUTH))[1]


def _equal_earth(longitude: float, latitude: float) -> Point:
    angle = math.asin(_ROOT * math.sin(math.radians(latitude)))
    square = angle * angle
    sixth = square**3
    a1, a2, a3, a4 = _A
    slope = a1 + 3 * a2 * square + sixth * (7 * a3 + 9 * a4 * square)
    across = math.radians(longitude) * math.cos(angle) / (_ROOT * slope)
    return across, angle * (a1 + a2 * square + sixth * (a3 + a4 * square))


def beside_centre(longitude: float) -> float:
    """Return a longitude counted from the map's centre, from -180 to 180."""
    return (longitude - CENTRE + 180.0) % 360.0 - 180.0


def unwrapped(points: Sequence[Point]) -> Ring:
    """Return the points without the jump from 180 to -180, which else draws a streak."""
    found = [points[0]]
    for longitude, latitude in points[1:]:
        turns = round((longitude - found[-1][0]) / 360.0)
        found.append((longitude - 360.0 * turns, latitude))
    return found


def thinned(line: Ring, tolerance: float) -> Ring:
    """Leave out points nearer than `tolerance` degrees to the line without them.

    It is done to whole arcs: neighbours share them, and no gap opens along a border.
    """
    stretch = math.cos(math.radians(line[len(line) // 2][1]))
    keep = {0, len(line) - 1}
    spans = [(0, len(line) - 1)]
    while spans:
        first, last = spans.pop()
        if last - first < 2:
            continue
        far, at = max(
            (_distance(line[i], line[first], line[last], stretch), i)
            for i in range(first + 1, last)
        )
        if far > tolerance:
            keep.add(at)
            spans += [(first, at), (at, last)]
    # A closed arc is an island, and two points are none.
    return [line[i] for i in sorted(keep)] if len(keep) > 3 or line[0] != line[-1] else line


def _distance(point: Point, start: Point, end: Point, stretch: float) -> float:
    across, up = (end[0] - start[0]) * stretch, end[1] - start[1]
    to_x, to_y = (point[0] - start[0]) * stretch, point[1] - start[1]
    length = across * across + up * up
    part = max(0.0, min(1.0, (to_x * across + to_y * up) / length)) if length else 0.0
    return math.hypot(to_x - part * across, to_y - part * up)


def on_the_map(ring: Sequence[Point]) -> Iterator[Ring]:
    """Yield the pieces of a ring of degrees as they lie on the map, in map units."""
    whole = unwrapped([(longitude - CENTRE, latitude) for longitude, latitude in ring])
    for turn in (-360.0, 0.0, 360.0):
        piece = [(longitude + turn, latitude) for longitude, latitude in whole]
        piece = _cut(_cut(piece, -180.0, 1), 180.0, -1)
        if len(piece) > 2:
            yield [projected(point) for point in piece]


def _cut(ring: Ring, edge: float, side: int) -> Ring:
    """Keep what lies on one side of a meridian (Sutherland and Hodgman's clipping)."""
    kept = []
    for (x0, y0), (x1, y1) in zip(ring, ring[1:] + ring[:1], strict=True):
        is_in, goes_in = (x0 - edge) * side >= 0, (x1 - edge) * side >= 0
        if is_in:
            kept.append((x0, y0))
        if is_in != goes_in:
            kept.append((edge, y0 + (edge - x0) / (x1 - x0) * (y1 - y0)))
    return kept


def parted(ring: Ring, latitude: float) -> tuple[Ring, Ring]:
    """Return the parts of a ring to the north and to the south of a parallel."""
    turned = [(up, across) for across, up in ring]
    north, south = (_cut(turned, latitude, side) for side in (1, -1))
    return [(x, y) for y, x in north], [(x, y) for y, x in south]


def box(ring: Sequence[Point]) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom."""
    across, up = [x for x, _ in ring], [y for _, y in ring]
    return min(across), min(up), max(across), max(up)


def extent(ring: Sequence[Point]) -> float:
    """Return the longer side of the box around a ring."""
    left, top, right, bottom = box(ring)
    return max(right - left, bottom - top)


def area(ring: Sequence[Point]) -> float:
    return abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in _sides(ring))) / 2


def middle(ring: Sequence[Point]) -> Point:
    """Return a point within the ring: its centre of mass, or the middle of its widest place."""
    x, y = _centre_of_mass(ring)
    if any(left <= x <= right for left, right in _spans(ring, y)):
        return x, y
    _, top, _, bottom = box(ring)
    rows = [top + (bottom - top) * part / 10 for part in range(2, 9)]
    spans = [(right - left, (left + right) / 2, y) for y in rows for left, right in _spans(ring, y)]
    if not spans:
        return x, y
    _, x, y = max(spans)
    return x, y


def _sides(ring: Sequence[Point]) -> Iterator[tuple[Point, Point]]:
    return zip(ring, [*ring[1:], ring[0]], strict=True)


def _centre_of_mass(ring: Sequence[Point]) -> Point:
    sides = [(a, b, a[0] * b[1] - b[0] * a[1]) for a, b in _sides(ring)]
    total = sum(part for _, _, part in sides) * 3
    if not total:
        return ring[0]
    x = sum((a[0] + b[0]) * part for a, b, part in sides) / total
    y = sum((a[1] + b[1]) * part for a, b, part in sides) / total
    return x, y


def _spans(ring: Sequence[Point], y: float) -> Iterator[Point]:
    """Yield where a level line runs within the ring, from left to right."""
    crossed = sorted(
        x0 + (y - y0) / (y1 - y0) * (x1 - x0)
        for (x0, y0), (x1, y1) in _sides(ring)
        if (y0 <= y) != (y1 <= y)
    )
    yield from zip(crossed[::2], crossed[1::2], strict=True)
