"""Whatever stands in the cells: a plan comes of it, and what it calls good can be written."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from board_app.domain.risk import Tier
from board_app.domain.states import ActionStatus, Priority, Role
from board_app.services.intake.columns import FIELDS, guessed_columns, guessed_kind
from board_app.services.intake.command import take_in_of
from board_app.services.intake.plan import Answer, Wishes
from board_app.services.intake.planning import known, plan
from board_app.services.intake.raw import RawLine, RawTable
from tests.desk import Desk, MakeDesk

_CELLS = st.one_of(
    st.text(max_size=12),
    st.text(alphabet="ab \n/,;&", max_size=12),
    st.sampled_from(
        [
            *("", "State", "DoD", "Ben Okoro", "SD", "Sudan", "XK", "XKX", "A-2015-001", "T-1"),
            *("2015-08-01", "01/02/03", "TBD", "Open", "OBE", "High", "Principal", "1 Priority"),
            *("x" * 299, "x" * 301, "#REF!", "(S//NF) x", "a@b", "half \ud800", "nul \x00", "١٢"),
        ]
    ),
)
_ANSWERS = {
    "status": ActionStatus.BLOCKED,
    "priority": Priority.HIGH,
    "role": Role.OFFICER,
    "tier": Tier.WATCH,
    "order": "dmy",
}


def test_a_paragraph_in_the_place_of_a_name_is_answered_and_not_remembered(desk: Desk) -> None:
    line = RawLine(2, ("T-1", "Memo", "x" * 301))
    table = RawTable("t.csv", "a" * 64, ("Number", "Title", "Lead"), (line,))
    columns = ("number", "title", "lead")
    (question,) = plan(table, Wishes("actions", columns), known(desk.session, "actions")).questions
    answers = {question.id: Answer(desk.agencies["state"], remember=True)}
    wishes = Wishes("actions", columns, answers)
    made = plan(table, wishes, known(desk.session, "actions"))
    desk.session.do(take_in_of(table, wishes, made))
    assert plan(table, Wishes("actions", columns), known(desk.session, "actions")).questions


@pytest.mark.parametrize("kind", list(FIELDS))
@given(data=st.data())
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_cells_are_planned_and_what_is_good_is_written(
    kind: str, data: st.DataObject, make_desk: MakeDesk
) -> None:
    desk: Desk = make_desk()
    columns = tuple(field.key for field in FIELDS[kind])
    rows = data.draw(st.lists(st.tuples(*[_CELLS] * len(columns)), min_size=1, max_size=4))
    lines = tuple(RawLine(at, row) for at, row in enumerate(rows, start=2))
    table = RawTable("t.csv", "a" * 64, columns, lines)
    board = known(desk.session, kind)
    first = plan(table, Wishes(kind, columns), board)
    answers = {one.id: Answer(_ANSWERS.get(one.kind), remember=True) for one in first.questions}
    for question in first.questions:
        if question.kind == "agency":
            answers[question.id] = Answer(desk.agencies["state"], remember=True)
    wishes = Wishes(kind, columns, answers)
    made = plan(table, wishes, known(desk.session, kind))
    assert made.questions == ()
    assert len(made.lines) == len(rows)
    before = desk.digest()
    if made.writes:
        desk.session.do(take_in_of(table, wishes, made))
        desk.session.undo()
    assert desk.digest() == before


@given(header=st.lists(st.text(max_size=20), min_size=1, max_size=12))
def test_any_headings_have_a_kind_and_columns_given_once(header: list[str]) -> None:
    kind = guessed_kind(header)
    given_keys = [key for key in guessed_columns(kind, header) if key]
    assert len(given_keys) == len(set(given_keys))
