"""The clearance record, and what clearance makes of the minutes on paper."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from board_app import bootstrap
from board_app.domain.agenda import ItemState
from board_app.domain.attendance import Presence
from board_app.domain.base import RecordId
from board_app.domain.clearing import Answer, Resolution
from board_app.domain.decision import Stance
from board_app.domain.document import Document, PageBreak, SignatureBlock, texts_in
from board_app.services import clearance_comments, decisions, minutes
from board_app.services.agenda import SettleItem
from board_app.services.board import ReviseBoard
from board_app.services.papers.clearance import clearance_document
from board_app.services.papers.minutes import minutes_document
from board_app.services.papers.release import Release, released, too_high
from board_app.services.papers.variants import Variant, counted
from board_app.services.scheme import scheme_of
from tests.desk import Desk
from tests.services.test_rules_clearance import answer, approve, close, held, opened, portion

TODAY = date(2015, 7, 18)


def said(document: Document) -> str:
    return "\n".join(texts_in(document))


def paper(desk: Desk, variant: Variant = Variant.ATTRIBUTED) -> Document:
    return minutes_document(desk.session.reading, desk.meeting_id, today=TODAY, variant=variant)


def take_positions(desk: Desk) -> None:
    row = desk.session.reading.minutes.decisions(desk.meeting_id)[0]
    for code, stance, note in (
        ("state", Stance.CONCUR, ""),
        ("dod", Stance.COMMENT, "Name the month."),
        ("doj", Stance.NON_CONCUR, "The figures are old."),
    ):
        desk.do(
            decisions.TakePosition(
                decision_id=row.id, agency_id=desk.agencies[code], stance=stance, note=note
            )
        )


def under_silence(desk: Desk) -> RecordId:
    """Clear with a comment, a resolution and one silent agency."""
    held(desk)
    return cleared(desk)


def cleared(desk: Desk) -> RecordId:
    """Clear the minutes of a meeting that was held."""
    round_id = opened(desk, note="Please be quick.")
    comment = desk.do(
        clearance_comments.MakeComment(
            round_id=round_id,
            agency_id=desk.agencies["dod"],
            portion=portion(desk, "decision"),
            concerned="a mission",
            proposed="two missions",
            rationale="One is too small.",
        )
    )
    answer(desk, round_id, Answer.COMMENT, "dod")
    answer(desk, round_id, Answer.CONCUR, "nsc", "state")
    desk.do(
        clearance_comments.ResolveComment(
            id=comment, resolution=Resolution.REJECTED, answer="No money for two."
        )
    )
    desk.clock.go(timedelta(days=15))
    close(desk, round_id)
    return round_id


def test_the_record_says_what_was_sent_to_whom_and_what_came_of_it(desk: Desk) -> None:
    round_id = under_silence(desk)
    row = desk.session.reading.clearance.round(round_id)

    text = said(clearance_document(desk.session.reading, round_id))

    for part in (
        row.sent_sha256,
        "17:00 on Monday 20 July 2015 (New York time)",
        "Counts as concurrence",
        "Please be quick.",
        "Cleared under silence",
        "Of 4 agencies asked: concur 2, concur with comment 1, no response 1.",
        "concurs by silence",
        "Item 1, D-2015-01",
        "two missions",
        "One is too small.",
        "No money for two.",
    ):
        assert part in text, part


def test_minutes_say_in_which_version_they_are_in_clearance(desk: Desk) -> None:
    held(desk)
    assert "DRAFT as of" in paper(desk).state
    opened(desk)
    found = paper(desk)
    assert found.state == "DRAFT for clearance, version 1 of 6 July 2015"
    assert "Clearance record" in said(found)


def test_a_change_makes_cleared_minutes_a_draft_on_paper_too(desk: Desk) -> None:
    under_silence(desk)
    assert paper(desk).state.startswith("Cleared under silence on 21 Jul 2015")
    row = desk.session.reading.minutes.blocks(desk.meeting_id)[0]
    desk.do(minutes.ReviseNote(id=row.id, version=row.version, text="Roads are open."))
    assert "DRAFT as of" in paper(desk).state
    assert "Clearance record" not in said(paper(desk))


def test_approved_minutes_print_the_frozen_text_with_hashes_and_lines_to_sign(
    desk: Desk,
) -> None:
    under_silence(desk)
    approval = approve(desk)
    row = desk.session.reading.clearance.approval(desk.meeting_id)
    assert row is not None
    assert row.id == approval

    found = paper(desk)

    text = said(found)
    assert found.state == "APPROVED on 21 July 2015"
    for part in (row.approved_sha256, row.head, "Roads are closed.", "To send a mission."):
        assert part in text
    (block,) = [one for one in found.blocks if isinstance(one, SignatureBlock)]
    assert [office for office, _ in block.signers] == ["in the chair", "for the secretariat"]


def test_without_attribution_positions_are_counted_and_nobody_is_named(desk: Desk) -> None:
    held(desk)
    take_positions(desk)
    desk.do(
        minutes.RecordAttendance(
            meeting_id=desk.meeting_id,
            agency_id=desk.agencies["dod"],
            presence=Presence.PRINCIPAL,
            note="for Dora Voss",
        )
    )

    text = said(paper(desk, Variant.NON_ATTRIBUTED))

    assert "Concur 1 · concur with comment 1 · non-concur 1" in text
    assert "The figures are old." in text
    for name in ("DOJ,", "(DOJ)", "Dora Voss"):
        assert name not in text
    assert "Without attribution" in text
    assert "(DOJ)" in said(paper(desk))


def test_approved_minutes_without_attribution_name_nobody_either(desk: Desk) -> None:
    held(desk)
    take_positions(desk)
    round_id = opened(desk)
    answer(desk, round_id, Answer.CONCUR, *desk.agencies)
    close(desk, round_id)
    approve(desk)

    text = said(paper(desk, Variant.NON_ATTRIBUTED))

    assert "Concur 1 · concur with comment 1 · non-concur 1" in text
    assert "DOJ" not in text.partition("Clearance record")[0]
    assert "The figures are old." in text


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Concur 9", "Concur 9"),
        ("Concur 9 · non-concur 1 (Justice)", "Concur 9 · non-concur 1"),
        ("Abstain 2 (Defense (OSD), OVP)", "Abstain 2"),
    ],
)
def test_positions_are_counted_without_names(line: str, expected: str) -> None:
    assert counted(line) == expected


def test_a_draft_numbers_its_lines(desk: Desk) -> None:
    held(desk)
    assert paper(desk, Variant.DRAFT).line_numbers
    assert not paper(desk).line_numbers


def test_the_releasable_variant_of_approved_minutes_keeps_what_is_open(desk: Desk) -> None:
    held(desk)
    item = desk.session.reading.meetings.agenda(desk.meeting_id)[0]
    desk.do(SettleItem(id=item.id, version=item.version, state=ItemState.DISCUSSED))
    note = desk.session.reading.minutes.blocks(desk.meeting_id)[0]
    desk.do(minutes.ReviseNote(id=note.id, version=note.version, text=note.text, marking=1))
    cleared(desk)
    approve(desk)
    board = desk.session.board()

    whole = paper(desk)
    variant = released(whole, board, scheme_of(board), Release(0, leaves_out=True))

    assert next(iter(too_high(whole, scheme_of(board), Release(0)))).words == note.text
    assert "Discussed." in said(variant)
    assert note.text not in said(variant)


def _in_french(desk: Desk) -> None:
    board = desk.session.board()
    kept = {name: getattr(board, name) for name in ReviseBoard.model_fields}
    desk.do(ReviseBoard(**{**kept, "language": "fr"}))


ENGLISH = re.compile(
    r"[Cc]lear(ed|ance)|[Cc]oncurs?\b|[Aa]pprov(ed|al)\b|[Cc]omments?\b|[Aa]genc(y|ies)\b"
    r"|\b(July|Jul|Monday|present|needed|arrived|sent|Item|Decision|Lead|Due|text|until|of)\b"
)


def test_the_record_and_the_approved_minutes_speak_french(desk: Desk) -> None:
    held(desk)
    desk.do(
        minutes.RecordAttendance(
            meeting_id=desk.meeting_id,
            agency_id=desk.agencies["dod"],
            presence=Presence.PRINCIPAL,
            arrived="10:10",
        )
    )
    take_positions(desk)
    desk.action("Memo", lead_id=desk.agencies["state"], due_on=date(2015, 7, 1))
    round_id = cleared(desk)
    _in_french(desk)
    record = clearance_document(desk.session.reading, round_id)
    before = paper(desk)
    approve(desk)
    own = {"To send a mission.", "two missions", "One is too small.", "No money for two."}
    for document in (record, before, paper(desk), paper(desk, Variant.NON_ATTRIBUTED)):
        assert document.language == "fr"
        told = [one for one in texts_in(document) if one not in own]
        found = [one for one in (*told, document.state, document.title) if ENGLISH.search(one)]
        assert found == []
    assert "17 h 00" not in said(record), "the hour is set with fixed spaces"
    for part in (
        "lundi 20\u00a0juillet 2015 à 17\u00a0h\u00a000 (heure de New York)",
        "4 organismes consultés\u202f: accord 2, accord avec commentaire 1, sans réponse 1.",
        "accord tacite",
        "Point 1, D-2015-01",
    ):
        assert part in said(record), part
    approved = said(paper(desk))
    assert "Accord 1 · accord avec commentaire 1 (DoD/OSD) · désaccord 1 (DOJ)" in approved
    assert "arrivée 10\u00a0h\u00a010" in approved
    assert paper(desk).state == "APPROUVÉ le 21\u00a0juillet 2015"


def test_all_papers_become_files(desk: Desk, tmp_path: Path) -> None:
    round_id = under_silence(desk)
    clearing = desk.session
    approve(desk)
    for name, write in (
        ("record.pdf", lambda path: bootstrap.write_clearance(clearing, round_id, path)),
        ("text.docx", lambda path: bootstrap.write_for_comments(clearing, round_id, path)),
        (
            "minutes.pdf",
            lambda path: bootstrap.write_minutes(clearing, desk.meeting_id, path, variant="draft"),
        ),
    ):
        write(tmp_path / name)
        assert (tmp_path / name).stat().st_size > 5000


def test_the_page_to_sign_comes_last_and_stands_alone(desk: Desk) -> None:
    under_silence(desk)
    approve(desk)

    blocks = paper(desk).blocks

    at = max(number for number, one in enumerate(blocks) if isinstance(one, PageBreak))
    assert isinstance(blocks[-1], SignatureBlock)
    assert "SHA-256 of the text" in list(texts_in(blocks[at:]))
