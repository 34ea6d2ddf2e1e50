"""The import: matched, compared, asked once, all or nothing, and taken back in one step."""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typing_extensions import override

from board_app.domain.action import ActionItem, ActionSupport, FollowUp
from board_app.domain.base import RecordId
from board_app.domain.country import Country
from board_app.domain.errors import Invalid, NotAllowed, StaleRecord
from board_app.domain.intake import Intake, NameMeaning
from board_app.domain.person import Appointment, Person, Role
from board_app.domain.risk import Tier
from board_app.domain.states import ActionStatus, Priority
from board_app.domain.watch import WatchEntry
from board_app.services.actions import ReviseAction
from board_app.services.intake.command import TakeIn, take_in_of
from board_app.services.intake.plan import LineState
from board_app.services.progress import Progress, Stopped
from tests.desk import Desk, MakeDesk
from tests.services.intake_desk import only, planned, states, table, taken, wishes

HEAD = ("Tasking no", "Tasking", "OPR", "Support", "Suspense", "Status", "Remarks")


def actions(desk: Desk) -> list[ActionItem]:
    rows = desk.engine.rows("SELECT id FROM action_item ORDER BY id")
    return [desk.record(ActionItem, RecordId(row["id"])) for row in rows]


def all_of(desk: Desk, model: type[Any]) -> list[Any]:  # Any: records of one kind
    rows = desk.engine.rows(f"SELECT id FROM {model.table} ORDER BY id")
    return [desk.record(model, row["id"]) for row in rows]


def test_an_action_item_comes_in_with_all_it_has(desk: Desk) -> None:
    wanted = table(
        (*HEAD, "Priority", "Country", "Assigned"),
        (
            *("T-7", "Options memo", "Department of State", "DoD; doj", "16 Sep 2015"),
            *("Ongoing", "Cable sent", "Urgent", "SDN", "2015-06-01"),
        ),
    )
    taken(desk, wanted)
    (item,) = actions(desk)
    assert (item.reference, item.title) == ("T-7", "Options memo")
    assert item.lead_id == desk.agencies["state"]
    assert (item.due_on, item.first_due_on) == (date(2015, 9, 16), date(2015, 9, 16))
    assert (item.status, item.priority) == (ActionStatus.IN_PROGRESS, Priority.HIGH)
    assert item.opened_on == date(2015, 6, 1)
    assert desk.record(Country, item.country_id or RecordId(0)).alpha2 == "SD"
    helping = [row.agency_id for row in all_of(desk, ActionSupport)]
    assert helping == [desk.agencies["dod"], desk.agencies["doj"]]
    (follow_up,) = all_of(desk, FollowUp)
    assert (follow_up.text, follow_up.status) == ("Cable sent", ActionStatus.IN_PROGRESS)
    (intake,) = all_of(desk, Intake)
    assert (intake.file_name, intake.added, intake.changed) == ("taskings.csv", 1, 0)


@pytest.mark.parametrize(
    ("said", "kept", "deliverable"),
    [
        ("A-2015-090", "A-2015-090", ""),
        ("a-2015-090", "A-2015-090", ""),
        ("TF/12", "TF/12", ""),
        ("17", "A-2015-001", "Their number: 17"),
        ("see below", "A-2015-001", "Their number: see below"),
        ("", "A-2015-001", ""),
    ],
)
def test_numbers_are_kept_if_they_say_whose_they_are(
    said: str, kept: str, deliverable: str, desk: Desk
) -> None:
    taken(desk, table(("No", "Tasking"), (said, "Memo")))
    (item,) = actions(desk)
    assert (item.reference, item.deliverable) == (kept, deliverable)


def test_own_numbers_go_on_behind_those_that_came_in(desk: Desk) -> None:
    taken(desk, table(("No", "Tasking"), ("A-2015-041", "Memo"), ("", "Brief")))
    assert [item.reference for item in actions(desk)] == ["A-2015-041", "A-2015-042"]
    assert desk.action("Later").reference == "A-2015-043"


