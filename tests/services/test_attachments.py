"""Papers of agenda items: rules, order, withholding, bin, undo, and what becomes of the content."""

from datetime import date
from typing import Any

import pytest

from board_app.domain.agenda import AgendaItem, ItemState
from board_app.domain.attachment import Attachment, media_of, size_in_words, tab_letter, title_of
from board_app.domain.base import RecordId
from board_app.domain.errors import Invalid, NotAllowed, NotFound, StepRefused
from board_app.services.agenda import SettleItem
from board_app.services.archive import Archive, Restore
from board_app.services.attachment_rows import AttachmentRow
from board_app.services.attachments import (
    Attach,
    MoveAttachment,
    RemoveAttachment,
    ReviseAttachment,
    papers_for,
    seen_by,
)
from board_app.services.bin import bin_entries, plan
from board_app.services.meetings import OpenOccurrence, PublishAgenda
from board_app.services.search import search
from board_app.services.search_rows import SearchQuery
from board_app.services.text_rules import Spill
from tests.desk import Desk
from tests.papers import PDF, picture

LONG = b"%PDF-1.7\n" + bytes(range(256)) * 3000  # three pieces


def attached(desk: Desk, item: AgendaItem, name: str = "Paper.pdf", **more: Any) -> RecordId:
    return desk.do(Attach(item_id=item.id, file_name=name, **{"content": PDF, **more}))


def papers(desk: Desk, item: AgendaItem) -> list[AttachmentRow]:
    return desk.session.reading.attachments.of_item(item.id)


def test_paper_is_kept_as_it_was_attached(desk: Desk) -> None:
    item = desk.item()
    attached(desk, item, "Country_paper.PDF", content=LONG, pages=12, marking=0, note="Draft 2")
    (row,) = papers(desk, item)
    assert (row.title, row.tab, row.pages, row.size) == ("Country paper", "A", 12, len(LONG))
    assert (row.person, row.is_late, row.media.label) == ("Ann Reed", False, "PDF")
    assert desk.session.reading.attachments.content(row.sha256) == LONG


def test_history_holds_the_hash_and_never_the_content(desk: Desk) -> None:
    attached(desk, desk.item(), content=b"%PDF-1.4 Zanzibar", note="Tanganyika")
    entries = desk.engine.rows("SELECT before, after FROM audit")
    told = " ".join(str(entry) for entry in entries)
    assert "Tanganyika" in told
    assert "Zanzibar" not in told
    assert desk.session.store.faults() == []


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"PK\x03\x04 and so on", "Save it as PDF first"),
        (b"MZ\x90", "neither a PDF nor"),
        (b"%PDF-" + bytes(50 * 1024 * 1024), "at most 50.0 MB"),
    ],
    ids=["empty", "office", "program", "large"],
)
def test_what_is_no_paper_is_refused_kindly(desk: Desk, content: bytes, words: str) -> None:
    item = desk.item()
    with pytest.raises(Invalid, match=words):
        attached(desk, item, "It.docx", content=content)
    assert papers(desk, item) == []


def test_kind_is_told_by_the_content(desk: Desk) -> None:
    assert media_of(picture("JPEG"), "x.pdf").label == "JPEG"
    assert media_of(b"mail header\n" + PDF, "x").label == "PDF"
    assert title_of(".pdf") == ".pdf"
    assert [tab_letter(place) for place in (0, 25, 26, 52)] == ["A", "Z", "AA", "BA"]
    assert [size_in_words(size) for size in (1, 700_000, 1_300_000)] == ["1 KB", "684 KB", "1.2 MB"]


def test_paper_after_the_agenda_goes_into_the_supplement(desk: Desk) -> None:
    item = desk.item()
    attached(desk, item)
    meeting = desk.meeting()
    desk.do(PublishAgenda(id=meeting.id, version=meeting.version))
    attached(desk, item, "Late.pdf")
    assert [row.is_late for row in papers(desk, item)] == [False, True]


def test_order_title_and_note_are_changed_and_taken_back(desk: Desk) -> None:
    item = desk.item()
    for name in ("a.pdf", "b.pdf", "c.pdf"):
        attached(desk, item, name)
    last = papers(desk, item)[2]
    desk.do(MoveAttachment(id=last.id, to_index=0))
    assert [(row.tab, row.title) for row in papers(desk, item)] == [
        ("A", "c"),
        ("B", "a"),
        ("C", "b"),
    ]
    desk.session.undo()
    assert [row.title for row in papers(desk, item)] == ["a", "b", "c"]
    row = papers(desk, item)[0]
    desk.do(ReviseAttachment(id=row.id, version=row.version, title="Alpha", note="New"))
    assert papers(desk, item)[0].title == "Alpha"
    with pytest.raises(Spill):
        desk.do(ReviseAttachment(id=row.id, version=row.version + 1, title="(S//NF) Alpha"))


def test_paper_is_withheld_from_just_those_agencies(desk: Desk) -> None:
    item = desk.item()
    state, dod = desk.agencies["state"], desk.agencies["dod"]
    attached(desk, item, "open.pdf")
    id = attached(desk, item, "kept.pdf", withheld=(state,))
    (_, row) = papers(desk, item)
    assert (row.withheld, row.withheld_ids) == ("State", (state,))
    assert [paper.tab for paper in seen_by(dod, papers(desk, item))] == ["A", "B"]
    assert [paper.title for paper in seen_by(state, papers(desk, item))] == ["open"]
    desk.do(ReviseAttachment(id=id, version=row.version, title=row.title, withheld=(dod,)))
    assert papers(desk, item)[1].withheld_ids == (dod,)
    desk.session.undo()
    assert papers(desk, item)[1].withheld_ids == (state,)
    desk.become("Ben Okoro")
    assert [paper.title for paper in papers_for(desk.session, desk.meeting_id)] == ["open"]


