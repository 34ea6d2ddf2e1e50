"""Another passphrase for the board: asked twice, and what it does and does not do is said."""

from typing import Any

from board_app.domain.errors import Invalid
from board_app.services.session import Session
from ui.kit.dialogs import FormDialog
from ui.kit.fields import Field, Form, SecretField
from ui.kit.text import PlainLabel
from ui.page import Page
from ui.parts.new_passphrase import new_passphrase

_WORDS = (
    "Everybody who works at this file needs the new passphrase from then on, and there is a new "
    "recovery code: print it anew. Copies and backups made before keep the old one. If somebody "
    "else knows the old one, such copies still open for them."
)
_DONE = "The passphrase is changed. Print the new recovery code: the old one opens no more."


def ask_for_other(page: Page) -> None:
    """Ask for the old passphrase and a new one, and open the board anew with it."""
    form = Form()
    form.add_widget(PlainLabel(_WORDS, wraps=True))
    form.add(Field("Passphrase now", SecretField(), name="old"))
    form.add(Field("New passphrase", SecretField(), name="passphrase"))
    form.add(Field("The same again", SecretField(), name="again"))
    dialog = FormDialog("Change the passphrase", form, accept="Change", parent=page.window())
    outside, path = page.context.outside, page.context.board_path

    def change(session: Session, old: str, new: str) -> Session:
        fresh = outside.keeping.changed_passphrase(session, old, new)
        if outside.secrets.known(str(path)):
            outside.secrets.keep(str(path), new)
        return fresh

    def submit(values: dict[str, Any]) -> None:
        try:
            new = new_passphrase(values)
        except Invalid as fault:
            dialog.show_fault(fault)
            return
        dialog.show_busy("Sealing the board anew…")
        page.desk.hand_over(
            dialog,
            lambda session: change(session, values["old"], new),
            done=done,
            failed=dialog.show_fault,
        )

    def done(session: Session) -> None:
        dialog.finish()
        page.context.reopened.emit(session, _DONE)

    dialog.submitted.connect(submit)
    dialog.open()