def test_an_update_by_number_shows_differences_first(desk: Desk) -> None:
    item = desk.action("Memo", lead_id=desk.agencies["state"], due_on=date(2015, 7, 20))
    wanted = table(
        HEAD,
        (item.reference, "Options memo", "dod", "", "2015-08-03", "Blocked", "No clearance"),
    )
    line = only(planned(desk, wanted))
    assert line.state is LineState.CHANGED
    for part in (
        "Due Mon 20 Jul → Mon 3 Aug (a later date: Imported from taskings.csv)",
        "Open → Blocked",
        "Lead State → DoD",
        "Text “Memo” → “Options memo”",
        "Follow-up “No clearance”",
    ):
        assert part in line.sentence
    assert actions(desk) == [item]

    taken(desk, wanted)
    (changed,) = actions(desk)
    assert (changed.due_on, changed.first_due_on, changed.slips) == (
        date(2015, 8, 3),
        date(2015, 7, 20),
        1,
    )
    assert (changed.status, changed.lead_id) == (ActionStatus.BLOCKED, desk.agencies["dod"])
    (follow_up,) = all_of(desk, FollowUp)
    assert follow_up.reason == "Imported from taskings.csv"
    assert (follow_up.old_due_on, follow_up.new_due_on) == (item.due_on, changed.due_on)


def test_an_empty_cell_changes_nothing(desk: Desk) -> None:
    item = desk.action("Memo", lead_id=desk.agencies["state"], due_on=date(2015, 7, 20))
    wanted = table(HEAD, (item.reference, "Memo", "", "", "", "", ""))
    assert only(planned(desk, wanted)).state is LineState.SAME


def test_what_changed_after_the_preview_is_not_overwritten(desk: Desk) -> None:
    item = desk.action("Memo")
    wanted = table(("No", "Tasking"), (item.reference, "Other memo"))
    command = take_in_of(wanted, wishes(wanted), planned(desk, wanted))
    desk.do(ReviseAction(id=item.id, version=item.version, title="Mine"))
    with pytest.raises(StaleRecord):
        desk.session.do(command)
    assert [one.title for one in actions(desk)] == ["Mine"]


FAULTS = [
    (("T-1", "", "State", "", "", "", ""), "can't be empty"),
    (("T-1", "x" * 301, "State", "", "", "", ""), "longer than 300"),
    (("T-1", "Memo", "State", "", "2015-02-30", "", ""), "There is no 30 February 2015"),
    (("T-1", "Memo", "State", "", "5 Dec", "", ""), "no year"),
    (("T-1", "Memo", "State", "", "Week 53", "", ""), "no year"),
    (("T-1", "Memo", "State", "", "42201", "", ""), "no year"),
    (("T-1", "Memo", "#REF!", "", "", "", ""), "#REF!"),
    (("T-1", "(S//NF) Memo", "State", "", "", "", ""), "classified marking"),
    (("T-1", "Memo", "State", "", "", "", "half \ud800"), "half a character"),
]


@pytest.mark.parametrize(("row", "said"), FAULTS, ids=[said for _, said in FAULTS])
def test_a_fault_names_its_line_and_column(row: Sequence[str], said: str, desk: Desk) -> None:
    wanted = table(HEAD, row, ("T-2", "Good", "State", "", "", "", ""))
    made = planned(desk, wanted)
    assert states(made) == [LineState.FAULT, LineState.NEW]
    line = made.lines[0]
    assert line.id == 2
    assert said in line.sentence
    assert line.problems[0].column >= 0
    assert made.why_not().startswith("1 fault")


def test_a_number_that_stands_twice_is_a_fault(desk: Desk) -> None:
    made = planned(desk, table(("No", "Tasking"), ("T-1", "a"), ("t-1", "b")))
    assert states(made) == [LineState.NEW, LineState.FAULT]
    assert "stands in line 2 already" in made.lines[1].sentence


def test_c10_one_bad_line_stops_all_unless_it_is_left_out(desk: Desk) -> None:
    rows = [(f"T-{n}", f"Memo {n}", "2015-08-01") for n in range(1, 200)]
    wanted = table(("No", "Tasking", "Due"), *rows, ("T-200", "Memo", "31 Feb 2015"))
    made = planned(desk, wanted)
    assert (made.writes, made.open) == (199, 1)
    assert made.why_not()
    left = planned(desk, wanted, left_out=frozenset({201}))
    assert left.why_not() == ""
    taken(desk, wanted, left_out=frozenset({201}))
    (intake,) = all_of(desk, Intake)
    assert (intake.added, intake.left_out) == (199, 1)


def test_a_correction_takes_the_place_of_the_cells(desk: Desk) -> None:
    wanted = table(("No", "Tasking", "Due"), ("T-1", "Memo", "31 Feb 2015"))
    fixed = {2: ("T-1", "Memo", "28 Feb 2015")}
    assert only(planned(desk, wanted, corrections=fixed)).state is LineState.NEW
    taken(desk, wanted, corrections=fixed)
    assert actions(desk)[0].due_on == date(2015, 2, 28)


