"""The minutes of June are cleared: eleven agencies, two with a marked-up file, one silent."""

from datetime import timedelta
from pathlib import Path

import pypdfium2

from tests.exchange.returned_docx import commented, redlined
from tests.stories.conftest import Arrive
from tests.stories.person import CONTROL, KEY, SHIFT, Person

SECRETARY = "Ingrid Vassallo-Kerr"
ASKED = 11


def test_minutes_are_sent_answered_resolved_cleared_and_approved(
    arrive: Arrive, tmp_path: Path
) -> None:
    person = arrive(SECRETARY)
    send(person)
    files = mark_up(person, tmp_path)
    for agency, path in files.items():
        take_in(person, agency, path)
    answer(person, silent="Treasury", commented=tuple(files))
    assert not person.button("close_round"), "silence counts only after the deadline"

    resolve(person)
    assert "Needs Treasury" in person.text("missing")
    assert see_this_month(person) == "10 of 11 answered"
    person.clock.go(timedelta(days=4))
    go_there(person)
    assert "the deadline has passed" in person.text("deadline")
    person.push("close_round")
    assert "Cleared under silence" in person.text("missing")
    approve(person)
    record, minutes = print_papers(person, tmp_path)
    see_papers(record, minutes)
    see_the_lock(person)
    person.leave()


def go_there(person: Person) -> None:
    person.press(KEY.Key_2, CONTROL)
    person.choose("meetings_list", "18 Jun")
    person.press(KEY.Key_Return)
    person.press(KEY.Key_L, CONTROL)
    assert person.text("page_title") == "Minutes 2015-06"


def send(person: Person) -> None:
    go_there(person)
    assert "not sent yet" in person.text("page_facts")
    person.push("open_round")
    person.fill("day", "8 Jul 2015")
    person.accept()
    assert "In clearance" in person.text("page_facts")
    assert len(person.rows("positions_list")) == ASKED


def mark_up(person: Person, folder: Path) -> dict[str, Path]:
    """Export the text, and let two agencies write into it."""
    sent = folder / "sent.docx"
    person.push("export_for_comments")
    person.save_as(sent)
    person.close_dialog()
    title = _text_of_first_decision(sent)
    return {
        "State": commented(sent, folder / "state.docx", title, "Who pays for it?", "Cleo"),
        "DoD": redlined(sent, folder / "dod.docx", title, "Decide later.", "Dora"),
    }


def _text_of_first_decision(sent: Path) -> str:
    import docx  # noqa: PLC0415

    paragraphs = docx.Document(str(sent)).paragraphs
    number = next(at for at, one in enumerate(paragraphs) if one.text.startswith("Decision "))
    return paragraphs[number + 1].text


def take_in(person: Person, agency: str, path: Path) -> None:
    before = len(person.rows("comments_list"))
    person.push("import_comments")
    person.save_as(path)
    assert len(person.rows("found_comments")) == 1
    assert len(person.form().form.fields) == 3
    person.accept()
    assert "whose comments" in person.form().form.fields["agency_id"].error.text()
    person.pick("agency_id", agency)
    person.accept()
    assert len(person.rows("comments_list")) == before + 1


def answer(person: Person, *, silent: str, commented: tuple[str, ...]) -> None:
    for row in person.spoken("positions_list"):
        agency = row[0]
        if silent in agency:
            continue
        if any(agency.startswith(one) for one in commented):
            assert "With comment" in row[1]
            continue
        person.choose("positions_list", agency)
        person.press(KEY.Key_C)
    said = [row[1] for row in person.spoken("positions_list")]
    assert sum("Concur" in one for one in said) == ASKED - 3
    assert sum("No response" in one for one in said) == 1


def resolve(person: Person) -> None:
    person.choose("comments_list", "State")
    person.press(KEY.Key_R)
    person.fill("answer", "The budget is the subject of the next meeting.")
    person.accept()
    person.choose("comments_list", "DoD")
    person.press(KEY.Key_A)
    person.press(KEY.Key_Z, CONTROL)
    assert "Open" in person.spoken("comments_list")[1][-1], "one step is taken back"
    person.choose("comments_list", "DoD")
    person.press(KEY.Key_X)
    assert [row[-1] for row in person.spoken("comments_list")] == ["✕ Rejected", "Withdrawn"]


def see_this_month(person: Person) -> str:
    person.press(KEY.Key_1, CONTROL)
    return next(row[1] for row in person.rows("waiting") if "minutes 2015-06" in row[0])


def approve(person: Person) -> None:
    person.push("approve_minutes")
    person.fill("chair", "Marta Quispe")
    person.accept()
    assert "Approved" in person.text("page_facts")
    assert not person.is_shown("approve_minutes_button")


def print_papers(person: Person, folder: Path) -> tuple[str, str]:
    person.push("export_clearance")
    person.export_as(folder / "record.pdf")
    person.close_dialog()
    person.close_dialog()
    person.press(KEY.Key_2, CONTROL)
    person.choose("meetings_list", "18 Jun")
    person.press(KEY.Key_Return)
    person.push("export_minutes")
    person.export_as(folder / "minutes.pdf")
    person.close_dialog()
    person.close_dialog()
    return words(folder / "record.pdf"), words(folder / "minutes.pdf")


def words(pdf: Path) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        text = " ".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()
    return " ".join(text.split())


def see_papers(record: str, minutes: str) -> None:
    for part in (
        "Cleared under silence",
        "concur 8, concur with comment 2, no response 1",
        "Who pays for it?",
        "Decide later.",
        "The budget is the subject of the next meeting.",
        "SHA-256",
    ):
        assert part in record
    for part in ("APPROVED on", "Clearance record", "Marta Quispe, in the chair", "SHA-256"):
        assert part in minutes


def see_the_lock(person: Person) -> None:
    assert "These minutes are approved and locked." in person.labels()
    assert not person.is_shown("composer"), "nothing more can be written"
    person.press(KEY.Key_L, CONTROL)
    person.press(KEY.Key_R, CONTROL | SHIFT)
    assert "Approved" in person.text("page_facts")
