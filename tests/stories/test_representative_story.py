"""A representative, by keyboard only: what is due for the agency, progress, a later date."""

from pathlib import Path

from tests.stories.conftest import Arrive
from tests.stories.person import CONTROL, KEY, NONE, Person

PROGRESS = "The second draft went to all offices."
REASON = "Two offices wait for the new figures"


def test_a_representative_answers_for_the_agency(arrive: Arrive, sample: Path) -> None:
    person = arrive("Kwame Ellingsworth", keyboard_only=True)
    item = see_what_is_due(person)
    log_progress(person, item)
    ask_for_a_later_date(person, item)
    submit(person, item)
    find_what_is_not_offered(person)
    person.leave()

    person.start(sample, "sample")
    person.press(KEY.Key_3, CONTROL)
    person.choose("actions_list", item)
    row = next(one for one in person.spoken("actions_list") if item in one[0])
    assert "Submitted" in row[5]
    assert "14 Aug" in row[7]
    person.press(KEY.Key_Return)
    said = person.labels()
    assert PROGRESS in said
    assert f"Reason: {REASON}" in said
    assert any("Kwame Ellingsworth" in one for one in said)
    person.leave()


def see_what_is_due(person: Person) -> str:
    """Find on the first page what the agency owes, and open the first that State leads."""
    person.press(KEY.Key_1, CONTROL)
    assert "action items of State" in person.text("page_facts")
    due = {row[0] for name in ("late_actions", "soon_actions") for row in person.spoken(name)}
    person.press(KEY.Key_3, CONTROL)
    rows = person.spoken("actions_list")
    assert rows
    assert due <= {row[0] for row in rows}
    assert all("State" in row[2] or "+" in row[2] for row in rows), "only the own agency's"
    return next(row[0] for row in rows if row[2].startswith("State"))


def log_progress(person: Person, item: str) -> None:
    person.choose("actions_list", item)
    person.push("log_follow_up", keys=(KEY.Key_F, NONE))
    person.fill("text", PROGRESS)
    person.accept()


def ask_for_a_later_date(person: Person, item: str) -> None:
    person.choose("actions_list", item)
    person.press(KEY.Key_D)
    person.fill("new_due_on", "14 Aug 2015")
    person.accept()
    field = person.form().form.fields["reason"]
    assert field.error.isVisible()
    assert "needs a reason" in field.error.text()
    person.fill("reason", REASON)
    person.accept()
    assert any("14 Aug" in row[7] for row in person.spoken("actions_list") if item in row[0])


def submit(person: Person, item: str) -> None:
    person.choose("actions_list", item)
    person.press(KEY.Key_C)
    status = person.form().form.fields["status"]
    assert status.value() == "submitted", "the board alone closes"
    person.fill("text", "The paper is with the secretariat.")
    person.accept()


def find_what_is_not_offered(person: Person) -> None:
    """Commands of the secretariat are neither buttons that work nor keys."""
    assert person.button("new_action") is False
    before = person.spoken("actions_list")
    for key, modifiers in ((KEY.Key_N, CONTROL), (KEY.Key_Delete, NONE), (KEY.Key_E, NONE)):
        person.press(key, modifiers)
    assert person.spoken("actions_list") == before
    person.press(KEY.Key_Z, CONTROL)
    person.press(KEY.Key_Y, CONTROL)