def test_c11_dates_of_digits_are_asked_once_for_a_column(desk: Desk) -> None:
    wanted = table(("Tasking", "Due"), ("a", "01/02/03"), ("b", "12/31/2015"), ("c", "2015-08-01"))
    made = planned(desk, wanted)
    assert states(made) == [LineState.ASKS, LineState.ASKS, LineState.NEW]
    (question,) = made.questions
    assert (question.id, question.lines) == ("order:due_on", 2)
    by_month = planned(desk, wanted, answers={"order:due_on": "mdy"})
    assert [line.entry.due_on for line in by_month.lines] == [  # type: ignore[union-attr]
        date(2003, 1, 2),
        date(2015, 12, 31),
        date(2015, 8, 1),
    ]
    by_day = planned(desk, wanted, answers={"order:due_on": "dmy"})
    assert states(by_day) == [LineState.NEW, LineState.FAULT, LineState.NEW]
    assert "no month 31" in by_day.lines[1].sentence


def test_unknown_names_are_asked_once_and_remembered(desk: Desk) -> None:
    wanted = table(("Tasking", "OPR"), ("a", "Stat Dept"), ("b", "STAT DEPT."), ("c", "State"))
    made = planned(desk, wanted)
    assert states(made) == [LineState.ASKS, LineState.ASKS, LineState.NEW]
    (question,) = made.questions
    assert (question.id, question.said, question.lines) == ("agency:stat dept", "Stat Dept", 2)
    taken(desk, wanted, answers={question.id: desk.agencies["state"]})
    assert {item.lead_id for item in actions(desk)} == {desk.agencies["state"]}
    (meaning,) = all_of(desk, NameMeaning)
    assert (meaning.kind, meaning.folded) == ("agency", "stat dept")
    later = table(("Tasking", "OPR"), ("d", "stat-dept"), digest="b" * 64)
    assert only(planned(desk, later)).state is LineState.NEW


def test_a_name_can_be_left_empty_and_is_not_remembered(desk: Desk) -> None:
    wanted = table(("Tasking", "OPR"), ("a", "the group"))
    taken(desk, wanted, answers={"agency:the group": None})
    assert actions(desk)[0].lead_id is None
    assert all_of(desk, NameMeaning) == []


def test_a_person_stands_for_their_agency(desk: Desk) -> None:
    made = planned(desk, table(("Tasking", "OPR"), ("a", "Ben Okoro")))
    assert "State" in only(made).sentence


def test_two_agencies_in_one_cell_are_lead_and_support(desk: Desk) -> None:
    taken(desk, table(("Tasking", "OPR"), ("a", "DoD / State")))
    assert actions(desk)[0].lead_id == desk.agencies["dod"]
    assert [row.agency_id for row in all_of(desk, ActionSupport)] == [desk.agencies["state"]]


def test_unknown_states_are_asked(desk: Desk) -> None:
    wanted = table(("Tasking", "Status"), ("a", "Nearly"))
    assert planned(desk, wanted).questions[0].id == "status:nearly"
    taken(desk, wanted, answers={"status:nearly": ActionStatus.SUBMITTED})
    assert actions(desk)[0].status is ActionStatus.SUBMITTED


def test_a_closed_item_comes_in_closed(desk: Desk) -> None:
    wanted = table(("Tasking", "Status", "Date closed"), ("a", "OBE", "2015-06-30"))
    taken(desk, wanted)
    (item,) = actions(desk)
    assert (item.status, item.closed_on) == (ActionStatus.OVERTAKEN, date(2015, 6, 30))


def test_a_step_that_does_not_exist_is_a_fault(desk: Desk) -> None:
    taken(desk, table(("No", "Tasking", "Status"), ("T-1", "a", "Closed")))
    wanted = table(("No", "Tasking", "Status"), ("T-1", "a", "Submitted"), digest="b" * 64)
    assert "closed can't become submitted" in only(planned(desk, wanted)).sentence


