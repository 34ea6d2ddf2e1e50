"""The colours, the font and the icons: measured, not looked at."""

import ast
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtGui import QFontDatabase, QFontInfo
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

import resources
from board_app.window import Program
from ui.kit.text import PlainLabel
from ui.theme.icons import icon
from ui.theme.service import register_fonts, theme
from ui.theme.tokens import COMFORTABLE, COMPACT, DARK, FONT, LIGHT, RISK_WORDS, Tokens

ROOT = Path(__file__).resolve().parents[3]
GROUNDS = ("bg", "surface", "sunken")
TEXT, EDGE = 4.5, 3.0
THEMES = pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=lambda one: one.name)


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@THEMES
@pytest.mark.parametrize(
    ("ink", "grounds"),
    [
        ("text", (*GROUNDS, "tint", "selection")),
        ("text2", (*GROUNDS, "tint")),
        ("muted", GROUNDS),
        ("accent", (*GROUNDS, "tint")),
        ("accent_hover", GROUNDS),
        ("success", GROUNDS),
        ("warning", GROUNDS),
        ("danger", GROUNDS),
        ("live", GROUNDS),
    ],
)
def test_words_can_be_read(tokens: Tokens, ink: str, grounds: tuple[str, ...]) -> None:
    for ground in grounds:
        found = contrast(getattr(tokens, ink), getattr(tokens, ground))
        assert found >= TEXT, f"{ink} on {ground}: {found:.2f}"


@THEMES
def test_words_on_filled_marks_can_be_read(tokens: Tokens) -> None:
    for ground in ("accent", "accent_hover"):
        assert contrast(tokens.on_accent, getattr(tokens, ground)) >= TEXT
    assert contrast(tokens.surface, tokens.danger) >= TEXT, "the chip of what is late"
    assert contrast(tokens.surface, tokens.live) >= TEXT, "the marking banner"
    assert contrast(tokens.surface, tokens.text) >= TEXT, "a message"


@THEMES
def test_edges_and_the_focus_ring_can_be_seen(tokens: Tokens) -> None:
    for ground in GROUNDS:
        assert contrast(tokens.control, getattr(tokens, ground)) >= EDGE
    for ground in (*GROUNDS, "tint", "selection"):
        assert contrast(tokens.focus, getattr(tokens, ground)) >= EDGE


@THEMES
def test_muted_ink_of_lists_can_be_read_on_the_selected_row(tokens: Tokens) -> None:
    assert contrast(tokens.text2, tokens.selection) >= TEXT


@THEMES
def test_risk_goes_one_way_in_lightness_and_its_words_can_be_read(tokens: Tokens) -> None:
    assert len(tokens.risk) == len(tokens.risk_text) == len(RISK_WORDS)
    steps = [luminance(one) for one in tokens.risk[1:]]
    for low, high in pairwise(steps):
        assert (high > low) is tokens.is_dark
    for ground, ink in zip(tokens.risk, tokens.risk_text, strict=True):
        assert contrast(ink, ground) >= TEXT


def test_rows_are_as_high_as_the_design_says() -> None:
    assert (COMFORTABLE.row, COMPACT.row) == (34, 26)


def test_shipped_font_is_the_one_that_is_drawn(program: Program, qtbot: QtBot) -> None:
    """Without a font Qt draws no text at all, silently."""
    register_fonts()
    assert FONT in QFontDatabase.families()
    assert QFontInfo(QApplication.font()).family() == FONT
    label = PlainLabel("Words", "title")
    qtbot.addWidget(label)
    label.show()
    assert QFontInfo(label.font()).family() == FONT
    image = label.grab().toImage()
    inks = {image.pixel(x, y) for x in range(image.width()) for y in range(image.height())}
    assert len(inks) > 8, "the words are drawn with smooth edges"


def test_each_theme_reaches_the_widgets(program: Program, qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    theme().dress()
    for tokens in (DARK, LIGHT):
        theme().show(tokens.name, "comfortable")
        assert QApplication.palette().window().color().name().upper() == tokens.bg
        assert tokens.bg in QApplication.instance().styleSheet()  # type: ignore[union-attr]  # there is one


def icon_names() -> dict[str, str]:
    """Return all texts in ui code that are meant as names of icons, with where they stand.

    An icon is named in a call that takes one, in a table of glyphs, or beside a tone of a list.
    """
    takers = {"icon", "NavEntry", "_NavButton", "EmptyState", "Entry"}
    found: dict[str, str] = {}
    for path in sorted((ROOT / "ui").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        nodes: list[ast.AST] = []
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                if isinstance(node.func, ast.Name) and node.func.id in takers:
                    at = {"NavEntry": 2, "Entry": 1, "_NavButton": 1}.get(node.func.id, 0)
                    nodes += node.args[at : at + 1]
                nodes += [word.value for word in node.keywords if word.arg in {"icon", "icon_name"}]
            if isinstance(node, ast.Assign) and any(
                isinstance(one, ast.Name) and one.id in {"_GLYPHS", "_ICONS", "_GLYPH"}
                for one in node.targets
            ):
                nodes += _glyphs(node.value)
        for node in nodes:
            for one in ast.walk(node):
                if isinstance(one, ast.Constant) and isinstance(one.value, str):
                    found[one.value] = f"{path.name}:{one.lineno}"
    return found


def _glyphs(table: ast.expr) -> list[ast.AST]:
    if not isinstance(table, ast.Dict):
        return []
    return [one.elts[0] if isinstance(one, ast.Tuple) else one for one in table.values]


TONES = {"accent", "success", "warning", "danger", "muted", "live", "neutral", ""}


def test_each_icon_named_exists_and_is_drawn(program: Program) -> None:
    names = {name: where for name, where in icon_names().items() if name not in TONES}
    assert {"layout-dashboard", "circle-check", "search", "x", "gavel"} <= set(names)
    for name, where in names.items():
        assert resources.path("icons", f"{name}.svg").is_file(), f"{name} of {where}"
        assert not icon(name, "#123456").pixmap(20, 20).isNull(), name
