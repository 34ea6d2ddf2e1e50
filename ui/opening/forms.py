"""The forms before a board is open: passphrase, the five questions, who am I."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from board_app.domain.person import Role
from board_app.services.actor import Actor
from board_app.services.directory import AgencyEntry, IntroduceSelf
from board_app.services.founding import NewBoard
from board_app.services.outside import Outside
from board_app.services.rows import AgencyRow, PersonRow
from board_app.services.series import StartSeries
from board_app.services.session import Session
from ui.kit.choice_field import ChoiceField
from ui.kit.day_field import TimeField
from ui.kit.dialogs import FormDialog
from ui.kit.fields import CheckField, Field, Form, LineField, NumberField, SecretField
from ui.opening.remembering import offer_keyring, wish_of
from ui.parts.new_passphrase import new_passphrase

if TYPE_CHECKING:
    from ui.opening.doors import Doors

Values = dict[str, Any]  # Any: each field's own kind of value

_NTH = ((1, "First"), (2, "Second"), (3, "Third"), (4, "Fourth"), (-1, "Last"))
_DAYS = tuple(
    enumerate(("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"))
)
_ADD_ME = "add"


def ask_for_passphrase(doors: "Doors", path: Path, parent: QWidget) -> None:
    """Ask for a board's passphrase, unless the keyring has it, and open the board."""
    dialog = passphrase_dialog(path.name, parent)

    def answered(_: FormDialog, values: Values) -> None:
        doors.open_path(path, values["passphrase"], wish=wish_of(values))

    doors.ask(dialog, answered)
    offer_keyring(doors, dialog, str(path))


def passphrase_dialog(file_name: str, parent: QWidget) -> FormDialog:
    """Return the form that unlocks a board."""
    form = Form()
    form.add(
        Field(
            f"Passphrase of {file_name}",
            SecretField(),
            name="passphrase",
            help="The printed recovery code opens the board too.",
        )
    )
    return FormDialog("Open board", form, accept="Open", parent=parent)


def _questions(agencies: tuple[AgencyEntry, ...], zones: tuple[str, ...]) -> Form:
    form = Form()
    chair = ChoiceField([(entry.code, entry.abbreviation, entry.name) for entry in agencies])
    zone_field = ChoiceField([(name, name.replace("_", " ")) for name in zones])
    nth, weekday, start = ChoiceField(_NTH), ChoiceField(_DAYS), TimeField()
    ceiling = ChoiceField(((1, "Unclassified and CUI"), (0, "Unclassified only")))
    quorum, eleven = (
        NumberField(1, 99, suffix=" agencies"),
        CheckField("Begin with the chair's office and the eleven agencies"),
    )
    form.add(Field("1. What is the board called?", LineField(), name="name"))
    form.add(Field("2. Which agency chairs it?", chair, name="chair_code"))
    form.add(Field("3. In which time zone does it meet?", zone_field, name="zone"))
    form.add(Field("4. When does it meet each month?", nth, name="nth"))
    form.add(Field("Weekday", weekday, name="weekday"))
    form.add(Field("Begins at", start, name="start"))
    form.add(
        Field(
            "5. How high may its papers be marked?",
            ceiling,
            name="ceiling",
            help="Classified text is refused in any case.",
        )
    )
    form.add_section("Agencies")
    form.add(Field("", eleven, name="eleven"))
    form.add(Field("Quorum", quorum, name="quorum"))
    form.add_section("Passphrase")
    form.add(
        Field(
            "Passphrase",
            SecretField(),
            name="passphrase",
            help="Whoever has the file and this passphrase has everything in it.",
        )
    )
    form.add(Field("The same again", SecretField(), name="again"))
    return form


def new_board_dialog(
    agencies: tuple[AgencyEntry, ...], zones: tuple[str, ...], zone: str, parent: QWidget
) -> FormDialog:
    """Return the five questions, the offered agencies and the passphrase."""
    form = _questions(agencies, zones)
    defaults = {
        "zone": zone if zone in zones else "America/New_York",
        "nth": 3,
        "weekday": 3,
        "start": "10:00",
        "ceiling": 1,
        "quorum": 7,
        "eleven": True,
    }
    for name, value in defaults.items():
        form.fields[name].set_value(value)
    return FormDialog("New board", form, accept="Choose where to keep it…", parent=parent)


def new_board_wanted(values: Values, agencies: tuple[AgencyEntry, ...]) -> NewBoard:
    """Return what the form asks for; raises Invalid with the field that is wrong."""
    secret = new_passphrase(values)
    chosen = [entry for entry in agencies if values["eleven"] or entry.code == values["chair_code"]]
    return NewBoard(
        name=values["name"],
        chair_code=values["chair_code"] or "",
        zone=values["zone"] or "",
        ceiling=values["ceiling"],
        quorum=values["quorum"],
        agencies=chosen,
        passphrase=secret,
    )


def _first_series(values: Values, today: date) -> StartSeries:
    """Return the monthly series that the fourth question describes."""
    return StartSeries(
        title=f"{values['name']}",
        nth=values["nth"],
        weekday=values["weekday"],
        start=values["start"],
        minutes=90,
        zone=values["zone"],
        first_on=today,
    )


def founded(outside: Outside, path: Path, wanted: NewBoard, values: Values) -> Session:
    """Make the file with its agencies and its monthly series."""
    session = outside.new_board(path, wanted)
    session.act_as(Actor(name="Founder", role=Role.SECRETARIAT))
    session.do(_first_series(values, session.board().today))
    session.act_as(Actor())
    return session


def identify_dialog(
    people: list[PersonRow], agencies: list[AgencyRow], parent: QWidget
) -> FormDialog:
    """Return the question who is at this machine: somebody of the directory, or a new person."""
    form = Form()
    known = [
        (person.id, person.name, f"{person.agency} · {person.role.label}" if person.role else "")
        # Whoever opens a board is most often of its secretariat.
        for person in sorted(people, key=_secretariat_first)
    ]
    person = ChoiceField([*known, (_ADD_ME, "I am not in this list")])
    agency = ChoiceField([(row.id, row.abbreviation, row.name) for row in agencies])
    role = ChoiceField([(one.value, one.label) for one in Role])
    form.add(
        Field(
            "I am",
            person,
            name="person",
            help="Every change is kept with your name. In a file this is a courtesy among "
            "colleagues, not a lock: who has the file and its passphrase can change everything.",
        )
    )
    form.add_section("If you are not in the list")
    form.add(Field("Your name", LineField(), name="name"))
    form.add(Field("Your agency", agency, name="agency_id"))
    form.add(Field("What you are", role, name="role"))
    person.set_value(known[0][0] if known else _ADD_ME)
    role.set_value(Role.SECRETARIAT.value)
    if agencies:
        agency.set_value(agencies[0].id)
    return FormDialog("Who are you?", form, accept="That is me", parent=parent)


def _secretariat_first(person: PersonRow) -> tuple[bool, str]:
    return person.role is None or not person.role.runs_the_board, person.name


def chosen_person(values: Values) -> int | IntroduceSelf:
    """Return the id of a known person, or the command that adds a new one; raises Invalid."""
    if values["person"] != _ADD_ME and values["person"] is not None:
        return int(values["person"])
    return IntroduceSelf(
        name=values["name"], agency_id=values["agency_id"] or 0, role=values["role"]
    )
