"""The world map: read from its file, drawn anew, and drawn from the picture that is kept."""

import statistics
import time
from collections.abc import Callable

from figures import Figure
from PySide6.QtWidgets import QApplication

from ui.kit.map_shapes import world
from ui.kit.world_map import MapLevel, WorldMap
from ui.theme.service import theme

WIDTH, HEIGHT = 1100, 520
WATCHED = 40
ROUNDS = 15


def measure() -> list[Figure]:
    application = QApplication.instance() or QApplication([])
    theme().show("light", "comfortable")
    loading = _milliseconds(world.cache_clear, world)
    codes = sorted(world().main_shapes())[::6][:WATCHED]
    levels = {
        code: MapLevel(code, code, level=number % 6, trend_glyph="▲", on_watch=True)
        for number, code in enumerate(codes)
    }
    shown = WorldMap()
    shown.resize(WIDTH, HEIGHT)
    anew = _milliseconds(lambda: shown.show_levels(levels), shown.grab)
    kept = _milliseconds(lambda: None, shown.grab)
    shown.deleteLater()
    application.processEvents()
    detail = f"{WIDTH}x{HEIGHT}, {len(codes)} on the watch list"
    return [
        Figure("map read from its file, ms", loading, 10, f"{len(world().shapes)} shapes"),
        Figure("map drawn anew, ms", anew, 20, detail),
        Figure("map drawn from its picture, ms", kept, 5, detail),
    ]


def _milliseconds(prepare: Callable[[], object], act: Callable[[], object]) -> float:
    """Return the median time of an act; what prepares it is not counted."""
    times = []
    for _ in range(ROUNDS):
        prepare()
        start = time.perf_counter()
        act()
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1000
