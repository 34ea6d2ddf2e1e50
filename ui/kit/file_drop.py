"""Files dragged from the desktop onto a list or a card."""

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, Signal
from PySide6.QtGui import QDropEvent  # dragging in and over are events of its kind
from PySide6.QtWidgets import QWidget
from typing_extensions import override


class FileDrop(QObject):
    """Takes files that are dropped on a widget; rows dragged within it go their own way.

    For a list the widget is its viewport, since that is where Qt drops.
    """

    hovered = Signal(QPoint)
    dropped = Signal(QPoint, object)  # where, and the paths

    def __init__(self, target: QWidget) -> None:
        super().__init__(target)
        target.setAcceptDrops(True)
        target.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QDropEvent):
            return False
        files = paths_in(event.mimeData())
        if not files:
            return False
        event.acceptProposedAction()
        point = event.position().toPoint()
        if event.type() is QEvent.Type.Drop:
            self.dropped.emit(point, files)
        else:
            self.hovered.emit(point)
        return True


def paths_in(held: QMimeData) -> list[Path]:
    """Return the files of this computer that are dragged; a picture of a web page is none."""
    return [Path(url.toLocalFile()) for url in held.urls() if url.isLocalFile()]
