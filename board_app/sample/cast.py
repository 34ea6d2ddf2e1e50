"""Who and what the story names: people, agencies and countries with their ids."""

from board_app.domain.base import RecordId
from board_app.domain.person import Role
from board_app.sample.story import BOARD, Story, StoryPerson
from board_app.services.actor import Actor
from board_app.services.directory import AddPerson
from board_app.services.session import Session

_SPEAKS = (Role.OFFICER, Role.ALTERNATE, Role.PRINCIPAL)


class Cast:
    """The people of the story once they are in the directory."""

    def __init__(self, told: Story, session: Session) -> None:
        self._told = told
        self._session = session
        rows = session.reading.directory.agencies(told.board.founded)
        self._agencies = {row.code: row.id for row in rows}
        self._countries = {row.alpha2: row.id for row in session.reading.board.countries()}
        self._people: dict[str, RecordId] = {}
        self._promised: dict[str, RecordId] = {}

    def enter(self) -> None:
        """Put everybody into the directory."""
        secretary = self._told.people[1]
        self._session.act_as(Actor(name=secretary.name, role=Role.SECRETARIAT))
        for person in self._told.people:
            self._people[person.name] = self._added(person)

    def agency(self, code: str) -> RecordId:
        return self._agencies[code]

    def agencies(self) -> list[RecordId]:
        return list(self._agencies.values())

    def agency_or_none(self, code: str) -> RecordId | None:
        return self._agencies[code] if code else None

    def country(self, alpha2: str) -> RecordId | None:
        return self._countries[alpha2] if alpha2 else None

    def remember(self, title: str, action_id: RecordId) -> None:
        """Keep the id of an action item under its title."""
        self._promised[title] = action_id

    def recalled(self, title: str) -> RecordId:
        return self._promised[title]

    @property
    def chair(self) -> RecordId:
        """Return the id of the person who chairs."""
        return self._people[self._told.people[0].name]

    @property
    def chair_agency(self) -> RecordId:
        return self._agencies[self._told.board.chair]

    @property
    def signers(self) -> tuple[str, str]:
        """Return who signs approved minutes: the chair and the executive secretary."""
        return self._told.people[0].name, self._told.people[1].name

    def plans(self) -> None:
        """Let the executive secretary act."""
        self._act(self._told.people[1])

    def writes(self) -> None:
        """Let the keeper of the minutes act."""
        self._act(self._told.people[2])

    def speaks(self, by: str, *, anybody: bool = False) -> RecordId:
        """Let an agency's action officer act, or the secretariat; return the agency's id.

        With `anybody` the secretariat writes down what an agency said long ago.
        """
        if by == BOARD or anybody:
            self._act(self._told.people[3])
            return self.chair_agency if by == BOARD else self._agencies[by]
        ranked = [
            person
            for role in _SPEAKS
            for person in self._told.people
            if person.agency == by and person.role is role
        ]
        self._act(ranked[0])
        return self._agencies[by]

    def _act(self, person: StoryPerson) -> None:
        agency_id = self._agencies[person.agency]
        self._session.act_as(Actor(self._people[person.name], person.name, person.role, agency_id))

    def _added(self, person: StoryPerson) -> RecordId:
        value = self._session.do(
            AddPerson(
                name=person.name,
                agency_id=self._agencies[person.agency],
                role=person.role,
                valid_from=person.since,
                title=person.title,
                email=f"{_address(person.name)}@{person.agency}.example",
            )
        ).value
        return as_id(value)


def as_id(value: object) -> RecordId:
    """Return what a command gave back as the id it is."""
    if not isinstance(value, int):
        raise TypeError(f"The command gave back no id but {value!r}.")
    return RecordId(value)


def _address(name: str) -> str:
    plain = name.lower().replace("í", "i").replace("-", "")
    return plain.replace(" ", ".")
