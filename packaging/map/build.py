"""Makes resources/map/world.bin, the shapes of the world map. Run by hand; it needs no package.

The source is countries-50m.json of the package world-atlas 2.0.2 (ISC; from Natural Earth, public
domain). With a JavaScript package manager at hand:

    npm pack world-atlas@2.0.2
    tar xzf world-atlas-2.0.2.tgz
    python packaging/map/build.py package/countries-50m.json

What a disputed area is drawn as stands in resources/map/areas.json: edit it and run this again.

The file: one line of JSON (width and height in map units, and for each shape its code, name,
dashed or not, a point within it and how long its largest piece is), then one path for each shape
as Qt streams a QPainterPath in single precision, so that it is read without a loop in Python.
"""

from __future__ import annotations

import json
import struct
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import rings
from rings import Point, Ring

ROOT = Path(__file__).resolve().parents[2]
AREAS = ROOT / "resources" / "map" / "areas.json"
COUNTRIES = ROOT / "resources" / "reference" / "countries.json"
TARGET = ROOT / "resources" / "map" / "world.bin"
UNMAPPED = "unmapped"
# A tenth of a map unit: a quarter of a pixel on a dense screen 2,200 pixels wide.
TOLERANCE = 0.036
# Specks smaller than this, in map units, are left out where the country has more.
SPECK = 0.25
# In map units, which are pixels at a width of 1000.
DIGITS = 2

Polygon = list[Ring]


@dataclass
class Shape:
    """A country, or an area with a border of its own; pieces are closed rings in map units."""

    code: str
    name: str
    is_dashed: bool = False
    pieces: list[Ring] = field(default_factory=list)
    point: Point = (0.0, 0.0)
    extent: float = 0.0

    def head(self) -> dict[str, object]:
        return {
            "code": "" if self.code == UNMAPPED else self.code,
            "name": self.name,
            "dashed": self.is_dashed,
            "point": [round(value, DIGITS) for value in self.point],
            "extent": round(self.extent, DIGITS),
        }


def arcs_of(topology: dict[str, Any]) -> list[Ring]:
    """Return the arcs in degrees."""
    scale_x, scale_y = topology["transform"]["scale"]
    left, bottom = topology["transform"]["translate"]
    found = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            line.append((x * scale_x + left, y * scale_y + bottom))
        found.append(rings.unwrapped(line))
    return found


def polygons_of(
    feature: dict[str, Any], arcs: Sequence[Ring], thin: Sequence[Ring]
) -> Iterator[Polygon]:
    """Yield the polygons of a feature, each an outer ring and its holes, in degrees."""
    listed = [feature["arcs"]] if feature["type"] == "Polygon" else feature["arcs"]
    for polygon in listed:
        made = [_ring(numbers, thin) for numbers in polygon]
        # Of Monaco nothing is left but a line.
        yield made if len(made[0]) > 2 else [_ring(numbers, arcs) for numbers in polygon]


def _ring(numbers: Sequence[int], arcs: Sequence[Ring]) -> Ring:
    line: Ring = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        line += arc[1:] if line else arc
    return rings.unwrapped(line)[:-1]


def shapes_of(topology: dict[str, Any]) -> list[Shape]:
    """Return all shapes, those of one code after each other."""
    known = {row["numeric"]: row for row in _json(COUNTRIES)["countries"]}
    table = _json(AREAS)
    arcs = arcs_of(topology)
    thin = [rings.thinned(arc, TOLERANCE) for arc in arcs]
    found: dict[tuple[str, str], Shape] = {}
    for feature in topology["objects"]["countries"]["geometries"]:
        source, row = feature["properties"]["name"], known.get(feature.get("id"))
        areas = [area for area in table["areas"] if area["source"] == source]
        for polygon in _cut(polygons_of(feature, arcs, thin), areas):
            made = _shape_for(polygon, areas, row)
            if made is None:
                raise SystemExit(f"{source}: areas.json does not say what it is drawn as")
            shape = found.setdefault((made.code, made.name), made)
            shape.pieces += [piece for ring in polygon for piece in rings.on_the_map(ring)]
    shapes = [shape for shape in found.values() if _finish(shape)]
    names = {row["alpha2"]: row["name"] for row in known.values()}
    shapes += [_marker(point, names) for point in table["points"]]
    missing = set(names) - {shape.code for shape in shapes}
    if missing:
        raise SystemExit(f"No shape and no point for {', '.join(sorted(missing))}")
    return sorted(shapes, key=lambda shape: (shape.code, shape.is_dashed, shape.name))


def _cut(polygons: Iterator[Polygon], areas: list[dict[str, Any]]) -> Iterator[Polygon]:
    """Yield the polygons, those of an area with a cut in two along its northern parallel."""
    north = next((area["box"][3] for area in areas if area.get("cut")), None)
    for polygon in polygons:
        parts = (
            [[ring] for ring in rings.parted(polygon[0], north) if len(ring) > 2] if north else []
        )
        # Only a polygon without holes is cut.
        yield from parts if len(polygon) == 1 and parts else [polygon]


def _shape_for(
    polygon: Polygon, areas: list[dict[str, Any]], row: dict[str, str] | None
) -> Shape | None:
    x, y = rings.middle(polygon[0])
    for area in areas:
        west, south, east, north = area.get("box", (-360, -90, 360, 90))
        if west <= x <= east and south <= y <= north:
            return Shape(area["code"], area["name"], area.get("dashed", False))
    return Shape(row["alpha2"], row["name"]) if row else None


def _finish(shape: Shape) -> bool:
    """Leave out what cannot be seen and find the point; False when nothing is on the map."""
    inside = [piece for piece in shape.pieces if rings.box(piece)[1] < rings.height()]
    if not inside:
        return False
    largest = max(inside, key=rings.area)
    shape.pieces = [piece for piece in inside if piece is largest or rings.extent(piece) >= SPECK]
    shape.point, shape.extent = rings.middle(largest), rings.extent(largest)
    return True


def _marker(point: dict[str, Any], names: dict[str, str]) -> Shape:
    place = rings.projected((rings.beside_centre(point["longitude"]), point["latitude"]))
    return Shape(point["code"], names[point["code"]], point=place)


def streamed(shape: Shape) -> bytes:
    """Return the pieces as one QPainterPath: its elements, where the last begins, the fill rule."""
    parts, count, start = [], 0, 0
    for piece in shape.pieces:
        start = count
        for number, (x, y) in enumerate([*piece, piece[0]]):
            parts.append(struct.pack(">iff", min(number, 1), round(x, DIGITS), round(y, DIGITS)))
            count += 1
    if not count:
        return struct.pack(">i", 0)
    odd_even = 0  # so that holes stay holes
    return struct.pack(">i", count) + b"".join(parts) + struct.pack(">ii", start, odd_even)


def _json(path: Path) -> Any:  # Any: each caller knows the shape of its own file
    return json.loads(path.read_text(encoding="utf-8"))


def main(arguments: list[str]) -> int:
    """Read the source and write the shapes; 2 when no source is named."""
    if len(arguments) != 1:
        print("usage: build.py countries-50m.json", file=sys.stderr)
        return 2
    shapes = shapes_of(_json(Path(arguments[0])))
    head = {
        "width": rings.WIDTH,
        "height": round(rings.height(), DIGITS),
        "shapes": [shape.head() for shape in shapes],
    }
    line = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
    TARGET.write_bytes(line + b"".join(streamed(shape) for shape in shapes))
    points = sum(len(piece) for shape in shapes for piece in shape.pieces)
    print(f"{len(shapes)} shapes, {points} points, {TARGET.stat().st_size // 1000} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
