"""A board out as JSON and into a new file: the same to the letter, or refused with nothing left."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from board_app import bootstrap
from board_app.domain.errors import BoardError
from board_app.services.actions import AssignAction
from board_app.services.attachments import Attach
from board_app.services.lists_out import LISTS, list_out
from board_app.services.minutes import AddNote
from board_app.services.reading import ActionFilter
from tests.desk import Desk
from tests.papers import PDF
from tests.services.test_hostile_text import STRINGS, may_be_title

Tables = dict[str, list[dict[str, Any]]]
NEW = "another passphrase"


@pytest.fixture
def exported(desk: Desk, tmp_path: Path) -> Path:
    desk.do(AssignAction(title="=cmd|' /C calc'!A0", lead_id=desk.agencies["state"]))
    item = desk.item()
    desk.do(AddNote(meeting_id=desk.meeting_id, item_id=item.id, text="It was said."))
    desk.do(Attach(item_id=item.id, file_name="a.pdf", content=PDF + bytes(300_000)))
    target = tmp_path / "whole.json"
    bootstrap.export_board(desk.session, target)
    return target


def again(source: Path, name: str = "new.board") -> Path:
    path = source.with_name(name)
    session = bootstrap.board_from(path, source, NEW)
    other = source.with_name(f"{name}.json")
    try:
        assert session.store.faults() == []
        bootstrap.export_board(session, other)
    finally:
        session.store.close()
    return other


def test_a_board_comes_back_to_the_letter(exported: Path) -> None:
    assert again(exported).read_bytes() == exported.read_bytes()


def test_hostile_text_comes_back_to_the_letter(desk: Desk, tmp_path: Path) -> None:
    for text in STRINGS:
        if may_be_title(text):
            try:
                desk.do(AssignAction(title=text))
            except BoardError:
                continue  # spilled markings and the like, which the board refuses anyway
    source = tmp_path / "hostile.json"
    bootstrap.export_board(desk.session, source)

    assert again(source).read_bytes() == source.read_bytes()


def test_a_new_board_goes_on_where_the_old_one_was(exported: Path, desk: Desk) -> None:
    path = exported.with_name("new.board")
    session = bootstrap.board_from(path, exported, NEW, desk.clock)
    try:
        session.act_as(desk.session.actor)
        session.do(AssignAction(title="The next one", opened_on=date(2015, 7, 6)))
        rows = session.reading.actions.actions(ActionFilter())
        assert sorted(row.reference for row in rows) == ["A-2015-001", "A-2015-002"]
        session.undo()
        assert len(session.reading.actions.actions(ActionFilter())) == 1
    finally:
        session.store.close()


def changed(source: Path, change: Callable[[dict[str, Any]], object]) -> Path:
    whole = json.loads(source.read_text("utf-8"))
    change(whole)
    source.write_text(json.dumps(whole), "utf-8")
    return source


def first(whole: dict[str, Any], table: str) -> dict[str, Any]:
    row: dict[str, Any] = whole["tables"][table][0]
    return row


BROKEN: dict[str, tuple[Callable[[dict[str, Any]], object], str]] = {
    "J7 newer": (lambda whole: whole.update(version=2), "newer version"),
    "J7 foreign": (lambda whole: whole.update(format="x"), "not a board"),
    "J8 collides": (
        lambda whole: whole["tables"]["agency"].append(dict(first(whole, "agency"))),
        "collide",
    ),
    "J8 points nowhere": (
        lambda whole: first(whole, "action_item").update(lead_id=99),
        "that is missing",
    ),
    "unknown table": (lambda whole: whole["tables"].update(secret=[]), "does not know"),
    "unknown field": (lambda whole: first(whole, "agency").update(spy=1), "can't be taken"),
    "bad date": (
        lambda whole: first(whole, "action_item").update(opened_on="2015-02-30"),
        "can't be taken",
    ),
    "history altered": (
        lambda whole: first(whole, "audit").update(person="Somebody else"),
        "Nothing was made",
    ),
    "classified text": (
        lambda whole: first(whole, "action_item").update(title="(TS//SI) Report"),
        "classified marking",
    ),
    "handling of no kind": (
        lambda whole: first(whole, "action_item").update(marking=10),
        "can't be taken",
    ),
    "no rows": (lambda whole: whole.update(tables=[]), "no tables"),
    "row of text": (lambda whole: whole["tables"].update(agency=["x"]), "no record"),
    "negative id": (lambda whole: first(whole, "agency").update(id=-1), "no number"),
    "paper of another content": (
        lambda whole: whole["tables"]["content_piece"].pop(),
        "not what was attached",
    ),
    "paper without content": (
        lambda whole: whole["tables"].update(content=[], content_piece=[]),
        "that is missing",
    ),
    "paper not in Base64": (
        lambda whole: first(whole, "content_piece").update(bytes="%%%"),
        "Base64",
    ),
    "counter of text": (lambda whole: first(whole, "counter").update(last=[]), "not what it"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_not_a_sound_board_is_refused(name: str, exported: Path) -> None:
    change, words = BROKEN[name]
    changed(exported, change)
    refuses(exported, words)


TEXTS = {
    "J1 depth": ("[" * 100_000, "nested too deeply"),
    "J2 digits": ('{"format": %s}' % ("9" * 5_000), "no board has"),
    "J3 twice": ('{"format": "upstream-board", "format": "x"}', "twice"),
    "J4 NaN": ('{"format": NaN}', "no board has"),
    "J4 infinite": ('{"version": 1e999, "format": "upstream-board"}', "number"),
    "J5 half a character": ('{"format": "\\ud800"}', "half a character"),
    "no JSON": ("hello", "not JSON"),
    "empty": ("", "not JSON"),
    "a list": ("[]", "not a board"),
}


@pytest.mark.parametrize("name", TEXTS)
def test_hostile_json_is_refused(name: str, tmp_path: Path) -> None:
    text, words = TEXTS[name]
    source = tmp_path / "hostile.json"
    source.write_text(text, "utf-8")
    refuses(source, words)


def test_other_encodings_and_sizes_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "odd.json"
    source.write_bytes("{}".encode("utf-16"))
    refuses(source, "UTF-8")
    monkeypatch.setattr("board_app.exchange.board_json._MOST_BYTES", 3)
    source.write_text('{"format": 1}')
    refuses(source, "2 GB")  # J6
    refuses(tmp_path / "nowhere.json", "no file")


def refuses(source: Path, words: str) -> None:
    path = source.with_name("refused.board")
    with pytest.raises(BoardError) as refusal:
        bootstrap.board_from(path, source, NEW)
    assert words in refusal.value.message
    assert list(path.parent.glob("refused*")) == [], "nothing is left behind"


def test_a_file_that_is_there_stays(exported: Path) -> None:
    path = exported.with_name("there.board")
    path.write_text("mine")
    with pytest.raises(BoardError):
        bootstrap.board_from(path, exported, NEW)
    assert path.read_text() == "mine"


def test_every_list_has_a_cell_for_each_column(desk: Desk) -> None:
    for name in LISTS:
        found = list_out(desk.session, name)
        assert all(len(row) == len(found.columns) for row in found.rows), name


def test_export_is_the_json_of_the_whole(exported: Path) -> None:
    """Written row by row, it reads as if it were written at once."""
    text = exported.read_text("utf-8")
    assert json.dumps(json.loads(text), ensure_ascii=False, indent=1) + "\n" == text
    assert len(json.loads(text)["tables"]["content_piece"]) == 2


def test_papers_that_are_too_many_for_a_text_are_refused(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("board_app.documents.board_json.MOST_PAPERS", 10)
    desk.do(Attach(item_id=desk.item().id, file_name="a.pdf", content=PDF))
    with pytest.raises(BoardError, match="copy of the board's file"):
        bootstrap.export_board(desk.session, tmp_path / "whole.json")
    assert list(tmp_path.glob("*.json")) == []
