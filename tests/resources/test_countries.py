"""The table of countries is whole, and its codes are well-formed."""

import json
import re
from collections import Counter
from importlib.resources import files

import pytest

from board_app.domain.country import Country
from board_app.domain.fold import fold

ROWS: list[dict[str, str]] = json.loads(
    files("resources").joinpath("reference", "countries.json").read_text(encoding="utf-8")
)["countries"]


def test_table_has_all_countries_and_territories() -> None:
    assert len(ROWS) == 249


@pytest.mark.parametrize("field", ["alpha2", "alpha3", "numeric", "name"])
def test_no_two_countries_share_a_code_or_a_name(field: str) -> None:
    counted = Counter(fold(row[field]) for row in ROWS)
    assert [value for value, times in counted.items() if times > 1] == []


@pytest.mark.parametrize(
    ("field", "shape"), [("alpha2", "[A-Z]{2}"), ("alpha3", "[A-Z]{3}"), ("numeric", "[0-9]{3}")]
)
def test_codes_are_well_formed(field: str, shape: str) -> None:
    assert [row for row in ROWS if not re.fullmatch(shape, row[field])] == []


def test_every_row_makes_a_country() -> None:
    made = [Country(**row) for row in ROWS]
    assert [one.shown_name for one in made] == [row["name"] for row in ROWS]


def test_rows_are_ordered_by_code() -> None:
    codes = [row["alpha2"] for row in ROWS]
    assert codes == sorted(codes)


def test_regions_are_those_of_the_united_nations() -> None:
    assert Counter(row["region"] for row in ROWS) == {
        "Africa": 60,
        "Americas": 57,
        "Asia": 51,
        "Europe": 51,
        "Oceania": 29,
        "": 1,
    }


@pytest.mark.parametrize(
    ("alpha2", "alpha3", "numeric", "name", "region"),
    [
        ("BI", "BDI", "108", "Burundi", "Africa"),
        ("CF", "CAF", "140", "Central African Republic", "Africa"),
        ("CD", "COD", "180", "Congo (Kinshasa)", "Africa"),
        ("MM", "MMR", "104", "Myanmar", "Asia"),
        ("SS", "SSD", "728", "South Sudan", "Africa"),
        ("SY", "SYR", "760", "Syria", "Asia"),
        ("XK", "", "", "", ""),
    ],
)
def test_known_country_has_its_codes(
    alpha2: str, alpha3: str, numeric: str, name: str, region: str
) -> None:
    found = [tuple(row.values()) for row in ROWS if row["alpha2"] == alpha2]
    assert found == ([(alpha2, alpha3, numeric, name, region)] if alpha3 else [])
