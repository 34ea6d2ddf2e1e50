"""The one style sheet, made from tokens."""

from string import Template

from ui.theme.tokens import BANNER_HEIGHT, STATUS_HEIGHT, Tokens

_SHEET = Template(
    """
QWidget { font-size: 14px; color: $text; }
QMainWindow, QDialog, #page { background: $bg; }
QToolTip { background: $surface; color: $text; border: 1px solid $border; padding: 4px 8px; }
QAbstractScrollArea { background: transparent; border: 0; }
QScrollArea > QWidget > QWidget { background: transparent; }

QLabel[role="title"] { font-size: 22px; font-weight: 700; }
QLabel[role="card"] { font-size: 16px; font-weight: 600; }
QLabel[role="strong"] { font-weight: 600; }
QLabel[role="facts"] { color: $text2; }
QLabel[role="caption"] { font-size: 12px; font-weight: 600; color: $text2; }
QLabel[role="muted"] { font-size: 12px; color: $muted; }
QLabel[role="danger"] { font-size: 12px; color: $danger; }
QLabel[role="warning"] { color: $warning; font-weight: 600; }
QLabel[role="success"] { color: $success; font-weight: 600; }
QLabel[role="timer"] { font-size: 28px; font-weight: 700; }

#card { background: $surface; border: 1px solid $border; border-radius: 10px; }
#panel { background: $surface; border: 0; border-left: 1px solid $border; }
#well { background: $sunken; border: 1px solid $border; border-radius: 6px; }
#tinted, #mark_bar { background: $tint; border: 0; border-left: 3px solid $accent;
  border-radius: 4px; }
#inline_form { border: 1px solid $control; }
#rule { background: $border; border: 0; max-height: 1px; min-height: 1px; }

QPushButton { background: $surface; border: 1px solid $control; border-radius: 6px;
  padding: 0 14px; min-height: 30px; }
QPushButton:hover { background: $tint; }
QPushButton:pressed { background: $selection; }
QPushButton:disabled { color: $muted; border-color: $border; background: $bg; }
QPushButton:focus { border: 2px solid $focus; padding: 0 13px; min-height: 28px; }
QPushButton[kind="primary"] { background: $accent; color: $on_accent; border-color: $accent;
  font-weight: 600; }
QPushButton[kind="primary"]:hover { background: $accent_hover; }
QPushButton[kind="primary"]:disabled { background: $border; color: $muted; border-color: $border; }
QPushButton[kind="primary"]:focus { border: 2px solid $text; }
QPushButton[kind="plain"] { background: transparent; border: 1px solid transparent; color: $accent;
  padding: 0 8px; font-weight: 600; min-height: 24px; }
QPushButton[kind="plain"]:hover { background: $tint; }
QPushButton[kind="plain"]:disabled { color: $muted; background: transparent;
  border-color: transparent; }
QPushButton[kind="plain"]:focus { border: 2px solid $focus; padding: 0 7px; min-height: 22px; }
QPushButton[kind="menu"] { padding: 0 7px; }
QPushButton[kind="menu"]:focus { padding: 0 6px; }
QPushButton[kind="toggle"] { padding: 0 10px; min-height: 26px; border-color: $border;
  color: $text2; font-size: 12px; font-weight: 600; }
QPushButton[kind="toggle"]:checked { background: $selection; color: $text; border-color: $control; }
QPushButton[kind="toggle"]:focus { border: 2px solid $focus; padding: 0 9px; min-height: 24px; }

QLineEdit, QSpinBox, QComboBox, QTimeEdit { background: $surface; border: 1px solid $control;
  border-radius: 6px; padding: 0 10px; min-height: 30px; selection-background-color: $selection;
  selection-color: $text; }
QComboBox QLineEdit { border: 0; padding: 0; min-height: 0;
  background: transparent; }
QComboBox QLineEdit:focus { border: 0; padding: 0; min-height: 0; }
QPlainTextEdit { background: $surface; border: 1px solid $control; border-radius: 6px;
  padding: 4px 6px; selection-background-color: $selection; selection-color: $text; }
QLineEdit:focus, QSpinBox:focus, QComboBox:focus, QTimeEdit:focus { border: 2px solid $focus;
  padding: 0 9px; min-height: 28px; }
QPlainTextEdit:focus { border: 2px solid $focus; padding: 3px 5px; }
QLineEdit[invalid="true"], QPlainTextEdit[invalid="true"], QComboBox[invalid="true"],
QSpinBox[invalid="true"] { border: 2px solid $danger; }
QLineEdit:disabled, QSpinBox:disabled, QComboBox:disabled, QPlainTextEdit:disabled {
  background: $bg; color: $muted; border-color: $border; }
QLineEdit[quiet="true"], QPlainTextEdit[quiet="true"] { border: 1px solid transparent;
  background: transparent; }
QLineEdit[quiet="true"]:hover, QPlainTextEdit[quiet="true"]:hover { border: 1px solid $border; }
QLineEdit[quiet="true"]:focus, QPlainTextEdit[quiet="true"]:focus { border: 2px solid $focus;
  background: $surface; }
QComboBox::drop-down { border: 0; width: 28px; }
QComboBox::down-arrow { image: none; width: 0; }
QComboBox QAbstractItemView { background: $surface; border: 1px solid $control;
  selection-background-color: $selection; selection-color: $text; outline: 0; padding: 4px; }
QComboBox QAbstractItemView::item { min-height: 28px; padding: 0 6px; }
QCheckBox { spacing: 8px; min-height: 24px; }
QCheckBox::indicator { width: 18px; height: 18px; border: 1px solid $control; border-radius: 4px;
  background: $surface; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent;
  image: url("$check"); }
QCheckBox::indicator:focus { border: 2px solid $focus; }

QTableView { background: transparent; border: 0; outline: 0; gridline-color: transparent; }
QHeaderView { background: transparent; border: 0; }
QHeaderView::section { background: transparent; color: $text2; border: 0;
  border-bottom: 1px solid $border; font-size: 12px; font-weight: 600; padding: 0 4px; }
QHeaderView::section:first { padding-left: 12px; }
QHeaderView::section:last { padding-right: 12px; }
QListView { background: transparent; border: 0; outline: 0; }

#nav { background: $sunken; border: 0; border-right: 1px solid $border; }
#nav QPushButton { text-align: left; border: 1px solid transparent; background: transparent;
  color: $text2; padding: 0 10px; min-height: 34px; }
#nav QPushButton:hover { background: $tint; }
#nav QPushButton:checked { background: $selection; color: $text; font-weight: 600; }
#nav QPushButton:focus { border: 2px solid $focus; padding: 0 9px; min-height: 32px; }
#nav QPushButton#jump { background: $surface; border: 1px solid $control; color: $muted; }
#nav QPushButton#jump:focus { border: 2px solid $focus; }

#status { background: $sunken; border: 0; border-top: 1px solid $border;
  min-height: ${status}px; max-height: ${status}px; }
#status QLabel { font-size: 12px; color: $text2; }
#status QPushButton { border: 0; background: transparent; font-size: 12px; color: $text2;
  padding: 0 6px; min-height: 24px; border-radius: 4px; }
#status QPushButton:hover { background: $tint; }
#status QPushButton:focus { border: 2px solid $focus; min-height: 20px; padding: 0 4px; }
#status QLabel[state="failed"] { color: $danger; font-weight: 600; }

#banner { background: $surface; border: 0; border-bottom: 1px solid $border; font-size: 12px;
  font-weight: 700; min-height: ${banner}px; max-height: ${banner}px; }
#banner[level="1"] { background: $live; color: $surface; }
#banner[voice="loud"] { font-size: 16px; min-height: 36px; max-height: 36px; }
#toast { background: $text; border-radius: 8px; }
#toast QLabel { color: $surface; }
#toast QPushButton { border: 0; background: transparent; color: $toast_link; font-weight: 600;
  padding: 0 8px; min-height: 24px; }
#toast QPushButton:focus { border: 2px solid $toast_link; min-height: 20px; padding: 0 6px; }
#palette { background: $surface; border: 1px solid $control; border-radius: 12px; }
#notice { background: $tint; border: 1px solid $border; border-radius: 8px; }
#notice[kind="danger"] { border: 1px solid $danger; }
#notice[kind="warning"] { border: 1px solid $warning; }

QTabBar { background: transparent; }
QTabBar::tab { background: transparent; border: 0; border-bottom: 2px solid transparent;
  padding: 6px 12px; color: $text2; font-weight: 600; }
QTabBar::tab:selected { color: $text; border-bottom: 2px solid $accent; }
QTabBar::tab:focus { color: $focus; }
QTabWidget::pane { border: 0; }
QSplitter::handle { background: transparent; }
QMenu { background: $surface; border: 1px solid $control; border-radius: 6px; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 4px; }
QMenu::item:selected { background: $selection; color: $text; }
QMenu::item:disabled { color: $muted; }
QMenu::separator { height: 1px; background: $border; margin: 4px 8px; }
QCalendarWidget QWidget { alternate-background-color: $sunken; background: $surface; }
QCalendarWidget QAbstractItemView { selection-background-color: $accent;
  selection-color: $on_accent; }
QCalendarWidget QToolButton { color: $text; background: transparent; padding: 4px 8px; }

QProgressBar { selection-background-color: $accent; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 2px; }
QScrollBar::handle:vertical { background: $border; border-radius: 4px; min-height: 32px; }
QScrollBar::handle:vertical:hover { background: $control; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 2px; }
QScrollBar::handle:horizontal { background: $border; border-radius: 4px; min-width: 32px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
"""
)


def style_sheet(tokens: Tokens, *, check_image: str) -> str:
    """Return the style sheet; `check_image` is the path of the tick for check boxes."""
    colours = {name: value for name, value in tokens._asdict().items() if isinstance(value, str)}
    link = tokens.accent if tokens.is_dark else "#9CC9F5"
    if tokens.is_dark:
        link = "#154C81"
    return _SHEET.substitute(
        colours,
        check=check_image,
        toast_link=link,
        status=STATUS_HEIGHT,
        banner=BANNER_HEIGHT,
    )