def test_people_are_matched_by_email_else_by_name_and_agency(desk: Desk) -> None:
    wanted = table(
        ("Name", "Agency", "Role", "E-mail", "Title"),
        ("Ben Okoro", "State", "Action officer", "ben@state.example", "Desk officer"),
        ("Hal Moss", "DoJ", "Deputy", "hal@doj.example", ""),
    )
    made = planned(desk, wanted, "people")
    assert states(made) == [LineState.CHANGED, LineState.NEW]
    assert made.lines[0].sentence == "Title “Desk officer” · E-mail “ben@state.example”"
    taken(desk, wanted, "people")
    hal = next(one for one in all_of(desk, Person) if one.name == "Hal Moss")
    held = [one for one in all_of(desk, Appointment) if one.person_id == hal.id]
    assert [(one.role, one.valid_from) for one in held] == [(Role.ALTERNATE, date(2015, 7, 6))]
    renamed = table(
        ("First name", "Last name", "Agency", "E-mail"),
        ("Benjamin", "Okoro", "DoD", "BEN@state.example"),
        digest="b" * 64,
    )
    line = only(planned(desk, renamed, "people"))
    assert line.sentence.startswith("Agency State → DoD/OSD · Name “Ben Okoro” → “Benjamin Okoro”")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("", "State", "a@b"), "can't be empty"),
        (("Hal", "", "a@b"), "which agency"),
        (("Hal", "State", "nobody"), "not an e-mail"),
    ],
)
def test_faults_of_people(row: Sequence[str], said: str, desk: Desk) -> None:
    line = only(planned(desk, table(("Name", "Agency", "E-mail"), row), "people"))
    assert line.state is LineState.FAULT
    assert said in line.sentence


def test_names_that_are_too_long_together_are_a_fault(desk: Desk) -> None:
    wanted = table(("First name", "Last name", "Agency"), ("x" * 200, "y" * 200, "State"))
    line = only(planned(desk, wanted, "people"))
    assert (line.state, line.sentence) == (
        LineState.FAULT,
        "This line is longer than 300 characters.",
    )


def test_countries_get_names_tiers_and_codes_of_their_own(desk: Desk) -> None:
    wanted = table(
        ("Code", "Country", "Board name", "Tier", "Reason", "Next review"),
        ("SD", "", "Sudan (both)", "Priority", "Darfur", "2015-09-01"),
        ("XK", "Kosovo", "", "3", "", ""),
        ("", "Burundi", "", "watch", "", ""),
    )
    made = planned(desk, wanted, "countries")
    assert states(made) == [LineState.CHANGED, LineState.NEW, LineState.CHANGED]
    taken(desk, wanted, "countries")
    by_code = {one.alpha2: one for one in all_of(desk, Country)}
    assert by_code["SD"].board_name == "Sudan (both)"
    assert (by_code["XK"].alpha3, by_code["XK"].name) == ("XKX", "Kosovo")
    tiers = {one.country_id: one for one in all_of(desk, WatchEntry)}
    assert tiers[by_code["SD"].id].tier is Tier.PRIORITY
    assert tiers[by_code["SD"].id].next_review_on == date(2015, 9, 1)
    assert tiers[by_code["BI"].id].reason == "Imported from taskings.csv"
    assert set(states(planned(desk, wanted, "countries"))) == {LineState.SAME}


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("UK", "Britain", ""), "no country UK"),
        (("X1", "Nowhere", ""), "two or three letters"),
        (("XN", "", ""), "needs its name"),
        (("", "", "x"), "Say which country"),
    ],
)
def test_faults_of_countries(row: Sequence[str], said: str, desk: Desk) -> None:
    made = planned(desk, table(("Code", "Country", "Region"), row), "countries")
    assert said in only(made).sentence


def test_t7_a_homoglyph_name_is_asked_about(desk: Desk) -> None:
    made = planned(desk, table(("Tasking", "Country"), ("a", "Sudаn")))  # a Cyrillic а
    assert only(made).state is LineState.ASKS
    hidden = planned(desk, table(("Tasking", "Country"), ("a", "Su\u200bdan")))
    assert only(hidden).state is LineState.NEW


def test_a_file_without_the_needed_column_says_which(desk: Desk) -> None:
    made = planned(desk, table(("Colour", "Size"), ("red", "1")))
    assert made.notes == ("No column is “What is to be done” yet.",)
    assert made.lines == ()


def test_the_same_file_is_recognised_with_date_and_person(desk: Desk) -> None:
    wanted = table(("No", "Tasking"), ("T-1", "a"))
    taken(desk, wanted)
    (row,) = desk.session.reading.intake.taken(wanted.digest)
    assert (row.person, row.taken_on, row.added) == ("Ann Reed", date(2015, 7, 6), 1)
    assert desk.session.reading.intake.taken("0" * 64) == []


