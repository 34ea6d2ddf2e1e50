"""Two documents as a board would print them, with invented people; for tests and for looking at."""

import sys
from datetime import UTC, datetime
from pathlib import Path

from board_app.documents.pdf import render_pdf
from board_app.domain.document import (
    Align,
    AttendanceGrid,
    Attendee,
    Block,
    Bullets,
    Column,
    DecisionBox,
    Document,
    Heading,
    ItemHeading,
    KeyFacts,
    Note,
    PaperSize,
    Paragraph,
    Table,
    TextStyle,
    TitleBlock,
)

MADE = datetime(2015, 7, 18, 14, 5, tzinfo=UTC)
BODY = "Atrocities Prevention Board"
DESIGNATION = (
    "Controlled by: National Security Council staff, Multilateral Affairs and Human Rights",
    "CUI category: Deliberative process",
    "Point of contact: Board secretariat, 202-555-0100",
)

SEATS = (
    Attendee("State", "Miriam Oduya", "principal"),
    Attendee("Defense (OSD)", "Carl Lindqvist", "principal"),
    Attendee("Joint Staff", "Col. Ana Pereira", "alternate"),
    Attendee("Treasury", "Joon-ho Bae", "principal, remote"),
    Attendee("Justice", "Helena Vos", "alternate"),
    Attendee("Homeland Security", "", "absent"),
    Attendee("USAID", "Tomás Iriarte", "principal"),
    Attendee("USUN", "Léa Fontanel", "principal, remote"),
    Attendee("ODNI", "Priya Raman", "principal"),
    Attendee("CIA", "representative present", "alternate"),
    Attendee("Office of the Vice President", "Daniel Achterberg", "alternate"),
)

_ROAD = """The board heard that displacement along the northern road has risen for the third month \
in a row and that two district radio stations have returned to language that names a community as \
a threat."""
_PATTERN = """Members agreed that the pattern now meets three of the common risk factors and that \
local mediators, who still have access to both sides, are the most useful partners before the \
vote on 9\u00a0October."""
_HOTLINES = """The field mission asked for a decision within two weeks, because the permits for \
the two hotlines lapse at the end of the month and a renewal needs the support of the ministry."""
_DISSENT = """Concurs with the level but not with the hotlines: the protection of callers' data \
has not been settled, and a leak would endanger the people the measure is for."""


_BRIEF = ("A-2015-022", ("USAID", "State"), "Access brief for the northern districts", "5 Jun 2015")
_NOTE = ("A-2015-025", ("Treasury",), "Note on remittance channels, by month", "19 Jun 2015")
_PLAN = (
    "A-2015-041",
    ("State", "USAID, USUN"),
    "Plan for the two hotlines with data protection, costs and an end date",
    "30 Jul 2015",
)
_CALLS = ("A-2015-042", ("ODNI",), "Monthly note on calls against incidents", "1 Sep 2015")
_COURSE = ("A-2015-043", ("USAID", "State, Defense"), "Course for desk officers", "15 Oct 2015")


def _item(number: int, title: str, kind: str, lead: str, minutes: int) -> ItemHeading:
    return ItemHeading(str(number), title, lead=lead, kind=kind, minutes=minutes, portion="(U)")


def _actions(*rows: tuple[str, tuple[str, ...], str, str]) -> Table:
    columns = (
        Column("Action", names_row=True),
        Column("Lead and supporting", 0.26),
        Column("Deliverable", 0.74),
        Column("Due", align=Align.RIGHT),
    )
    return Table(columns, rows)


_FACTS = (
    ("When", "Thursday 16 July 2015, 10:00–11:30 (America/New_York)"),
    ("Where", "Room 208, Eisenhower Executive Office Building, and secure video"),
    ("Chair", "Ruth Calloway, National Security Council staff"),
    ("Purpose", "Decide on early measures for Country A before the October vote"),
)
_OPENING: tuple[Block, ...] = (
    TitleBlock(BODY, "Minutes of the 7th meeting, 16 July 2015", _FACTS),
    Heading("Attendance", 3),
    AttendanceGrid(SEATS),
    Paragraph("Quorum was reached: 10 of 11 seats were taken, 7 are needed.", "(U)"),
    Heading("Summary", 3),
    Paragraph(
        "The board raised Country A from 3 (Elevated) to 4 (High), decided to fund two radio "
        "hotlines before the October vote, took note of the progress on five action items and "
        "deferred the review of Country B to August. Justice dissented in part.",
        "(CUI)",
    ),
)


