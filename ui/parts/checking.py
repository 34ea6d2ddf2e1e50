"""A PDF is chosen, and every signature of it is told in words: what it is worth, whose, when."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from board_app.domain.errors import BoardError
from board_app.domain.signature import Checked, Finding
from board_app.domain.wall_time import WallTime
from board_app.domain.words import clock, day_long
from board_app.services.signatures import Issuer
from ui.commands import action
from ui.kit.buttons import PRIMARY, ActionButton
from ui.kit.card import Card
from ui.kit.dialogs import Confirm, PlainDialog, ask_open_path
from ui.kit.looks import tone_colour
from ui.kit.text import PlainLabel
from ui.page import Page
from ui.theme.icons import icon
from ui.theme.service import theme
from ui.theme.tokens import GAP

_PDFS = "PDF (*.pdf);;All files (*)"
_CERTIFICATES = "Certificates (*.pem *.crt *.cer *.der);;All files (*)"
_SIZE = (640, 460)
_GLYPH = 20
_LOOKS = {
    Finding.VALID: ("circle-check", "success", "Valid"),
    Finding.CHANGED: ("circle-alert", "danger", "Changed after signing"),
    Finding.UNKNOWN: ("circle-help", "warning", "Cannot tell"),
    Finding.WITHDRAWN: ("circle-alert", "danger", "Certificate withdrawn"),
}
_NONE = "This PDF is not signed. Who made it, and whether it was changed, can't be told."
_NOT_ASKED = (
    "Nothing was asked of the network: whether a certificate was withdrawn is not known. Settings, "
    "Signatures lets those who vouch for signers be asked."
)
Failed = Callable[[BoardError], None]


def ask_to_check(
    page: Page, *, failed: Failed, trusted: Callable[[], None], tell: Callable[[str], None]
) -> None:
    """Ask for a PDF and show what its signatures are worth.

    `trusted` is called when the list of those who are trusted grew; `tell` gets what goes on
    meanwhile, for issuers may take their time, and "" at the end.
    """

    def chosen(path: Path) -> None:
        def show(found: list[Checked]) -> None:
            tell("")
            SignaturesDialog(page, path, found, trusted).open()

        tell(f"Checking {path.name}…")
        page.desk.work(page, _check_of(page, path), show, failed=failed)

    ask_open_path(page, "Choose a PDF to check", _PDFS, chosen)


def _check_of(page: Page, path: Path) -> Callable[[], list[Checked]]:
    """Return the check of a file, which asks issuers if this person wishes it."""
    signatures, asks = page.context.outside.signatures, page.context.outside.memory.now.asks_issuers
    return lambda: signatures.check(path, asks_issuers=asks)


def ask_to_trust(
    page: Page, parent: QWidget, *, failed: Failed, done: Callable[[Issuer], None]
) -> None:
    """Ask for a certificate, show whose it is, and trust it if the person says so."""
    signatures = page.context.outside.signatures

    def chosen(path: Path) -> None:
        def ask(found: Issuer) -> None:
            sentence = (
                f"Signers whom “{found.name}” vouches for will count as known on this computer, "
                f"until {day_long(found.ends_on)}. Compare its SHA-256 with what the issuer "
                f"publishes: {spaced(found.sha256)}"
            )
            question = Confirm(f"Trust {found.name}?", sentence, "Trust", parent=parent)
            question.confirmed.connect(lambda: add(found.sha256))
            question.open()

        def add(sha256: str) -> None:
            page.desk.work(parent, lambda: signatures.trust(path, sha256), done, failed=failed)

        page.desk.work(parent, lambda: signatures.issuer(path), ask, failed=failed)

    ask_open_path(parent, "Choose the issuer's certificate", _CERTIFICATES, chosen)


def spaced(sha256: str) -> str:
    """Return a digest in groups of eight, to be compared by eye."""
    return " ".join(sha256[at : at + 8] for at in range(0, len(sha256), 8))


class SignaturesDialog(PlainDialog):
    """What the signatures of one file are worth, each on a card of its own."""

    def __init__(
        self, page: Page, path: Path, found: Sequence[Checked], trusted: Callable[[], None]
    ) -> None:
        super().__init__(f"Signatures of {path.name}", page)
        self.setObjectName("signatures")
        self._page = page
        self._path = path
        self._trusted = trusted
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.body.addWidget(self.area, 1)
        self.said = PlainLabel("", "danger", wraps=True)
        self.said.hide()
        self.body.addWidget(self.said)
        self.trust = action(self, "trust_issuer", "Trust this issuer…", self._on_trust)
        close = action(self, "close_signatures", "Close", self.accept, keys="Ctrl+Return")
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        buttons.addStretch(1)
        buttons.addWidget(ActionButton(self.trust))
        buttons.addWidget(ActionButton(close, PRIMARY))
        self.body.addLayout(buttons)
        self._show(found)
        self.resize(*_SIZE)

    def _show(self, found: Sequence[Checked]) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        for one in found:
            column.addWidget(_card(one, self._page.desk.board.zone))
        asks = self._page.context.outside.memory.now.asks_issuers
        if not found or not asks:
            column.addWidget(PlainLabel(_NOT_ASKED if found else _NONE, "muted", wraps=True))
        column.addStretch(1)
        self.area.setWidget(inner)
        wants = any(one.wants_trust for one in found)
        self.trust.setVisible(wants)
        self.trust.setEnabled(wants)

    @Slot()
    def _on_trust(self) -> None:
        ask_to_trust(self._page, self, failed=self._fail, done=self._check_again)

    def _check_again(self, _: Issuer) -> None:
        self.said.hide()
        self._trusted()
        check = _check_of(self._page, self._path)
        self._page.desk.work(self, check, self._show, failed=self._fail)

    def _fail(self, fault: BoardError) -> None:
        self.said.setText(fault.message)
        self.said.show()


def _card(one: Checked, zone: str) -> Card:
    name, tone, word = _LOOKS[one.finding]
    card = Card(f"{word}: {one.signer}", name="signature")
    glyph = PlainLabel()
    glyph.setPixmap(icon(name, tone_colour(tone, theme().tokens)).pixmap(_GLYPH, _GLYPH))
    card.head.insertWidget(0, glyph)
    for text, role in ((one.sentence, ""), (when(one, zone), "muted")):
        card.add(PlainLabel(text, role, wraps=True))
    return card


def when(one: Checked, zone: str) -> str:
    """Return when something was signed, on the wall of a zone and in UTC, and who says so."""
    if one.signed_at is None:
        return "It does not say when it was signed."
    wall = WallTime.from_utc(one.signed_at, zone).at
    place = zone.replace("_", " ")
    return (
        f"Signed {day_long(wall.date())}, {clock(wall.time())} ({place}), "
        f"{one.signed_at:%Y-%m-%d %H:%M} UTC, {one.clock}."
    )
