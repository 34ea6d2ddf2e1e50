"""How the child says that a paper is unfit."""

from board_app.services.attachment_check import Cause, Unfit


class UnfitPaper(Exception):
    """The paper can't be shown; nobody outside the child sees this."""

    def __init__(self, cause: Cause, reason: str) -> None:
        super().__init__(reason)
        self.unfit = Unfit(cause, reason)
