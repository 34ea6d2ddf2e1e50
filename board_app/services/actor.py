"""Who is acting. In a local file this is courtesy, not protection: the program says so."""

from typing import NamedTuple

from board_app.domain.errors import NotAllowed
from board_app.domain.ids import RecordId
from board_app.domain.states import Role

SPEAKERS = frozenset({Role.PRINCIPAL, Role.ALTERNATE, Role.OFFICER})


class Actor(NamedTuple):
    """The person at this machine, with the role and agency they act for today."""

    person_id: RecordId | None = None
    name: str = "Nobody yet"
    role: Role | None = None
    agency_id: RecordId | None = None

    @property
    def runs_the_board(self) -> bool:
        return self.role is not None and self.role.runs_the_board

    def must_speak_for(self, agency_ids: frozenset[RecordId | None]) -> None:
        """Raise NotAllowed unless the actor runs the board or belongs to one of the agencies."""
        speaks = self.role in SPEAKERS and self.agency_id in agency_ids - {None}
        if not self.runs_the_board and not speaks:
            raise NotAllowed(
                "Only the agencies of this action item, or the secretariat, can do this."
            )


NOBODY = Actor()
