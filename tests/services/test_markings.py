"""Markings on records: kept in order, by the scheme in force, and carried into another scheme."""

import json
from datetime import date
from typing import Any

import pytest

from board_app.domain.action import ActionItem
from board_app.domain.agenda import AgendaItem, ItemState
from board_app.domain.board import Board
from board_app.domain.decision import Decision
from board_app.domain.errors import Invalid
from board_app.domain.minutes import MinutesBlock
from board_app.services import agenda, archive, decisions, history, meetings, minutes
from board_app.services.board import ReviseBoard
from board_app.services.lists_out import action_list
from board_app.services.markings import ReviseDesignation, UseScheme
from board_app.services.papers.register import register_document
from board_app.services.reading import ActionFilter
from board_app.services.scheme import highest_in_words, scheme_of, shipped
from board_app.services.text_rules import Spill
from tests.desk import MEETING_DAY, Desk

PARTNER: dict[str, Any] = {
    "format": 1,
    "code": "partner-1",
    "title": "Partner handling",
    "levels": [
        {"code": "P", "name": "Public", "banner": "PUBLIC", "portion": "P"},
        {"code": "I", "name": "Internal", "banner": "INTERNAL", "portion": "I"},
        {"code": "L", "name": "Limited", "banner": "LIMITED", "portion": "L"},
    ],
    "categories": [{"code": "POLICE", "name": "Police"}],
    "controls": [{"code": "HOME ONLY", "name": "Nobody abroad", "bars_release": True}],
    "refused": ["WEU SECRET"],
}
OWN = json.dumps(PARTNER)
AUGUST = date(2015, 8, 20)
ALL_TERMS = {"CUI": "L", "SP-LEI": "POLICE", "PRVCY": "", "NOFORN": "HOME ONLY"}


def board_of(desk: Desk) -> Board:
    return desk.record(Board, desk.session.reading.board.board().id)


def lower_ceiling(desk: Desk, ceiling: int) -> None:
    now = board_of(desk)
    known = {name: getattr(now, name) for name in ReviseBoard.model_fields}
    desk.do(ReviseBoard(**{**known, "ceiling": ceiling}))


def test_handling_is_kept_in_canonical_order(desk: Desk) -> None:
    item = desk.item(marking=1, handling="noforn // prvcy/sp-lei")
    assert (item.marking, item.handling) == (1, "SP-LEI/PRVCY//NOFORN")
    action = desk.action(marking=1, handling="rel to gbr, aus")
    assert action.handling == "REL TO USA, AUS, GBR"
    desk.session.undo()
    desk.session.redo()
    assert desk.record(ActionItem, action.id).handling == "REL TO USA, AUS, GBR"
    assert desk.session.store.faults() == []