_MIDDLE: tuple[Block, ...] = (
    Heading("Items", 1),
    _item(1, "Approval of the minutes of 18 June", "Decision", "Secretariat", 5),
    Paragraph("The minutes of the 6th meeting were approved without change.", "(U)"),
    DecisionBox(
        "Decision D-2015-031",
        "The minutes of 18 June 2015 are approved as version 4.",
        positions="Concur 10",
        portion="(U)",
    ),
    _item(2, "Open and overdue action items", "Information", "Secretariat", 10),
    Paragraph(_ROAD, "(CUI)"),
    _actions(
        _BRIEF,
        _NOTE,
    ),
    _item(3, "Country A: reassessment after the June incidents", "Country review", "ODNI", 25),
    Paragraph("\n\n".join((_ROAD, _PATTERN, _HOTLINES)), "(CUI)"),
    Bullets(
        (
            "Displacement: rising, 14 200 people since April, confidence medium.",
            "Hate speech: rising, two stations; one monitor lost access in May.",
            "Security forces: steady; the inquiry of the ombudsman has not reported.",
        ),
        portion="(CUI)",
    ),
    DecisionBox(
        "Decision D-2015-032",
        "Country A is raised from level 3 (Elevated) to level 4 (High) with a worsening trend. "
        "State and USAID open two radio hotlines in the northern districts before 1 September "
        "and report on calls each month.",
        mandate="From funds already obligated; no new authority is needed.",
        limits="Ends on 31 December 2015 unless renewed; no contact with armed groups.",
        positions="Concur 8 · with comment 1 (Treasury) · non-concur 1 (Justice)",
        dissents=(("Justice", _DISSENT),),
        portion="(CUI)",
    ),
    Note(
        "The monthly figures should be shared with the mission's legal adviser first.",
        label="Treasury, with comment:",
        portion="(U)",
    ),
    _actions(
        _PLAN,
        _CALLS,
    ),
    _item(4, "Country B: review", "Country review", "State", 20),
    Paragraph("Deferred to the August meeting, because two ratings are still missing.", "(U)"),
    _item(5, "Horizon of the next 90 days", "Information", "ODNI", 10),
    Paragraph(_PATTERN, "(CUI)"),
    Table(
        (
            Column("Event", 0.55),
            Column("Country", 0.45),
            Column("Date", align=Align.RIGHT),
            Column("Days", align=Align.RIGHT),
        ),
        (
            ("General election", "Country A", "9 Oct 2015", "85"),
            ("Renewal of the mission's mandate", "Country C", "30 Sep 2015", "76"),
            ("Anniversary of the 2010 clashes", "Country B", "21 Aug 2015", "36"),
        ),
        caption="Inflection points",
        portion="(U)",
    ),
    _item(6, "Training of field staff in early warning", "Discussion", "USAID", 15),
    Paragraph(_HOTLINES, "(U)"),
    Paragraph(_PATTERN, "(U)"),
    _actions(
        _COURSE,
    ),
    _item(7, "Any other business", "Information", "Chair", 5),
    Paragraph("None was raised.", "(U)"),
)


