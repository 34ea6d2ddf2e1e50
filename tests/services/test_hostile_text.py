"""Every hostile string is kept as text: read back identical, found, or refused with its reason."""

import json
import unicodedata
from pathlib import Path

import pytest

from board_app.domain.action import ActionItem
from board_app.domain.agenda import AgendaItem
from board_app.domain.base import RecordId, clean_line
from board_app.domain.errors import Invalid
from board_app.domain.fold import words
from board_app.domain.marking import classified_marking_in
from board_app.domain.minutes import MinutesBlock
from board_app.services.actions import AssignAction
from board_app.services.agenda import AddItem
from board_app.services.minutes import AddNote, ReviseNote
from board_app.services.reading import ActionFilter
from board_app.services.text_rules import Spill
from tests.desk import Desk

CORPUS = Path(__file__).resolve().parents[1] / "corpora" / "blns.json"
STRINGS: list[str] = json.loads(CORPUS.read_text(encoding="utf-8"))


def test_corpus_is_whole() -> None:
    assert len(STRINGS) == 515


def may_be_title(text: str) -> bool:
    line = " ".join(text.split())
    return "\x00" not in text and 0 < len(line) <= 300


def test_every_string_is_a_title_a_note_and_a_deliverable(desk: Desk, engine_name: str) -> None:
    item = desk.item()
    titles = 0
    # The rules are the same on a server, where each string takes a round trip: a third of them.
    asked = STRINGS[:: 3 if engine_name == "server" else 1]
    for text in asked:
        exact = unicodedata.normalize("NFC", text)
        if "\x00" in text:
            with pytest.raises(Invalid, match="NUL"):
                AddNote(meeting_id=desk.meeting_id, item_id=item.id, text=text)
            continue
        if classified_marking_in(text):
            with pytest.raises(Spill):
                desk.do(AddNote(meeting_id=desk.meeting_id, item_id=item.id, text=text))
            continue
        note = desk.do(AddNote(meeting_id=desk.meeting_id, item_id=item.id, text=text))
        assert desk.record(MinutesBlock, note).text == exact
        if may_be_title(text):
            _is_kept_as_title(desk, text, exact)
            titles += 1
        else:
            with pytest.raises(Invalid):
                AddItem(meeting_id=desk.meeting_id, title=text)
    assert titles > len(asked) * 0.95
    assert desk.session.store.faults() == []
    desk.reopen()
    kept = {row.text for row in desk.session.reading.minutes.blocks(desk.meeting_id)}
    assert len(kept) > len(asked) * 0.95


def _is_kept_as_title(desk: Desk, text: str, exact: str) -> None:
    added = desk.do(AddItem(meeting_id=desk.meeting_id, title=text))
    assert desk.record(AgendaItem, added).title == clean_line(text) == " ".join(exact.split())
    action = desk.do(AssignAction(title=text, deliverable=text))
    assert desk.record(ActionItem, action).deliverable == exact
    _is_found(desk, text, added)


def _is_found(desk: Desk, text: str, id: RecordId) -> None:
    find = desk.session.reading.history.find
    for typed in (text, text[:1], text[:2], text[:3], text[-3:]):
        find(typed)
    if words(text):
        found = find(text, kind="agenda_item", limit=2000)
        assert id in [row.id for row in found], text


def test_hostile_strings_are_searched_everywhere_without_harm(desk: Desk) -> None:
    me = desk.session.actor.person_id or 0
    for text in STRINGS:
        desk.session.reading.actions.count(ActionFilter(words=text))
        desk.session.reading.history.history(words=text, limit=1)
        desk.session.drafts.keep(me, text, text)
    assert desk.session.drafts.kept(me) == {text: text for text in STRINGS}


@pytest.mark.parametrize("text", ["half \ud83d", "\udc00", "nul \x00"])
def test_what_no_file_can_hold_is_refused_beside_its_field(desk: Desk, text: str) -> None:
    with pytest.raises(Invalid) as refused:
        ReviseNote(id=RecordId(1), version=1, text=text)
    assert refused.value.field == "text"
    assert "Remove it" in refused.value.message


def test_pasted_book_is_searched_by_its_head(desk: Desk) -> None:
    item = desk.item("Alpha beta")
    reading = desk.session.reading
    for pasted in ("alpha beta " * 20_000, "alpha be"):
        assert [row.id for row in reading.history.find(pasted)] == [item.id]
        assert reading.actions.count(ActionFilter(words=pasted)) == 0
    assert reading.history.history(words="x" * 60_000) == []


def test_title_that_is_too_long_or_blank_is_refused(desk: Desk) -> None:
    for title, why in (("x" * 301, "longer than 300"), (" \n\t\u2003", "empty")):
        with pytest.raises(Invalid, match=why) as refused:
            AddItem(meeting_id=desk.meeting_id, title=title)
        assert refused.value.field == "title"
    desk.do(AddItem(meeting_id=desk.meeting_id, title="x" * 300))
