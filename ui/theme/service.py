"""The look in force: fonts, palette and style sheet, and the word to all when it changes."""

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

import resources
from ui.theme import tokens as t
from ui.theme.style import style_sheet

_WEIGHTS = (400, 600, 700)


def register_fonts() -> None:
    """Register the shipped faces; without a font Qt draws no text at all, silently."""
    for weight in _WEIGHTS:
        name = f"PublicSans-{weight}.ttf"
        QFontDatabase.addApplicationFont(str(resources.path("fonts", "public-sans", name)))


class Theme(QObject):
    """Holds the tokens and the density; painted widgets read them from here.

    With `is_dressed` False the style sheet is held back until `dress`: each time a widget finds its
    parent Qt works the sheet out again for all below it, and the first window is built bottom up.
    """

    changed = Signal(object)  # Tokens

    def __init__(self, application: QApplication, *, is_dressed: bool = True) -> None:
        super().__init__(application)
        self._application = application
        self._wanted = "system"
        self._tokens = t.LIGHT
        self._density = t.COMFORTABLE
        self._is_dressed = is_dressed
        register_fonts()
        application.setStyle("Fusion")
        application.styleHints().colorSchemeChanged.connect(self._on_color_scheme_changed)

    @property
    def tokens(self) -> t.Tokens:
        return self._tokens

    @property
    def density(self) -> t.Density:
        return self._density

    @property
    def wanted(self) -> str:
        """Return "light", "dark" or "system"."""
        return self._wanted

    def show(self, theme: str, density: str) -> None:
        """Take these looks; unknown names give the defaults."""
        self._wanted = theme if theme in ("light", "dark") else "system"
        self._density = t.COMPACT if density == t.COMPACT.name else t.COMFORTABLE
        self._apply()

    def dress(self) -> None:
        """Put the style sheet on all widgets there are, if it was held back."""
        if not self._is_dressed:
            self._is_dressed = True
            self._put_sheet_on()

    def _apply(self) -> None:
        wants_dark = self._wanted == "dark" or (
            self._wanted == "system"
            and self._application.styleHints().colorScheme() is Qt.ColorScheme.Dark
        )
        self._tokens = t.DARK if wants_dark else t.LIGHT
        font = QFont(t.FONT)
        font.setPixelSize(t.BODY)
        self._application.setFont(font)
        self._application.setPalette(_palette(self._tokens))
        if self._is_dressed:
            self._put_sheet_on()
        self.changed.emit(self._tokens)

    def _put_sheet_on(self) -> None:
        check = resources.path("icons", f"tick-{self._tokens.name}.svg").as_posix()
        self._application.setStyleSheet(style_sheet(self._tokens, check_image=check))

    @Slot(object)
    def _on_color_scheme_changed(self, _: object) -> None:
        if self._wanted == "system":
            self._apply()


def _palette(tokens: t.Tokens) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for colour_role, value in (
        (role.Window, tokens.bg),
        (role.Base, tokens.surface),
        (role.AlternateBase, tokens.bg),
        (role.Button, tokens.surface),
        (role.Text, tokens.text),
        (role.WindowText, tokens.text),
        (role.ButtonText, tokens.text),
        (role.Highlight, tokens.selection),
        (role.HighlightedText, tokens.text),
        (role.ToolTipBase, tokens.surface),
        (role.ToolTipText, tokens.text),
        (role.PlaceholderText, tokens.muted),
        (role.Link, tokens.accent),
        (role.Accent, tokens.accent),
    ):
        palette.setColor(colour_role, QColor(value))
    palette.setColor(QPalette.ColorGroup.Disabled, role.Text, QColor(tokens.muted))
    return palette


_made: list[Theme] = []  # at most one; looked up for every cell that is drawn


def theme() -> Theme:
    """Return the application's theme; it is made on first use, like the application itself."""
    if _made and isValid(_made[0]):
        return _made[0]
    application = QApplication.instance()
    found = application.findChild(Theme) if application is not None else None
    if found is None:
        if not isinstance(application, QApplication):
            raise RuntimeError("There is no application yet.")
        found = Theme(application)
        found.show("light", "comfortable")
    _made[:] = [found]
    return found
