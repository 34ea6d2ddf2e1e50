"""Buttons that follow an action: text, state, shortcut and icon come from it."""

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QAction, QFontMetrics, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget
from typing_extensions import override

from ui.kit.text import escaped_tooltip
from ui.theme.icons import icon
from ui.theme.service import theme

PRIMARY, QUIET, PLAIN = "primary", "quiet", "plain"
_KEY_GAP = 10


def shown_keys(action: QAction) -> str:
    """Return the shortcut as people read it, "" if there is none."""
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)


class ActionButton(QPushButton):
    """A button for an action. Kinds: primary (at most one a page), quiet, plain (a link)."""

    def __init__(
        self,
        action: QAction,
        kind: str = QUIET,
        *,
        icon_name: str = "",
        shows_keys: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._action = action
        self._icon_name = icon_name
        self._shows_keys = shows_keys
        self._is_offered = True
        self.setProperty("kind", kind)
        self.setObjectName(f"{action.objectName()}_button")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)
        self.setIconSize(QSize(16, 16))
        self.clicked.connect(self._on_self_clicked)
        action.changed.connect(self._on_action_changed)
        theme().changed.connect(self._on_theme_changed)
        self._on_action_changed()
        self._on_theme_changed()

    def set_kind(self, kind: str) -> None:
        """Stand out or step back: what is primary changes with what comes next."""
        if kind != self.property("kind"):
            self.setProperty("kind", kind)
            self.style().unpolish(self)
            self.style().polish(self)
            self._on_theme_changed()

    def offer(self, *, shown: bool) -> None:
        """Show the button or not, while keys and palette lead to the action as before."""
        self._is_offered = shown
        self._on_action_changed()

    def _keys(self) -> str:
        return shown_keys(self._action) if self._shows_keys else ""

    @Slot()
    def _on_self_clicked(self) -> None:
        self._action.trigger()

    @Slot()
    def _on_action_changed(self) -> None:
        text = self._action.text()
        # Where the place says what is meant, a button may say less than the palette.
        self.setText(self._action.property("short") or text)
        self.setEnabled(self._action.isEnabled())
        if not self._action.isVisible() or not self._is_offered:
            self.hide()
        elif self.parent() is not None:
            self.show()
        keys = shown_keys(self._action)
        tip = self._action.property("why") or text
        self.setToolTip(escaped_tooltip(f"{tip} ({keys})" if keys else f"{tip}"))
        self.setAccessibleName(text)
        self.updateGeometry()

    @Slot()
    def _on_theme_changed(self) -> None:
        if self._icon_name:
            tokens = theme().tokens
            is_primary = self.property("kind") == PRIMARY
            colour = tokens.on_accent if is_primary else tokens.text2
            if self.property("kind") == PLAIN:
                colour = tokens.accent
            self.setIcon(icon(self._icon_name, colour))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        keys = self._keys()
        if not keys:
            return hint
        width = QFontMetrics(self.font()).horizontalAdvance(keys) + _KEY_GAP
        return QSize(hint.width() + width, hint.height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        keys = self._keys()
        if not keys:
            super().paintEvent(event)
            return
        from PySide6.QtWidgets import QStyle, QStyleOptionButton  # noqa: PLC0415  (10 ms of enums)

        # The frame first, then text and shortcut by hand: the shortcut stands in muted behind.
        option = QStyleOptionButton()
        self.initStyleOption(option)
        text, option.text = option.text, ""
        painter = QPainter(self)
        self.style().drawControl(QStyle.ControlElement.CE_PushButton, option, painter, self)
        tokens = theme().tokens
        is_primary = self.property("kind") == PRIMARY
        is_plain = self.property("kind") == PLAIN
        ink = tokens.on_accent if is_primary else tokens.accent if is_plain else tokens.text
        if not self.isEnabled():
            ink = tokens.muted
        metrics = painter.fontMetrics()
        edge = 9 if is_plain else 15
        inside = self.rect().adjusted(edge if self.icon().isNull() else edge + 22, 0, 0, 0)
        painter.setPen(QPen(ink))
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter, text)
        painter.setPen(QPen(ink if is_primary else tokens.muted))
        inside.setLeft(inside.left() + metrics.horizontalAdvance(text) + _KEY_GAP)
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter, keys)