_CLOSING: tuple[Block, ...] = (
    Heading("All action items", 1),
    _actions(
        _BRIEF,
        _NOTE,
        _PLAN,
        _CALLS,
        _COURSE,
    ),
    Heading("Deferred and escalated", 2),
    Bullets(("Item 4, Country B: to the 8th meeting. No matter was escalated.",), portion="(U)"),
    Heading("Next meeting", 2),
    Paragraph("Thursday 20 August 2015, 10:00, Room 208. Papers by 18 August, 10:00.", "(U)"),
    Heading("Papers considered", 2),
    Bullets(
        (
            "APB-P-2015-19, Country A: assessment, ODNI, 10 July 2015",
            "APB-P-2015-20, Options for radio hotlines, State and USAID, 13 July 2015",
        ),
        is_numbered=True,
    ),
    Heading("Record", 2),
    KeyFacts(
        (
            (
                "Clearance",
                "Version 3 sent to 11 agencies on 18 July, comments by 22 July 12:00",
            ),
            ("Silence", "No answer by the hour counts as concurrence"),
            ("Drafted by", "Board secretariat, 17 July 2015"),
            ("Distribution", "Members, alternates, action officers"),
        )
    ),
    Paragraph(
        "Audit chain head 7f3c 09ae 51d2 88b0 4e6a, entry 1 204 of 18 July 2015, 14:02 UTC.",
        style=TextStyle.MUTED,
    ),
)


def minutes(repeats: int = 1, paper: PaperSize = PaperSize.LETTER) -> Document:
    """Return minutes; `repeats` multiplies the items to make them long."""
    return Document(
        title="Minutes of the 7th meeting of the Atrocities Prevention Board",
        subject="Minutes, draft for clearance",
        author="Board secretariat",
        paper=paper,
        banner="CUI",
        designation=DESIGNATION,
        reference="APB-M-2015-07",
        version="version 3",
        state="DRAFT for clearance, version 3 of 18 July",
        blocks=(*_OPENING, *_MIDDLE * repeats, *_CLOSING),
    )


_ORDER = (
    (
        "1",
        ("Approval of the minutes of 18 June", "Paper: APB-M-2015-06, version 4"),
        "Decision",
        "Secretariat",
        "10:00",
        "5",
    ),
    ("2", "Open and overdue action items", "Information", "Secretariat", "10:05", "10"),
    (
        "3",
        (
            "Country A: reassessment after the June incidents",
            "Sought: level and early measures",
        ),
        "Country review",
        "ODNI",
        "10:15",
        "25",
    ),
    ("4", "Country B: review", "Country review", "State", "10:40", "20"),
    ("5", "Horizon of the next 90 days", "Information", "ODNI", "11:00", "10"),
    ("6", "Training of field staff in early warning", "Discussion", "USAID", "11:10", "15"),
    ("7", "Any other business", "Information", "Chair", "11:25", "5"),
)
_ORDER_COLUMNS = (
    Column("No.", align=Align.RIGHT, names_row=True),
    Column("Item", 1.0),
    Column("Kind"),
    Column("Lead"),
    Column("At", align=Align.RIGHT),
    Column("Min", align=Align.RIGHT),
)
_PAPERS = Table(
    (
        Column("Reference", names_row=True),
        Column("Title", 1.0),
        Column("From"),
        Column("State"),
    ),
    (
        ("APB-P-2015-19", "Country A: assessment", "ODNI", "here"),
        ("APB-P-2015-20", "Options for radio hotlines", "State, USAID", "due 14 July"),
    ),
)


def agenda() -> Document:
    """Return the agenda of the same meeting, on A4."""
    return Document(
        title="Agenda of the 7th meeting of the Atrocities Prevention Board",
        author="Board secretariat",
        paper=PaperSize.A4,
        banner="UNCLASSIFIED",
        reference="APB-A-2015-07",
        version="version 1",
        state="Published on 2 July",
        blocks=(
            TitleBlock(BODY, "Agenda of the 7th meeting, 16 July 2015", _FACTS),
            Heading("Order of business", 2, portion="(U)"),
            Table(_ORDER_COLUMNS, _ORDER),
            Paragraph("90 of 90 minutes are allotted. A decision item needs its paper.", "(U)"),
            Heading("Carried over", 2),
            Bullets(("From June: training of field staff (item 6).",), portion="(U)"),
            Heading("Papers", 2),
            _PAPERS,
        ),
    )


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    render_pdf(minutes(), folder / "minutes.pdf", created=MADE)
    render_pdf(agenda(), folder / "agenda.pdf", created=MADE)
