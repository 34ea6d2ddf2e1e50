"""Who may give a command."""

from enum import Enum


class Needs(Enum):
    """The circle of people that a command is for."""

    SECRETARIAT = "the secretariat or the chair"
    AGENCY = "an agency's representative, the secretariat or the chair"
    ANYONE = "anyone with the file"
