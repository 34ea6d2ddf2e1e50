"""A typed line becomes the record that was meant, or says what is missing."""

import json
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from board_app.domain.base import RecordId
from board_app.domain.capture import (
    AgencyName,
    CapturedAction,
    CapturedDecision,
    Incomplete,
    Note,
    Part,
    parse_line,
)

MEETING = date(2015, 7, 16)
HOSTILE: list[str] = json.loads(
    (Path(__file__).parents[1] / "corpora" / "blns.json").read_text(encoding="utf-8")
)


def agency(number: int, code: str, *names: str) -> AgencyName:
    return AgencyName(RecordId(number), code, names)


STATE = agency(1, "State", "Department of State")
DEFENSE = agency(2, "DoD/OSD", "Department of Defense (Office of the Secretary of Defense)")
JOINT_STAFF = agency(3, "JS", "Joint Staff")
TREASURY = agency(4, "Treasury", "Department of the Treasury")
JUSTICE = agency(5, "DOJ", "Department of Justice")
USAID = agency(7, "USAID", "U.S. Agency for International Development")
USUN = agency(8, "USUN", "U.S. Mission to the United Nations")
BOARD = (STATE, DEFENSE, JOINT_STAFF, TREASURY, JUSTICE, USAID, USUN)


def action(line: str) -> CapturedAction:
    found = parse_line(line, BOARD, MEETING)
    assert isinstance(found, CapturedAction), found
    return found


def incomplete(line: str) -> Incomplete:
    found = parse_line(line, BOARD, MEETING)
    assert isinstance(found, Incomplete), found
    return found


def test_plain_line_is_a_note() -> None:
    assert parse_line("  The chair opened. ", BOARD, MEETING) == Note("The chair opened.")


def test_sign_inside_a_line_is_a_note() -> None:
    line = "Wow! Write to desk@example.org"
    assert parse_line(line, BOARD, MEETING) == Note(line)


@pytest.mark.parametrize("line", ["! Adopt the plan", "!Adopt  the plan", "  ！Adopt the plan "])
def test_exclamation_begins_a_decision(line: str) -> None:
    found = parse_line(line, BOARD, MEETING)
    assert isinstance(found, CapturedDecision)
    assert found.text == "Adopt the plan"


def test_empty_decision_is_incomplete() -> None:
    assert incomplete("!  ").why == "Write what was decided after the “!”."


@pytest.mark.parametrize(
    ("line", "lead"),
    [
        ("@State 5 Dec write", STATE),
        ("@STATE 5 Dec write", STATE),
        ("＠state 5 Dec write", STATE),
        ("@State: write", STATE),
        ("@State - write", STATE),
        ("@DoD/OSD write", DEFENSE),
        ("@dod write", DEFENSE),
        ("@OSD write", DEFENSE),
        ("@Defense write", DEFENSE),
        ("@Joint Staff write", JOINT_STAFF),
        ("@joint  staff write", JOINT_STAFF),
        ("@Treas write", TREASURY),
        ("@Department of the Treasury write", TREASURY),
        ("@Justice write", JUSTICE),
        ("@usa write", USAID),
        ("@U.S. Mission to the United Nations write", USUN),
    ],
)
def test_lead_is_found_by_any_of_its_names(line: str, lead: AgencyName) -> None:
    found = action(line)
    assert (found.lead_id, found.title) == (lead.id, "write")


@pytest.mark.parametrize(
    "line",
    [
        "@State, @DoD, @USAID 5 Dec write",
        "@State + @OSD + @usaid by 5 Dec write",
        "@State, @DoD and @USAID 5 Dec write",
        "@State @DoD @State @USAID @DoD 5 Dec: write",
        "@State,@DoD/OSD&@USAID (due 5 Dec) write",
    ],
)
def test_further_agencies_support_the_first(line: str) -> None:
    found = action(line)
    assert (found.lead_id, found.supporting_ids) == (STATE.id, (DEFENSE.id, USAID.id))
    assert (found.due_on, found.title) == (date(2015, 12, 5), "write")


@pytest.mark.parametrize(
    ("line", "due_on", "title"),
    [
        ("@State 5 Dec write the paper", "2015-12-05", "write the paper"),
        ("@State 15 Jul write the paper", "2016-07-15", "write the paper"),
        ("@State 2015-12-05: write the paper", "2015-12-05", "write the paper"),
        ("@State next Friday write the paper", "2015-07-24", "write the paper"),
        ("@State write the paper by 5 Dec", "2015-12-05", "write the paper"),
        ("@State write the paper, due 5 Dec.", "2015-12-05", "write the paper"),
        ("@State write the paper (due: Dec 5, 2016)", "2016-12-05", "write the paper"),
        ("@State write the paper no later than 5 Dec", "2015-12-05", "write the paper"),
        ("@State write the paper Fri 17 Jul", "2015-07-17", "write the paper"),
        ("@State write the paper in 2 weeks", "2015-07-30", "write the paper"),
        ("@State write the paper by end of month", "2015-07-31", "write the paper"),
        ("@State 5 Dec prepare the talks by 9 Dec", "2015-12-05", "prepare the talks by 9 Dec"),
    ],
)
def test_due_date_stands_after_the_agency_or_at_the_end(line: str, due_on: str, title: str) -> None:
    found = action(line)
    assert (found.due_on, found.title) == (date.fromisoformat(due_on), title)


