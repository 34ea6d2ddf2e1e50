"""Before another marking scheme is in force: what it is, and what becomes of the portions."""

from typing import Any, NamedTuple

from PySide6.QtWidgets import QWidget

from board_app.domain.vocabulary import Vocabulary, vocabulary_of
from board_app.domain.words import count, joined
from board_app.services.markings import UseScheme, terms_without_home
from board_app.services.scheme import PortionUse, scheme_of
from board_app.services.session import Session
from ui.kit.choice_field import ChoiceField
from ui.kit.dialogs import FormDialog
from ui.kit.fields import Field, Form
from ui.kit.text import PlainLabel
from ui.page import Context
from ui.parts.asking import ask

Values = dict[str, Any]  # Any: each field's own kind of value

_UNKNOWN = "Choose…"


class _Found(NamedTuple):
    old: Vocabulary
    new: Vocabulary
    uses: list[PortionUse]


def open_scheme_change(context: Context, parent: QWidget, body: str) -> None:
    """Show a checked scheme and put it in force when that is said; Undo brings the old one back."""

    def read(session: Session) -> _Found:
        board = session.reading.board
        return _Found(scheme_of(board.board()), vocabulary_of(body), board.portion_uses())

    def show(found: _Found) -> None:
        missing = terms_without_home(found.old, found.new, found.uses)
        form = Form()
        for line in _said(found):
            form.add_widget(PlainLabel(line, wraps=True))
        for term, choices in missing.items():
            form.add(_question(term, choices, found))
        dialog = FormDialog(
            f"Mark by “{found.new.title}”", form, accept="Put in force", parent=parent
        )

        def command(values: Values) -> UseScheme:
            given = {term: values[_name(term)] for term in missing}
            known = {term: value for term, value in given.items() if value is not None}
            return UseScheme(body=body, mapping=known)

        ask(context.desk, dialog, command)

    context.desk.ask(parent, read, show)


def _question(term: str, choices: tuple[str, ...], found: _Found) -> Field:
    offered = [(choice, choice or "nothing: it is taken away") for choice in choices]
    editor = ChoiceField([(None, _UNKNOWN), *offered])
    # One choice alone is most likely meant, and is seen before it holds.
    editor.set_value(choices[0] if len(choices) == 1 else None)
    help_text = "" if choices else f"“{found.new.title}” has nothing that could take its place."
    return Field(f"{term} becomes", editor, name=_name(term), help=help_text)


def _name(term: str) -> str:
    return f"becomes_{term}".replace(" ", "_")


def _said(found: _Found) -> list[str]:
    new = found.new
    levels = joined([f"{level.name} ({level.portion})" for level in new.levels])
    known = len(new.categories)
    categories = count(known, "category", plural="categories") if known else "No categories"
    limits = ", ".join(control.code for control in new.controls) or "none"
    held = sum(use.number for use in found.uses)
    about = (
        f"The board has {count(held, 'marked portion')}, archived ones included; each keeps what "
        "it withholds. Undo brings the scheme before back."
        if held
        else "No portion of the board is marked yet."
    )
    return [f"Levels: {levels}.", f"{categories}. Limits: {limits}.", about]
