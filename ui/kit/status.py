"""The status bar: is everything saved, who am I, what may this screen hold."""

from datetime import datetime

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from ui.kit.text import PlainLabel, without_mnemonic
from ui.theme.tokens import GUTTER


class StatusBar(QFrame):
    """Save state at the left; person and marking at the right."""

    person_asked = Signal()
    retry_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status")
        self.saving = PlainLabel("All changes saved", elides=True)
        self.saving.setObjectName("save_state")
        self.retry = QPushButton("Retry")
        self.retry.setObjectName("retry")
        self.retry.hide()
        self.retry.clicked.connect(self._on_retry_clicked)
        self.person = QPushButton("")
        self.person.setObjectName("who_am_i")
        self.person.clicked.connect(self._on_person_clicked)
        self.marking = PlainLabel("")
        self.marking.setObjectName("status_marking")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 0, 12, 0)
        layout.setSpacing(GUTTER)
        layout.addWidget(self.saving, 1)
        layout.addWidget(self.retry)
        layout.addWidget(self.person)
        layout.addWidget(self.marking)

    def show_saved(self, at: datetime) -> None:
        self._show("saved", f"✓ All changes saved {at:%H:%M}")

    def show_saving(self) -> None:
        self._show("saving", "Saving…")

    def show_failed(self, message: str) -> None:
        """Say that the last change is not on the disk, and why."""
        self._show("failed", f"Not saved: {message}")

    def show_person(self, text: str) -> None:
        self.person.setText(without_mnemonic(text))
        self.person.setAccessibleName(f"You are {text}. Change")

    def _show(self, state: str, text: str) -> None:
        self.saving.setText(text)
        self.saving.setProperty("state", state)
        self.saving.style().unpolish(self.saving)
        self.saving.style().polish(self.saving)
        self.retry.setVisible(state == "failed")

    @Slot()
    def _on_person_clicked(self) -> None:
        self.person_asked.emit()

    @Slot()
    def _on_retry_clicked(self) -> None:
        self.retry_asked.emit()
