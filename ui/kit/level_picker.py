"""The six levels of risk side by side: one is chosen by a click or by its number."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from board_app.domain.risk import RiskLevel
from ui.kit.looks import chip_font
from ui.theme.service import theme

_HEIGHT = 44
_LEAST = 62
_GAP = 4


class LevelPicker(QWidget):
    """Number above word in the level's colour; the chosen one stands out by frame and weight."""

    picked = Signal(object)  # RiskLevel

    def __init__(self, name: str, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._label = label
        self._level = RiskLevel.NOT_ASSESSED
        self._is_locked = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_HEIGHT)
        self._tell()
        theme().changed.connect(self.update)

    @property
    def level(self) -> RiskLevel:
        return self._level

    def show_level(self, level: RiskLevel) -> None:
        """Show a level without asking for anything."""
        self._level = level
        self._tell()
        self.update()

    def lock(self, *, locked: bool) -> None:
        """Only show, or let it be changed."""
        self._is_locked = locked
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus if locked else Qt.FocusPolicy.StrongFocus)
        self.update()

    def pick(self, level: RiskLevel) -> None:
        """Choose a level, as a person does."""
        if not self._is_locked and level is not self._level:
            self.show_level(level)
            self.picked.emit(level)

    def place_of(self, level: RiskLevel) -> QRectF:
        """Return where a level stands."""
        width = (self.width() - _GAP * (len(RiskLevel) - 1)) / len(RiskLevel)
        return QRectF(int(level) * (width + _GAP), 0, width, self.height())

    def _tell(self) -> None:
        self.setAccessibleName(f"{self._label}: {self._level.label}")
        self.setAccessibleDescription("Press 0 to 5, or Left and Right.")

    def _paint_level(self, painter: QPainter, level: RiskLevel) -> None:
        tokens = theme().tokens
        is_chosen = level is self._level
        place = self.place_of(level).adjusted(1.5, 1.5, -1.5, -1.5)
        fill = QColor(tokens.risk[level]) if is_chosen else QColor(tokens.surface)
        painter.setBrush(fill)
        edge = tokens.text if is_chosen else tokens.border
        painter.setPen(QPen(QColor(edge), 2 if is_chosen else 1))
        painter.drawRoundedRect(place, 6, 6)
        if not is_chosen:
            # A strip of the colour is enough to tell the scale; the words carry it.
            strip = QRectF(place.left() + 6, place.bottom() - 6, place.width() - 12, 3)
            painter.fillRect(strip, QColor(tokens.risk[level]))
        ink = tokens.risk_text[level] if is_chosen else tokens.muted
        painter.setPen(QColor(ink))
        font = chip_font(self.font())
        painter.setFont(font)
        words = "Not assessed" if not level else level.word
        metrics = painter.fontMetrics()
        upper = place.adjusted(0, 4, 0, -place.height() / 2)
        lower = place.adjusted(2, place.height() / 2 - 4, -2, -6)
        painter.drawText(upper, Qt.AlignmentFlag.AlignCenter, str(int(level)))
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, int(lower.width()))
        painter.drawText(lower, Qt.AlignmentFlag.AlignCenter, shown)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for level in RiskLevel:
            self._paint_level(painter, level)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(theme().tokens.focus), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        for level in RiskLevel:
            if self.place_of(level).contains(event.position()):
                self.pick(level)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        text, key = event.text(), event.key()
        if text in {"0", "1", "2", "3", "4", "5"}:
            self.pick(RiskLevel(int(text)))
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            step = 1 if key == Qt.Key.Key_Right else -1
            self.pick(RiskLevel(min(max(self._level + step, 0), len(RiskLevel) - 1)))
        else:
            super().keyPressEvent(event)

    @override
    def sizeHint(self) -> QSize:
        return QSize(len(RiskLevel) * 96, _HEIGHT)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(len(RiskLevel) * _LEAST, _HEIGHT)