def test_undo_takes_the_whole_import_back(desk: Desk) -> None:
    desk.action("Before", due_on=date(2015, 7, 20))
    before = desk.digest()
    wanted = table(
        HEAD,
        ("A-2015-001", "Before", "Stat Dept", "DoD", "2015-08-01", "Blocked", "x"),
        ("T-2", "New one", "Stat Dept", "DoD", "2015-08-01", "Closed", "y"),
    )
    taken(desk, wanted, answers={"agency:stat dept": desk.agencies["state"]})
    assert desk.session.undo_state().undo == "Import spreadsheet"
    after = desk.digest()
    desk.session.undo()
    assert desk.digest() == before
    assert desk.session.reading.intake.taken(wanted.digest) == []
    desk.session.redo()
    assert desk.digest() == after


class _StopLater(Progress):
    def __init__(self) -> None:
        super().__init__()
        self.steps = 0

    @override
    def step(self, done: int, total: int) -> None:
        self.steps += 1
        if self.steps > 2:
            self.stop()
        super().step(done, total)


def test_c7_stopping_while_it_is_written_writes_nothing(desk: Desk) -> None:
    wanted = table(("No", "Tasking"), *((f"T-{n}", f"Memo {n}") for n in range(1, 400)))
    before = desk.digest()
    command = take_in_of(wanted, wishes(wanted), planned(desk, wanted), progress=_StopLater())
    with pytest.raises(Stopped):
        desk.session.do(command)
    assert desk.digest() == before
    assert desk.session.undo_state().undo != "Import spreadsheet"


def test_only_the_secretariat_imports(desk: Desk) -> None:
    wanted = table(("No", "Tasking"), ("T-1", "a"))
    command = take_in_of(wanted, wishes(wanted), planned(desk, wanted))
    desk.become("Ben Okoro")
    with pytest.raises(NotAllowed):
        desk.session.do(command)


def test_an_import_of_nothing_is_refused(desk: Desk) -> None:
    with pytest.raises(Invalid):
        desk.session.do(TakeIn(kind="actions", file_name="x", digest="a" * 64, entries=()))


_WORDS = st.sampled_from(["Memo", "Brief", "Cable", "=1+1", "Zürich", "a b"])
_ROWS = st.lists(
    st.tuples(
        _WORDS,
        st.sampled_from(["State", "DoD", "doj", ""]),
        st.sampled_from(["State", "DoD; doj", ""]),
        st.sampled_from(["2015-08-01", "TBD", "", "16 Sep 2015", "31 Feb 2015"]),
        st.sampled_from(["Open", "Closed", "OBE", "In progress", ""]),
        st.sampled_from(["", "Sent", "Two\nlines"]),
    ),
    min_size=1,
    max_size=6,
)


@given(rows=_ROWS, is_numbered=st.booleans())
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_importing_twice_changes_nothing_and_undo_returns(
    rows: list[tuple[str, ...]], is_numbered: bool, make_desk: MakeDesk
) -> None:
    desk = make_desk()
    numbered = [(f"T-{at}" if is_numbered else "", *row) for at, row in enumerate(rows)]
    wanted = table(HEAD, *numbered)
    before = desk.digest()
    first = planned(desk, wanted)
    if not first.writes:
        return
    taken(desk, wanted)
    again = planned(desk, wanted)
    good = [LineState.SAME if one.state is LineState.NEW else one.state for one in first.lines]
    assert states(again) == good
    desk.session.undo()
    assert desk.digest() == before


def test_t1_all_naughty_strings_pass_through_unchanged(desk: Desk) -> None:
    path = Path(__file__).parents[1] / "corpora" / "blns.json"
    naughty: list[str] = json.loads(path.read_text(encoding="utf-8"))
    wanted = table(
        ("No", "Tasking", "Deliverable"),
        *((f"T-{at}", f"Text {at}", said) for at, said in enumerate(naughty)),
    )
    made = planned(desk, wanted)
    assert states(made) == [LineState.NEW] * len(naughty)
    taken(desk, wanted)
    stored = [item.deliverable for item in actions(desk)]
    assert len(stored) == 515
    assert [a for a, b in zip(stored, naughty, strict=True) if a != b] == []


def test_t6_a_long_text_is_kept_whole(desk: Desk) -> None:
    text = "word " * 26_000
    taken(desk, table(("No", "Tasking", "Deliverable"), ("T-1", "a", text)))
    assert actions(desk)[0].deliverable == text
