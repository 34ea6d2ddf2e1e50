"""The history says in words what a change did."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest

from board_app.domain.action import ActionStatus
from board_app.domain.base import RecordId
from board_app.domain.errors import NotPossible
from board_app.services import actions, archive, board, history, history_words
from board_app.services.history import FieldChange, diff_in_words, narrowed
from db.records import MODELS
from tests.desk import Desk

TODAY = date(2015, 7, 6)


def _images(
    before: dict[str, object] | None, after: dict[str, object] | None
) -> tuple[str | None, str | None]:
    return (
        None if before is None else json.dumps(before),
        None if after is None else json.dumps(after),
    )


def test_every_record_and_every_field_has_a_word() -> None:
    assert dict(history_words.MODELS) == MODELS
    fields = {field for model in MODELS.values() for field in model.model_fields}
    assert fields == set(history_words.FIELDS) | set(history_words.HIDDEN)


def test_every_stored_value_is_said_in_words(desk: Desk) -> None:
    item = desk.item()
    desk.decision(item)
    desk.action(lead_id=desk.agencies["state"], due_on=date(2015, 8, 3))
    for entry in history.entries(desk.session):
        assert entry.kind in history_words.KINDS.values()
        assert entry.subject, entry
        for change in entry.changes:
            assert "None" not in change.words
            assert "_id" not in change.words


@pytest.mark.parametrize(
    ("table", "field", "was", "now", "words"),
    [
        (
            "action_item",
            "due_on",
            "2015-07-16",
            "2016-01-05",
            "Due date: Thu 16 Jul → Tue 5 Jan 2016",
        ),
        ("action_item", "status", "open", "overtaken", "Status: Open → Overtaken by events"),
        ("action_item", "due_on", None, "2015-07-16", "Due date: Thu 16 Jul"),
        ("action_item", "due_on", "2015-07-16", None, "Due date: Thu 16 Jul → nothing"),
        ("action_item", "lead_id", 5, 6, "Lead agency: State → DoD"),
        ("action_item", "archived_at", None, "2015-07-06T14:00:00+00:00", "Archived: no → yes"),
        ("meeting", "minutes", 90, 45, "Length: 1 h 30 → 45 min"),
        ("agenda_item", "minutes", 10, 90, "Minutes allotted: 10 min → 1 h 30"),
        (
            "meeting",
            "wall_start",
            "2015-07-16T10:00:00",
            "2015-07-17T09:05:00",
            "Begins: Thu 16 Jul, 10:00 → Fri 17 Jul, 09:05",
        ),
        ("series", "weekday", 3, 0, "Weekday: Thursday → Monday"),
        ("series", "nth", 3, -1, "Week of the month: Third → Last"),
        ("agenda_item", "position", 0, 2, "Place in the list: 1 → 3"),
        ("decision", "marking", 0, 1, "Marking: UNCLASSIFIED → CUI"),
        ("board", "quorum", 7, 1, "Quorum: 7 agencies → 1 agency"),
        ("board", "paper", "letter", "a4", "Paper: Letter → A4"),
        ("board", "language", "en", "fr", "Language of papers: English → Français"),
        ("board", "date_style", "dmy", "iso", "Dates in papers: 16 July 2015 → 2015-07-16"),
        ("minutes_block", "kind", "note", "decision", "Kind: Note → Decision"),
        ("person", "name", "Ann", "<b>Ann</b>", "Name: Ann → <b>Ann</b>"),
    ],
)
def test_a_changed_field_is_said_in_words(
    table: str, field: str, was: object, now: object, words: str
) -> None:
    before, after = _images({"id": 1, field: was}, {"id": 1, field: now})
    changes = diff_in_words(before, after, table=table, names={5: "State", 6: "DoD"}, today=TODAY)
    assert [change.words for change in changes] == [words]


def test_what_nobody_can_read_is_left_out() -> None:
    before, after = _images(
        {"id": 1, "version": 1, "item_id": 70, "starts_at": "x", "title": "Same"},
        {"id": 1, "version": 2, "item_id": 71, "starts_at": "y", "title": "Same"},
    )
    assert diff_in_words(before, after, table="action_item") == ()


def test_a_new_record_lists_what_it_holds_and_a_removed_one_what_it_held() -> None:
    values: dict[str, object] = {"id": 1, "name": "Ann", "email": "", "archived_at": None}
    born = diff_in_words(*_images(None, values), table="person")
    assert born == (FieldChange("Name", "", "Ann"),)
    gone = diff_in_words(*_images(values, None), table="person")
    assert gone == (FieldChange("Name", "Ann", ""),)


def test_long_texts_are_cut_to_where_they_differ() -> None:
    same = "The board heard the estimate and asked for more. " * 5
    was, now = narrowed(f"{same}It met in June.", f"{same}It met in July.")
    assert was.startswith("…")
    assert was.endswith("June.")
    assert now.endswith("July.")
    assert max(len(was), len(now)) <= 92
    whole, empty = narrowed(same, "")
    assert whole.endswith("…")
    assert empty == ""


def test_entries_say_when_who_and_what_in_the_boards_time(desk: Desk) -> None:
    report = desk.action("Report", lead_id=desk.agencies["state"], due_on=date(2015, 7, 10))
    desk.do(
        actions.LogFollowUp(action_id=report.id, text="Half done", status=ActionStatus.IN_PROGRESS)
    )
    newest = history.entries(desk.session)
    changed = next(one for one in newest if one.table == "action_item")
    assert changed.in_words == "Status: Open → In progress"
    # A server goes by its own clock, whatever its clients' say.
    age = datetime.now(UTC) - changed.at
    if desk.session.is_known:
        assert timedelta(0) <= age < timedelta(minutes=5)
    else:
        assert changed.at.strftime("%H:%M %z") == "10:00 -0400"
    assert (changed.person, changed.subject) == ("Ann Reed", f"{report.reference} Report")
    follow_up = next(one for one in newest if one.table == "follow_up")
    assert report.reference in follow_up.subject
    assert follow_up.links["action_id"] == report.id


def test_entries_of_one_record_and_of_some_words(desk: Desk) -> None:
    first, second = desk.action("First"), desk.action("Second")
    assert {one.row_id for one in history.entries(desk.session, row_id=second.id)} == {second.id}
    assert {one.row_id for one in history.entries(desk.session, words="first")} == {first.id}
    assert len(history.entries(desk.session, limit=3)) == 3


def test_an_archived_record_keeps_its_name_and_can_be_brought_back(desk: Desk) -> None:
    item = desk.action("Report")
    desk.do(archive.Archive(table="action_item", id=item.id, version=item.version))
    entry = history.entries(desk.session, row_id=item.id)[0]
    assert entry.in_words == "Archived: no → yes"
    assert entry.subject == f"{item.reference} · Report"
    now = history.latest(desk.session, item.id)
    assert now is not None
    desk.do(now.restore())
    assert not desk.record(type(item), item.id).is_archived
    again = history.latest(desk.session, item.id)
    assert again is not None
    with pytest.raises(NotPossible, match="archived"):
        again.restore()


def test_a_record_nobody_made_has_no_history(desk: Desk) -> None:
    assert history.latest(desk.session, RecordId(1)) is None


def test_a_country_is_called_by_the_boards_name(desk: Desk) -> None:
    burma = next(one for one in desk.session.reading.board.countries() if one.alpha2 == "MM")
    desk.do(board.NameCountry(id=burma.id, version=burma.version, board_name="Burma"))
    entry = history.entries(desk.session)[0]
    assert entry.subject == "Burma"
    assert entry.in_words == "Name as used by the board: Burma"