def test_representative_attaches_nothing(desk: Desk) -> None:
    item = desk.item()
    desk.become("Ben Okoro")
    with pytest.raises(NotAllowed):
        attached(desk, item)


def test_removed_paper_is_in_the_bin_and_comes_back(desk: Desk) -> None:
    item = desk.item()
    id = attached(desk, item)
    (row,) = papers(desk, item)
    desk.do(RemoveAttachment(id=id, version=row.version))
    assert papers(desk, item) == []
    with pytest.raises(NotFound):
        desk.session.reading.attachments.attachment(id)
    (entry,) = bin_entries(desk.session)
    assert (entry.kind, entry.subject) == ("Paper", "Paper · 2015-07")
    desk.do(Restore(table="attachment", id=id, version=entry.version))
    (row,) = papers(desk, item)
    assert desk.session.reading.attachments.content(row.sha256) == PDF


def test_attaching_is_undone_and_done_again(desk: Desk) -> None:
    item = desk.item()
    attached(desk, item, withheld=(desk.agencies["dod"],))
    desk.session.undo()
    assert papers(desk, item) == []
    # Another paper meanwhile lets go of nothing that can be done again.
    desk.session.redo()
    (row,) = papers(desk, item)
    assert row.withheld == "DoD" or row.withheld_ids == (desk.agencies["dod"],)
    assert desk.session.reading.attachments.content(row.sha256) == PDF


def purge(desk: Desk, id: RecordId) -> None:
    row = desk.session.reading.attachments.attachment(id)
    desk.do(RemoveAttachment(id=id, version=row.version))
    desk.session.do(plan(desk.session, bin_entries(desk.session)).command)


def kept(desk: Desk) -> int:
    return int(desk.engine.rows("SELECT count(*) AS n FROM content")[0]["n"])


def test_content_of_a_purged_paper_stays_as_long_as_it_can_be_taken_back(desk: Desk) -> None:
    item = desk.item()
    purge(desk, attached(desk, item, withheld=(desk.agencies["dod"],)))
    attached(desk, item, content=LONG)
    assert kept(desk) == 2
    desk.session.undo()
    desk.session.undo()
    desk.session.undo()
    assert [row.sha256 for row in papers(desk, item)] != []


def test_content_goes_when_nothing_can_bring_it_back(desk: Desk) -> None:
    item = desk.item()
    purge(desk, attached(desk, item))
    for number in range(50):
        desk.item(f"Item {number}")
    attached(desk, item, content=LONG)
    assert kept(desk) == 1
    assert desk.engine.rows("SELECT count(DISTINCT sha256) AS n FROM content_piece")[0]["n"] == 1


def test_step_whose_content_is_gone_is_refused_and_harms_nothing(desk: Desk) -> None:
    item = desk.item()
    id = attached(desk, item)
    purge(desk, id)
    for number in range(50):
        desk.item(f"Item {number}")
    attached(desk, item, content=LONG)
    steps = desk.session.store.undo_steps(desk.session.actor)
    while steps and steps[0].label != "Delete for good":
        desk.session.skip(steps[0].id)
        steps = desk.session.store.undo_steps(desk.session.actor)
    with pytest.raises(StepRefused):
        desk.session.undo()
    assert desk.session.store.faults() == []


def test_carried_item_takes_its_papers_along(desk: Desk) -> None:
    item = desk.item()
    attached(desk, item, marking=0, withheld=(desk.agencies["dod"],))
    later = desk.do(OpenOccurrence(series_id=desk.series_id, on_day=date(2015, 8, 20)))
    desk.do(SettleItem(id=item.id, version=item.version, state=ItemState.DEFERRED))
    carried = desk.session.reading.attachments.of_meeting(later)
    assert [(row.title, row.withheld_ids) for row in carried] == [
        ("Paper", (desk.agencies["dod"],))
    ]
    assert kept(desk) == 1


def test_paper_is_found_by_its_title_and_by_its_file(desk: Desk) -> None:
    item = desk.item()
    attached(desk, item, "Zanzibar.pdf", title="Coastal towns")
    for words in ("zanzi", "coastal", "paper towns"):
        found = desk.session.reading.history.find(words)
        assert [row.label for row in found] == ["Coastal towns"], words
        (hit,) = search(desk.session, SearchQuery(words)).rows
        assert (hit.label.text, hit.place) == ("Coastal towns", "Paper of Sudan, 2015-07")
        assert (hit.home_id, hit.part_id) == (desk.meeting_id, item.id)


def test_purged_item_takes_its_papers_along(desk: Desk) -> None:
    item = desk.item()
    attached(desk, item, withheld=(desk.agencies["dod"],))
    desk.do(Archive(table="agenda_item", id=item.id, version=item.version))
    found = plan(desk.session, bin_entries(desk.session))
    assert "1 paper" in found.below
    desk.session.do(found.command)
    assert desk.engine.rows(f"SELECT id FROM {Attachment.table}") == []
    desk.session.undo()
    assert desk.session.store.faults() == []
