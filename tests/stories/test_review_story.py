"""The board looks at a country again: a review against its last one, adopted, seen on the map."""

from pathlib import Path

import pytest
from PySide6.QtGui import QColor

from tests.stories.conftest import Arrive
from tests.stories.person import CONTROL, KEY, NONE, SHIFT, Person
from ui.theme.service import theme

COUNTRY = "Central African Republic"
SITUATION = "Clashes resumed in the capital after the killing of a driver."


@pytest.mark.parametrize("keyboard_only", [False, True], ids=["mouse and keys", "keyboard only"])
def test_a_country_is_reviewed_against_its_last_review(
    arrive: Arrive, sample: Path, keyboard_only: bool
) -> None:
    person = arrive("Ingrid Vassallo-Kerr", keyboard_only=keyboard_only)
    before = see_the_watch_list(person)
    assert "3 Elevated" in before[2]
    assert person.colour_on_map("CF") == risk(3)
    points = see_the_table(person)

    rate(person)
    write(person)
    compare(person)
    adopt(person)

    assert "4 High" in see_the_watch_list(person)[2]
    assert person.colour_on_map("CF") == risk(4)
    after = see_the_table(person)
    assert len(after) > len(points), "the chart has one more step"
    assert any("4 High" in " ".join(row) for row in after)
    person.leave()

    person.start(sample, "sample")
    assert "4 High" in see_the_watch_list(person)[2]
    person.press(KEY.Key_Z, CONTROL)
    assert "3 Elevated" in see_the_watch_list(person)[2], "one undo takes the adoption back"
    assert person.colour_on_map("CF") == risk(3)
    person.leave()


def risk(level: int) -> QColor:
    return QColor(theme().tokens.risk[level])


def see_the_watch_list(person: Person) -> tuple[str, ...]:
    person.press(KEY.Key_4, CONTROL)
    return next(row for row in person.spoken("watch_list") if COUNTRY in row[0])


def see_the_table(person: Person) -> list[tuple[str, ...]]:
    """Open the country and read its chart as a table."""
    person.press(KEY.Key_4, CONTROL)
    person.choose("watch_list", COUNTRY)
    person.press(KEY.Key_Return)
    if not person.is_shown("level_table"):
        person.push("chart_as_table")
    return person.spoken("level_table")


def rate(person: Person) -> None:
    person.push("review_this_country", keys=(KEY.Key_R, CONTROL))
    assert COUNTRY in person.text("page_title")
    person.choose("factors", "Triggering factors")
    for key in (KEY.Key_5, KEY.Key_T, KEY.Key_C):
        person.press(key)
    person.choose("factors", "Motives or incentives")
    person.press(KEY.Key_4)
    person.press(KEY.Key_Return)
    person.fill("rationale", "Revenge is called for on the radio.")
    person.accept()
    person.choose("factors", "Weakness of State structures")
    person.press(KEY.Key_3)
    person.stand_on("overall_level")
    person.press(KEY.Key_4)
    rated = {row[1]: row for row in person.spoken("factors")}
    assert "5 Severe" in rated["Triggering factors"][4]
    assert "4 High" in rated["Motives or incentives"][4]


def write(person: Person) -> None:
    person.stand_on("section_situation")
    person.write(SITUATION)
    person.stand_on("section_recommendation")
    person.write("Ask for a report in September.")
    person.stand_on("overall_level")  # leaving the field stores it


def compare(person: Person) -> None:
    person.push("compare_reviews", keys=(KEY.Key_M, CONTROL | SHIFT))
    changed = person.spoken("compared_factors")
    assert len(changed) >= 3
    assert {row[2] for row in changed} != {row[3] for row in changed}, "what differs comes first"
    person.close_dialog()


def adopt(person: Person) -> None:
    person.push("adopt_review", keys=(KEY.Key_Return, CONTROL))
    person.accept()
    assert "agenda item" in person.form().form.fields["item_id"].error.text()
    person.pick("item_id", COUNTRY)
    person.accept()
    assert any("Adopted by decision" in words for words in person.labels())
    person.press(KEY.Key_0, NONE)
    assert "4 High" in " ".join(person.labels()) or person.is_shown("factors")
