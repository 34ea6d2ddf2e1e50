"""A secretary brings the spreadsheet of the last years: 300 taskings, ten of them with a fault."""

import csv
from pathlib import Path

from tests.stories.conftest import Arrive
from tests.stories.person import CONTROL, KEY, NONE, SHIFT, Person

HEAD = ("Tasking no", "Tasking", "OPR", "Suspense", "Status", "Country", "Priority", "Remarks")
NUMBER, TITLE, LEAD, DUE, STATUS, COUNTRY, PRIORITY, REMARKS = range(8)

# What is wrong with a line, and what the person makes of it in the preview.
FAULTS = (
    (DUE, "31 Feb 2015", "28 Feb 2015"),
    (TITLE, "", "Options memo 41"),
    (NUMBER, "T-001", "T-071"),
    (TITLE, "x" * 301, "Options memo 101"),
    (REMARKS, "SECRET//NOFORN names", "Names are with the desk."),
    (DUE, "soon", "16 Jul 2015"),
)
# What is asked once: the word in the file, the choice, what the question is called.
ASKED = (
    (LEAD, "Ministry of Stars", "Treasury"),
    (STATUS, "Perhaps", "Submitted"),
    (COUNTRY, "Burundy", "Burundi"),
    (PRIORITY, "Sky high", "High"),
)
FOUND = "zanzibarite"


def taskings(folder: Path) -> Path:
    rows = [
        [f"T-{n:03}", f"Options memo {n}", "State", "2015-09-01", "Open", "Burundi", "Normal", ""]
        for n in range(1, 301)
    ]
    for at, (column, wrong, *_) in enumerate((*FAULTS, *ASKED)):
        rows[10 + 30 * at][column] = wrong
    path = folder / "taskings.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEAD, *rows])
    return path


def choose_the_file(person: Person, path: Path) -> None:
    person.press(KEY.Key_3, CONTROL)
    person.push("import_here")
    person.push("choose_table")
    person.save_as(path)
    assert len(person.rows("lines")) == 300
    assert person.button("take_in") is False, "nothing is taken in while something is wrong"


def correct_the_faults(person: Person) -> None:
    person.click("show_fault")
    for left in range(len(FAULTS), 0, -1):
        rows = person.rows("lines")
        assert len(rows) == left
        person.choose("lines", rows[0][0])
        person.press(KEY.Key_Return)
        column, _, right = next(
            one
            for one in FAULTS
            if person.form().form.fields[f"cell_{one[0]}"].error.isVisible()
            and person.form().form.fields[f"cell_{one[0]}"].value() == one[1]
        )
        person.fill(f"cell_{column}", right)
        person.accept()
    person.click("show_all")


def answer_the_questions(person: Person) -> None:
    for _, word, choice in ASKED:
        person.choose("questions", word)
        person.press(KEY.Key_Return)
        person.pick("value", choice)
        person.accept()
    assert person.rows("questions") == []


def test_three_hundred_taskings(arrive: Arrive, tmp_path: Path, sample: Path) -> None:
    person = arrive("Desmond Thackeray-Ito")
    choose_the_file(person, taskings(tmp_path))
    correct_the_faults(person)
    answer_the_questions(person)
    person.push("take_in")
    assert person.text("intake_sentence") == "Imported 300 lines from taskings.csv: 300 new."
    person.push("show_imported")

    log_and_find(person)
    person.leave()
    person.start(sample, "sample")
    find(person, FOUND, "Options memo 77")
    take_it_all_back(person)
    person.leave()


def log_and_find(person: Person) -> None:
    """Log a follow-up to one of them and find it by its word."""
    person.press(KEY.Key_3, CONTROL)
    person.look_for("action_words", "memo 77")
    person.wait(lambda: len(person.rows("actions_list")) == 1)
    person.choose("actions_list", "Options memo 77")
    person.push("log_follow_up", keys=(KEY.Key_F, NONE))
    person.fill("text", f"The partner writes of {FOUND} at the border.")
    person.accept()
    find(person, FOUND, "Options memo 77")
    person.press(KEY.Key_K, CONTROL)
    person.write(f"/{FOUND}")
    person.wait(lambda: any("memo 77" in row for row in person.palette()))
    person.close_dialog()


def find(person: Person, word: str, expected: str) -> None:
    person.press(KEY.Key_F, CONTROL | SHIFT)
    person.look_for("search_words", word)
    person.wait(lambda: any(expected in one for one in person.results()))
    assert all(word in one or expected in one for one in person.results())


def take_it_all_back(person: Person) -> None:
    """The follow-up and the import are two steps, so two undos bring the board back."""
    person.press(KEY.Key_Z, CONTROL)
    find_nothing(person, FOUND)
    person.press(KEY.Key_Z, CONTROL)
    find_nothing(person, "memo 77")


def find_nothing(person: Person, word: str) -> None:
    person.press(KEY.Key_F, CONTROL | SHIFT)
    person.look_for("search_words", word)
    person.wait(lambda: not person.results())
