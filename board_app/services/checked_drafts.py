"""Drafts that pass the rule of all texts: what may not be saved is not kept as a draft either."""

from board_app.services.ports import Drafts


class CheckedDrafts:
    """The drafts of a store; a text with a classified marking is not written, not even here."""

    def __init__(self, drafts: Drafts) -> None:
        self._drafts = drafts

    def keep(self, person_id: int, field: str, text: str) -> None:
        """Keep what stands in a field now; raises Spill, and the draft before stays."""
        from board_app.services.text_rules import refuse_classified  # noqa: PLC0415  (70 ms)

        refuse_classified(field, text)
        self._drafts.keep(person_id, field, text)

    def drop(self, person_id: int, field: str) -> None:
        self._drafts.drop(person_id, field)

    def kept(self, person_id: int) -> dict[str, str]:
        return self._drafts.kept(person_id)