@pytest.mark.parametrize(
    "title",
    [
        "write the paper",
        "prepare the talks on 5 Dec",
        "report on events between 5 Dec and 9 Dec",
        "check costs 5/12",
        "brief today’s visitors",
        "compare version 1.2",
        "answer the sunny letter :(",
        "read Monday's news",
        "count 5 Decades",
    ],
)
def test_day_that_belongs_to_the_sentence_stays_there(title: str) -> None:
    found = action(f"@State {title}")
    assert (found.due_on, found.title) == (None, title)


@pytest.mark.parametrize(
    "line",
    ["@State 01/02/03 write", "@State 5/12 write", "@State write by 5/12", "@State write 1.2.2016"],
)
def test_due_date_in_digits_is_asked_about(line: str) -> None:
    found = incomplete(line)
    assert "could be several dates" in found.why
    assert [span.part for span in found.spans] == [Part.PROBLEM]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("@", "Name an agency after the “@”."),
        ("@State + @", "Name an agency after the “@”."),
        ("@Treasry write", "There is no agency “Treasry”. Did you mean Treasury?"),
        ("@State, @Treasry write", "There is no agency “Treasry”. Did you mean Treasury?"),
        (
            "@D write",
            "“D” could be DoD/OSD or DOJ. Write a little more of the name.",
        ),
        ("@Dep write", "“Dep” could be State, DoD/OSD, Treasury or DOJ. Write"),
        ("@US write", "“US” could be USAID or USUN. Write a little more of the name."),
        ("@xyzzy write", "There is no agency “xyzzy”."),
        ("@State", "Say what State is to do."),
        ("@State 5 Dec", "Say what State is to do."),
        ("@State by 31 Feb write", "There is no 31 February."),
        ("@State write 5 Dec 15", "Write the year with four digits, such as 5 Dec 2015."),
    ],
)
def test_unfinished_action_says_what_is_missing(line: str, why: str) -> None:
    assert incomplete(line).why.startswith(why)


def test_name_of_two_agencies_is_asked_about() -> None:
    twins = (agency(1, "Post", "Embassy"), agency(2, "EMB", "embassy"))
    found = parse_line("@Embassy write", twins, MEETING)
    assert isinstance(found, Incomplete)
    assert found.why.startswith("“Embassy” could be Post or EMB.")


def test_longest_name_wins() -> None:
    found = parse_line("@State Courts write", (STATE, agency(9, "State Courts")), MEETING)
    assert isinstance(found, CapturedAction)
    assert (found.lead_id, found.title) == (9, "write")


def test_board_without_agencies_knows_none() -> None:
    assert isinstance(parse_line("@State write", (), MEETING), Incomplete)


@pytest.mark.parametrize("arrow", ["->", "=>", "→"])
def test_deliverable_follows_the_arrow(arrow: str) -> None:
    found = action(f"@State write the paper {arrow} two pages, due 5 Dec")
    assert (found.title, found.deliverable) == ("write the paper", "two pages")
    assert found.due_on == date(2015, 12, 5)


def test_parts_are_found_where_they_stand() -> None:
    line = " @State + @USAID write ٥ pages -> memo, by ٥ Dec."
    found = action(line)
    assert [(span.part, line[span.start : span.end]) for span in found.spans] == [
        (Part.LEAD, "@State"),
        (Part.SUPPORT, "@USAID"),
        (Part.DELIVERABLE, "-> memo"),
        (Part.DUE, "by ٥ Dec."),
    ]
    assert found.title == "write ٥ pages"


@pytest.mark.parametrize("start", ["", "!", "@", "@State ", "@State 5 Dec ", "@State, @"])
def test_hostile_text_never_raises(start: str) -> None:
    for text in HOSTILE:
        parse_line(start + text, BOARD, MEETING)
        parse_line(f"{start}{text} 5 Dec", BOARD, MEETING)


@pytest.mark.parametrize("filling", [" ", "@State ", "5 Dec ", "in ", "end of ", "-> ", "1"])
def test_pasted_page_is_read_at_once(filling: str) -> None:
    page = "@State " + filling * (100_000 // len(filling))
    began = time.process_time()
    parse_line(page, BOARD, MEETING)
    assert time.process_time() - began < 5


PIECES = st.lists(
    st.one_of(
        st.text(max_size=8),
        st.sampled_from(
            ["@State", "@DoD/OSD", "@D", " ", ", ", "by", "5 Dec", "01/02/03", "next Friday", "->"]
        ),
    ),
    max_size=8,
).map("".join)


@given(st.sampled_from(["", " ", "!", "@", "@State ", "@State @USAID "]), PIECES)
def test_any_line_has_its_parts_in_order(start: str, rest: str) -> None:
    line = start + rest
    found = parse_line(line, BOARD, MEETING)

    ends = [0]
    for span in sorted(found.spans, key=lambda span: span.start):
        assert ends[-1] <= span.start < span.end <= len(line)
        ends.append(span.end)
    if isinstance(found, Incomplete):
        assert found.why


@given(
    st.sampled_from(BOARD),
    st.lists(st.sampled_from(BOARD), max_size=3, unique=True),
    st.dates(date(2015, 7, 16), date(2016, 7, 1)),
    st.booleans(),
)
def test_written_action_is_read_back(
    lead: AgencyName, supporting: list[AgencyName], due_on: date, at_end: bool
) -> None:
    head = " + ".join(f"@{one.code}" for one in (lead, *supporting))
    written = f"{due_on:%d} {due_on.strftime('%B')}"
    line = f"{head} map risks by {written}" if at_end else f"{head} {written} map risks"

    found = action(line)

    assert (found.lead_id, found.due_on, found.title) == (lead.id, due_on, "map risks")
    assert found.supporting_ids == tuple(one.id for one in supporting if one != lead)
