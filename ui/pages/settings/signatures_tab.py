"""Signatures: any PDF is checked, and who may vouch for signers on this computer."""

from PySide6.QtCore import Slot

from board_app.domain.errors import BoardError
from board_app.services.signatures import Issuer
from ui.commands import action
from ui.kit.buttons import PRIMARY, ActionButton
from ui.kit.card import Card
from ui.kit.empty import EmptyState
from ui.kit.fields import CheckField
from ui.kit.rows import Column, RowList
from ui.kit.text import PlainLabel
from ui.page import Page
from ui.parts.checking import ask_to_check, ask_to_trust, spaced
from ui.theme.tokens import TEXT_WIDTH

_WHAT = (
    "A signature is valid if the file is as it was signed and somebody of this list vouches for "
    "the signer. The list is yours, on this computer; it begins empty, and no board brings it "
    "along."
)
_ASKS = (
    "A check then asks whoever issued a certificate, at the address that stands in it. They learn "
    "which certificate is looked at and from where, nothing of the paper. If nobody answers within "
    "twenty seconds, it can't be told."
)
_NOBODY = "Nobody yet. Trust an issuer by the certificate it publishes."


class SignaturesCard(Card):
    """The list of those who are trusted; its actions belong to the page."""

    def __init__(self, page: Page) -> None:
        super().__init__("Who vouches for signers", name="trusted", grows=True)
        self._page = page
        self.check = action(
            page, "check_signature", "Check a signature…", self._on_check, keys="Ctrl+Shift+V"
        )
        self.trust = action(page, "trust_certificate", "Trust an issuer…", self._on_trust)
        self.remove = action(page, "trust_no_more", "Stop trusting", self._on_remove)
        for made, kind in ((self.remove, ""), (self.trust, ""), (self.check, PRIMARY)):
            self.add_to_head(ActionButton(made, kind) if kind else ActionButton(made))
        what = PlainLabel(_WHAT, "muted", wraps=True)
        what.setMaximumWidth(TEXT_WIDTH)
        self.add(what)
        self.list = RowList(
            (
                Column("Name", lambda row: row.name, width=240, look="strong"),
                Column("Until", lambda row: f"{row.ends_on}", width=110, look="date"),
                Column("SHA-256", lambda row: spaced(row.sha256), look="muted"),
            ),
            name="trusted_list",
        )
        self.list.row_selected.connect(self._on_selected)
        self.add(self.list, 1)
        self.nothing = EmptyState("shield", _NOBODY, self.trust)
        self.add(self.nothing, 1)
        self.asks = CheckField("Ask whether certificates were withdrawn (needs the network)")
        self.asks.setObjectName("asks_issuers")
        self.asks.setAccessibleDescription(_ASKS)
        self.asks.set_value(page.context.outside.memory.now.asks_issuers)
        self.asks.edited.connect(self._on_asks_edited)
        self.add(self.asks)
        meaning = PlainLabel(_ASKS, "muted", wraps=True)
        meaning.setMaximumWidth(TEXT_WIDTH)
        self.add(meaning)
        self.said = PlainLabel("", wraps=True)
        self.said.setObjectName("signatures_said")
        self.add(self.said)
        self.remove.setEnabled(False)
        self.remove.setVisible(False)
        self.list.hide()

    def reload(self) -> None:
        """Fetch the list."""
        signatures = self._page.context.outside.signatures
        self._page.desk.work(
            self, lambda: list(signatures.trusted()), self._show, failed=self._fail
        )

    def _show(self, found: list[Issuer]) -> None:
        self.list.set_rows(found)
        if found and self.list.selected_row() is None:
            self.list.select_id(found[0].id)
        self.list.setVisible(bool(found))
        self.nothing.setVisible(not found)
        self.remove.setVisible(bool(found))
        self.set_count(str(len(found)) if found else "")
        self.remove.setEnabled(self.list.selected_row() is not None)

    def _fail(self, fault: BoardError) -> None:
        self.said.setText(fault.message)

    @Slot(object)
    def _on_selected(self, row: Issuer | None) -> None:
        self.remove.setEnabled(row is not None)

    @Slot()
    def _on_check(self) -> None:
        self.said.setText("")
        ask_to_check(self._page, failed=self._fail, trusted=self.reload, tell=self.said.setText)

    @Slot()
    def _on_asks_edited(self) -> None:
        self._page.context.outside.memory.check_with(asks_issuers=self.asks.value())

    @Slot()
    def _on_trust(self) -> None:
        def done(found: Issuer) -> None:
            self.said.setText(f"{found.name} is trusted from now on.")
            self.reload()

        ask_to_trust(self._page, self._page, failed=self._fail, done=done)

    @Slot()
    def _on_remove(self) -> None:
        row = self.list.selected_row()
        if row is None:
            return
        signatures = self._page.context.outside.signatures

        def done(_: None) -> None:
            self.said.setText(f"{row.name} is not trusted any more.")
            self.reload()

        self._page.desk.work(
            self, lambda: signatures.trust_no_more(row.sha256), done, failed=self._fail
        )
