"""The shapes of the world map: every country is there, and none is torn across it."""

import json
from itertools import pairwise

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath

import resources
from tests.places import on_map
from ui.kit.map_shapes import MapShape, shape_at, world

COUNTRIES = [row["alpha2"] for row in resources.read_json("countries")["countries"]]
AREAS = json.loads(resources.read_text("map", "areas.json"))
NO_PATH = {point["code"] for point in AREAS["points"]}
KIND = QPainterPath.ElementType


def shapes_of(code: str) -> list[MapShape]:
    return [shape for shape in world().shapes if shape.code == code]


@pytest.mark.parametrize("code", COUNTRIES)
def test_every_country_has_a_shape_or_a_marker(code: str) -> None:
    main = world().main_shapes()[code]

    assert main.path.isEmpty() == (code in NO_PATH)
    assert 0 < main.point.x() < world().width
    assert 0 < main.point.y() < world().height


@pytest.mark.parametrize("code", sorted(set(COUNTRIES) - NO_PATH))
def test_point_of_a_country_lies_within_it(code: str) -> None:
    main = world().main_shapes()[code]
    assert main.path.intersects(main.box)
    assert shape_at([main], main.point, 0.1) is main


@pytest.mark.parametrize("shape", world().shapes, ids=lambda shape: shape.name)
def test_no_line_crosses_the_map(shape: MapShape) -> None:
    """A ring that is not cut at the map's edge draws a streak from one side to the other."""
    elements = [shape.path.elementAt(i) for i in range(shape.path.elementCount())]
    drawn = [(one, two) for one, two in pairwise(elements) if two.type is KIND.LineToElement]

    longest = max((abs(one.x - two.x) for one, two in drawn), default=0)

    # 90 degrees at the equator; the longest true one is Canada's southern border.
    assert longest < world().width / 4


@pytest.mark.parametrize("shape", world().shapes, ids=lambda shape: shape.name)
def test_rings_are_closed(shape: MapShape) -> None:
    elements = [shape.path.elementAt(i) for i in range(shape.path.elementCount())]
    starts = [i for i, one in enumerate(elements) if one.type is KIND.MoveToElement]
    for start, end in pairwise([*starts, len(elements)]):
        first, last = elements[start], elements[end - 1]
        assert (first.x, first.y) == (last.x, last.y)
        assert end - start > 3


@pytest.mark.parametrize(
    ("town", "longitude", "latitude", "code"),
    [
        ("Paris", 2.35, 48.86, "FR"),
        ("Kathmandu", 85.32, 27.71, "NP"),
        ("Suva", 178.44, -18.12, "FJ"),
        ("Labasa, east of the others", 179.38, -16.43, "FJ"),
        ("Kinshasa", 15.27, -4.34, "CD"),
        ("Vladivostok", 131.9, 43.13, "RU"),
        ("Anadyr, beyond 180 degrees", 177.5, 64.73, "RU"),
        ("Provideniya", -173.2, 64.45, "RU"),
        ("Anchorage", -149.9, 61.2, "US"),
        ("Maseru, within South Africa", 27.9, -29.5, "LS"),
        ("Pristina", 21.17, 42.67, "XK"),
        ("Hargeisa", 44.07, 9.56, "SO"),
        ("Simferopol", 34.1, 44.95, "UA"),
        ("Kyrenia", 33.3, 35.3, "CY"),
        ("Laayoune", -13.1, 26.9, "EH"),
        ("Cayenne", -52.5, 4.7, "GF"),
        ("Saint-Denis", 55.5, -21.1, "RE"),
        ("Longyearbyen", 15.6, 78.2, "SJ"),
        ("Ramallah", 35.2, 31.9, "PS"),
        ("Juba", 31.6, 4.85, "SS"),
    ],
)
def test_town_lies_in_its_country(town: str, longitude: float, latitude: float, code: str) -> None:
    found = shape_at(world().shapes, on_map(longitude, latitude), 1.0)
    assert found is not None, town
    assert found.code == code


def test_open_sea_is_nobodys() -> None:
    assert shape_at(world().shapes, on_map(-30, 0), 1.0) is None
    assert shape_at(world().shapes, QPointF(-50, -50), 1.0) is None


def test_areas_of_the_table_are_drawn_as_it_says() -> None:
    told = {(one["name"], one["code"], one.get("dashed", False)) for one in AREAS["areas"]}
    drawn = {(one.name, one.code or "unmapped", one.is_dashed) for one in world().shapes}
    assert told <= drawn
    assert {name for name, _, dashed in drawn if dashed} == {
        name for name, _, dashed in told if dashed
    }


def test_codes_are_of_the_table_of_countries_or_of_areas() -> None:
    known = {*COUNTRIES, "", *(one["code"] for one in AREAS["areas"])}
    assert {shape.code for shape in world().shapes} <= known


def test_shapes_are_small_enough_to_ship() -> None:
    assert resources.path("map", "world.bin").stat().st_size < 2_000_000


def test_licence_lies_beside_the_shapes() -> None:
    text = resources.read_text("map", "LICENSE")
    assert "Natural Earth" in text
    assert "Michael Bostock" in text
    assert "Natural Earth" in resources.read_text("texts", "licences.txt")
