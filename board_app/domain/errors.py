"""The known errors: the world's fault, said in plain words with what to do next."""


class BoardError(Exception):
    """Something that can happen to a careful person; its message is shown as it is."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Invalid(BoardError):
    """What was typed can't be taken.

    `field` names the input the message belongs to, if there is one; `problems` holds a sentence
    for each field that is wrong, in the order of the fields.
    """

    def __init__(
        self,
        message: str,
        *,
        field: str | None = None,
        problems: dict[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.field = field
        self.problems = problems if problems is not None else {field: message} if field else {}


class NotAllowed(BoardError):
    """The acting person's role does not include this."""


class NotFound(BoardError):
    """The thing asked for does not exist (any more)."""


class StaleRecord(BoardError):
    """The record was changed by somebody else since it was read.

    `now` is the record as it is stored by now, if it is known.
    """

    def __init__(self, message: str, *, now: object = None) -> None:
        super().__init__(message)
        self.now = now


class StepRefused(StaleRecord):
    """A step can't be taken back or done again; those beyond it wait until `step` is skipped."""

    def __init__(self, message: str, *, step: int) -> None:
        super().__init__(message)
        self.step = step


class Overtaken(StaleRecord):
    """What a change was built on was changed while it was carried out; it may be done again."""


class NotPossible(BoardError):
    """The thing exists but its state does not permit this."""


class StorageUnavailable(BoardError):
    """The file or the server can't be reached, read or written."""


class NoStamp(StorageUnavailable):
    """A time-stamp server did not answer, or gave no time stamp."""


class Spoilt(StorageUnavailable):
    """A part of the file that was wanted is damaged; its last backup may be whole."""


class Refused(BoardError):
    """Input from outside that must not come in: a foreign, damaged or hostile file."""


class WrongPassphrase(Refused):
    """The passphrase fits no page of the file; the person may try again."""


class Damaged(Refused):
    """The file is not whole any more; its last backup may be."""


class OnAShare(Refused):
    """The file is on another machine's disk; a copy on this one can be worked at."""
