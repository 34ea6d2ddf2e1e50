"""The watch list as a drawn map: each level by its number, so that no colour is needed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from math import cos, hypot, pi, sin

from board_app.domain.document import Figure, Shape
from board_app.domain.risk import RiskLevel, Tier
from board_app.services.country_rows import WatchRow
from board_app.services.papers.words import Words
from board_app.services.papers.world import Outline, Ring, world_outlines

LEVEL_COLOURS = ("E3E6EA", "FBE7B5", "F7BE5E", "E78529", "BD4A17", "741C10")
_LAND = "EDEFF2"
_BORDER = "B4BCC6"
_EDGE = "16202C"
_MARKED_BELOW = 0.024
"""Smaller countries, as a share of the map's width, get a disc with their number."""
_DISC = 0.0085
_CORNERS = 20
_PUSHES = 6


def watch_map(rows: Sequence[WatchRow], words: Words, *, portion: str = "") -> Figure:
    """Return the map of the watched countries; what it shows is said in its alternative text."""
    world = world_outlines()
    watched = {row.alpha2: row for row in rows}
    return Figure(
        alt=map_in_words(rows, words),
        height=world.height,
        shapes=tuple(_shapes(world.outlines, world.main(), watched)),
        caption=words.say("Map of the watch list"),
        portion=portion,
    )


def map_in_words(rows: Sequence[WatchRow], words: Words) -> str:
    """Return what the map shows: each watched country by tier with level and trend."""
    if not rows:
        return words.say("World map. No country is on the watch list.")
    parts = []
    for tier, members in groupby(rows, key=lambda row: row.tier):
        named = [f"{row.name} ({level_in_words(row, words)})" for row in members]
        parts.append(f"{words.say((tier or Tier.MONITOR).label)}: {', '.join(named)}.")
    start = words.say("World map of the watch list.")
    return " ".join((start, *parts))


def level_in_words(row: WatchRow, words: Words) -> str:
    """Return "4 High, worsening", or that nothing was assessed."""
    level = words.say(row.level.label)
    if not row.level or row.trend is None:
        return level
    return f"{level}, {words.say(row.trend.label).lower()}"


def off_the_map(rows: Iterable[WatchRow]) -> list[WatchRow]:
    """Return the countries that the map has no place for."""
    known = world_outlines().main()
    return [row for row in rows if row.alpha2 not in known]


def _shapes(
    outlines: Iterable[Outline], main: Mapping[str, Outline], watched: Mapping[str, WatchRow]
) -> Iterator[Shape]:
    drawn = [one for one in outlines if one.rings]
    # What is watched lies over the borders of its neighbours, and a dashed border over both.
    for outline in sorted(drawn, key=lambda one: (one.is_dashed, one.code in watched)):
        row = watched.get(outline.code)
        yield Shape(
            outline.rings,
            LEVEL_COLOURS[row.level] if row is not None else _LAND,
            _EDGE if row is not None else _BORDER,
            is_hatched=row is not None and row.level is RiskLevel.NOT_ASSESSED,
            is_dashed=outline.is_dashed,
        )
    yield from _numbers(main, watched)


def _numbers(main: Mapping[str, Outline], watched: Mapping[str, WatchRow]) -> Iterator[Shape]:
    small = []
    for code, row in watched.items():
        outline = main.get(code)
        if outline is None:
            continue
        if outline.extent < _MARKED_BELOW:
            small.append((row, outline.point))
        else:
            yield Shape((), LEVEL_COLOURS[row.level], label=_number(row), at=outline.point)
    # Discs that would lie on each other are pushed apart: Rwanda would hide Burundi.
    for (row, _), centre in zip(small, _apart([point for _, point in small]), strict=True):
        is_hatched = row.level is RiskLevel.NOT_ASSESSED
        yield Shape(
            (_disc(centre),),
            LEVEL_COLOURS[row.level],
            _EDGE,
            label=_number(row),
            is_hatched=is_hatched,
            at=centre,
        )


def _number(row: WatchRow) -> str:
    return str(int(row.level)) if row.level else ""


def _disc(centre: tuple[float, float]) -> Ring:
    turns = (2 * pi * corner / _CORNERS for corner in range(_CORNERS))
    return tuple((centre[0] + _DISC * cos(turn), centre[1] + _DISC * sin(turn)) for turn in turns)


def _apart(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    found = list(points)
    for _ in range(_PUSHES):
        for one in range(len(found)):
            for other in range(one + 1, len(found)):
                dx, dy = found[other][0] - found[one][0], found[other][1] - found[one][1]
                distance = hypot(dx, dy)
                lack = 2 * _DISC - distance
                if lack <= 0:
                    continue
                ux, uy = (dx / distance, dy / distance) if distance else (1.0, 0.0)
                found[one] = (found[one][0] - ux * lack / 2, found[one][1] - uy * lack / 2)
                found[other] = (found[other][0] + ux * lack / 2, found[other][1] + uy * lack / 2)
    return found