@pytest.mark.parametrize(
    ("marking", "handling", "field"),
    [(1, "NOFORN/REL TO GBR", "handling"), (0, "LEI", "handling"), (2, "", "marking")],
)
def test_marking_that_cannot_stand_is_refused_beside_its_field(
    desk: Desk, marking: int, handling: str, field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        desk.item(marking=marking, handling=handling)
    assert refused.value.field == field


def test_note_is_marked_without_its_text(desk: Desk) -> None:
    item = desk.item()
    note = desk.do(minutes.AddNote(meeting_id=desk.meeting_id, item_id=item.id, text="One."))
    desk.do(minutes.MarkNote(id=note, marking=1, handling="LEI"))
    block = desk.record(MinutesBlock, note)
    desk.do(minutes.ReviseNote(id=note, version=block.version, text="Two."))
    block = desk.record(MinutesBlock, note)
    assert (block.text, block.marking, block.handling) == ("Two.", 1, "LEI")
    desk.do(minutes.ReviseNote(id=note, version=block.version, text="Two.", marking=0))
    assert desk.record(MinutesBlock, note).handling == "", "open text has no limits left"


def test_carried_item_keeps_its_handling(desk: Desk) -> None:
    item = desk.item(marking=1, handling="LEI//NOFORN")
    desk.do(meetings.OpenOccurrence(series_id=desk.series_id, on_day=AUGUST))
    settle = agenda.SettleItem(id=item.id, version=item.version, state=ItemState.DEFERRED)
    desk.do(settle)
    later = desk.session.reading.meetings.by_reference("2015-08")
    carried = [row for row in desk.session.reading.meetings.agenda(later.id) if row.carried_from]
    assert [row.handling for row in carried] == ["LEI//NOFORN"]


def test_history_list_and_file_say_the_whole_marking(desk: Desk) -> None:
    action = desk.action("Report", marking=1, handling="SP-LEI//NOFORN")
    (entry,) = history.entries(desk.session, row_id=action.id)
    assert "Marking: CUI" in entry.in_words
    assert "Categories and limits: SP-LEI//NOFORN" in entry.in_words
    assert next(iter(action_list(desk.session).rows))[-1] == "CUI//SP-LEI//NOFORN"
    whole = desk.session.store.whole()
    assert [row["handling"] for row in whole["action_item"]] == ["SP-LEI//NOFORN"]


def test_another_scheme_takes_the_portions_along_and_undo_brings_all_back(desk: Desk) -> None:
    kept = desk.item("Kept", marking=1, handling="SP-LEI/PRVCY//NOFORN")
    opened = desk.item("Open")
    gone = desk.item("Archived", marking=1)
    desk.do(archive.Archive(table="agenda_item", id=gone.id, version=gone.version))
    decision = desk.decision(opened)
    desk.do(
        decisions.ReviseDecision(
            id=decision.id, version=decision.version, text="Held.", marking=1, handling="NOFORN"
        )
    )
    before = desk.digest()

    desk.do(UseScheme(body=OWN, mapping=ALL_TERMS))

    found = desk.record(AgendaItem, kept.id)
    assert (found.marking, found.handling) == (2, "POLICE//HOME ONLY")
    assert desk.record(AgendaItem, gone.id).marking == 2, "what is brought back fits as well"
    assert desk.record(AgendaItem, opened.id).marking == 0
    assert desk.record(Decision, decision.id).handling == "HOME ONLY"
    board = desk.session.board()
    assert (scheme_of(board).title, board.ceiling) == ("Partner handling", 2)
    assert highest_in_words(board) == "UP TO LIMITED"
    assert desk.session.undo_state().undo == "Change marking scheme"
    desk.session.undo()
    assert desk.digest() == before
    assert desk.session.store.faults() == []


def test_scheme_that_lacks_a_term_is_refused_with_the_portions(desk: Desk) -> None:
    desk.action("Report", marking=1, handling="NOFORN")
    before = desk.digest()
    with pytest.raises(Invalid, match="Say which level of “Partner handling” CUI becomes") as no:
        desk.do(UseScheme(body=OWN))
    assert "A-2015-001" in no.value.message
    with pytest.raises(Invalid, match="limited by NOFORN"):
        desk.do(UseScheme(body=OWN, mapping={"CUI": "L"}))
    with pytest.raises(Invalid, match="limited by NOFORN"):
        desk.do(UseScheme(body=OWN, mapping={"CUI": "L", "NOFORN": ""}))
    with pytest.raises(Invalid, match="CUI becomes"):
        desk.do(UseScheme(body=OWN, mapping={"CUI": "P", "NOFORN": "HOME ONLY"}))
    assert desk.digest() == before


def test_bad_scheme_is_refused_at_its_field(desk: Desk) -> None:
    with pytest.raises(Invalid, match="levels: At least 2") as refused:
        desk.do(UseScheme(body=json.dumps({**PARTNER, "levels": []})))
    assert refused.value.field == "body"


def test_edited_scheme_of_the_same_code_takes_the_place_of_the_old_one(desk: Desk) -> None:
    desk.do(UseScheme(body=OWN))
    edited = {**PARTNER, "categories": [{"code": "COURT", "name": "Courts"}]}
    desk.do(UseScheme(body=json.dumps(edited)))
    (kept,) = desk.session.reading.board.schemes()
    assert "COURT" in kept.body
    assert desk.item(marking=2, handling="COURT").handling == "COURT"
    desk.do(UseScheme(body=shipped("sbu-1"), mapping={"L": "SBU", "COURT": ""}))
    desk.do(UseScheme(body=shipped(), mapping={"SBU": "CUI"}))
    assert board_of(desk).scheme_id is None
    assert len(desk.session.reading.board.schemes()) == 2, "they can be chosen again"


def test_words_that_the_own_scheme_refuses_are_refused_in_texts(desk: Desk) -> None:
    desk.action("From WEU SECRET papers")
    desk.do(UseScheme(body=OWN))
    with pytest.raises(Spill, match="WEU SECRET"):
        desk.action("From WEU SECRET papers")


def test_ceiling_works_on_the_levels_of_the_scheme(desk: Desk) -> None:
    desk.do(UseScheme(body=OWN))
    lower_ceiling(desk, 1)
    with pytest.raises(Invalid, match="papers up to Internal") as refused:
        desk.item(marking=2)
    assert refused.value.field == "marking"
    with pytest.raises(Invalid, match="no such level"):
        lower_ceiling(desk, 3)
    lower_ceiling(desk, 0)
    with pytest.raises(Invalid, match="public papers only"):
        desk.item(marking=1)


def test_designation_block_says_what_the_scheme_asks_for(desk: Desk) -> None:
    board = board_of(desk)
    desk.do(
        ReviseDesignation(
            id=board.id, version=board.version, contact="Secretariat, ext. 5", decontrol="May 2016"
        )
    )
    desk.action(marking=1, handling="SP-LEI//NOFORN")
    document = register_document(desk.session.reading, today=MEETING_DAY)
    assert document.designation == (
        "Controlled by: Prevention Board",
        "CUI category: Law enforcement, general (SP-LEI)",
        "Distribution: NOFORN",
        "POC: Secretariat, ext. 5",
        "Decontrol: May 2016",
    )
    assert document.banner == "CUI//SP-LEI//NOFORN"
    assert len(desk.session.reading.actions.actions(ActionFilter())) == 1
