"""The outlines of the world map as plain rings, from the same file that the window reads."""

import json
import struct
from functools import cache
from typing import NamedTuple

import resources

Ring = tuple[tuple[float, float], ...]
_ELEMENT = struct.Struct(">iff")
_COUNT = struct.Struct(">i")


class Outline(NamedTuple):
    """A country or area: `rings` from 0 to 1 of the map's width, `extent` of its largest piece."""

    code: str
    is_dashed: bool
    point: tuple[float, float]
    extent: float
    rings: tuple[Ring, ...]


class WorldOutlines(NamedTuple):
    """All outlines; `height` is the map's height as a share of its width."""

    height: float
    outlines: tuple[Outline, ...]

    def main(self) -> dict[str, Outline]:
        """Return for each code the outline that its number stands in."""
        found: dict[str, Outline] = {}
        for outline in self.outlines:
            held = found.get(outline.code)
            if outline.code and (held is None or _rank(outline) > _rank(held)):
                found[outline.code] = outline
        return found


def _rank(outline: Outline) -> tuple[bool, float]:
    return not outline.is_dashed, outline.extent


@cache
def world_outlines() -> WorldOutlines:
    """Return the outlines, read once; raises ValueError if the file is damaged."""
    raw = resources.read_bytes("map", "world.bin")
    end = raw.index(b"\n")
    head = json.loads(raw[:end])
    width = float(head["width"])
    at, outlines = end + 1, []
    for told in head["shapes"]:
        rings, at = _rings(raw, at, width)
        x, y = told["point"]
        outlines.append(
            Outline(
                told["code"],
                told["dashed"],
                (x / width, y / width),
                told["extent"] / width,
                rings,
            )
        )
    if at != len(raw):
        raise ValueError("The shapes of the map are damaged.")
    return WorldOutlines(head["height"] / width, tuple(outlines))


def _rings(raw: bytes, at: int, width: float) -> tuple[tuple[Ring, ...], int]:
    """Return the rings of one streamed path and where the next begins."""
    (count,) = _COUNT.unpack_from(raw, at)
    at += _COUNT.size
    if not count:
        return (), at
    rings: list[list[tuple[float, float]]] = []
    for kind, x, y in _ELEMENT.iter_unpack(raw[at : at + count * _ELEMENT.size]):
        if kind == 0:
            rings.append([])
        rings[-1].append((round(x / width, 5), round(y / width, 5)))
    # Behind the elements stand where the last ring begins and the fill rule.
    return tuple(tuple(ring) for ring in rings), at + count * _ELEMENT.size + 2 * _COUNT.size
