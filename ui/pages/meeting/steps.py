"""The way of a meeting from the plan to its close: what can be done now, and what comes next."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot

from board_app.domain.meeting import MeetingState
from board_app.services.meetings import ChangeMeetingState, PublishAgenda
from board_app.services.sheet import Sheet
from ui.commands import PermittedAction, action
from ui.kit.buttons import PRIMARY, QUIET, ActionButton
from ui.page import Page


class MeetingSteps(QObject):
    """One step stands out, the others are quiet. `leave` finishes what is being typed."""

    def __init__(self, page: Page, next_item: PermittedAction, leave: Callable[[], None]) -> None:
        super().__init__(page)
        self._page = page
        self._leave = leave
        self._sheet: Sheet | None = None
        self.next = next_item
        self.publish = action(
            page, "publish_agenda", "Publish agenda", self._on_publish, keys="Ctrl+Shift+P"
        )
        self.start = action(page, "start_meeting", "Start meeting", self._on_start, keys="F5")
        self.adjourn = action(page, "adjourn_meeting", "Adjourn", self._on_adjourn)
        self.close_it = action(page, "close_meeting", "Close meeting", self._on_close)
        self.reopen = action(page, "reopen_meeting", "Reopen meeting", self._on_reopen)
        self.reopen.setProperty("short", "Reopen")
        made = (self.reopen, self.adjourn, self.start, self.close_it, self.publish, self.next)
        self.buttons = {
            one: ActionButton(one, PRIMARY, shows_keys=one is self.next) for one in made
        }
        for one in made:
            # Nothing is offered before the meeting's state is known.
            one.setVisible(False)

    def show_sheet(self, sheet: Sheet) -> None:
        """Offer the steps of the meeting's state."""
        self._sheet = sheet
        state, version = sheet.meeting.state, sheet.meeting.agenda_version
        is_called = state is MeetingState.CALLED
        self.publish.setText(f"Publish version {version + 1}" if version else "Publish agenda")
        for made, possible in (
            (self.publish, state.is_ahead),
            (self.start, is_called),
            (self.next, state is MeetingState.IN_SESSION),
            (self.adjourn, state is MeetingState.IN_SESSION),
            (self.close_it, state is MeetingState.ADJOURNED),
            (self.reopen, state.was_held and not sheet.is_approved),
        ):
            made.setVisible(possible)
            made.setEnabled(possible)
        # An agenda that stands as it was published can be published anew by keys and palette:
        # the time of the meeting may have changed.
        self.buttons[self.publish].offer(shown=not is_called or sheet.agenda_changed)
        first = self._first(sheet)
        for made, button in self.buttons.items():
            button.set_kind(PRIMARY if made is first else QUIET)

    def _first(self, sheet: Sheet) -> PermittedAction | None:
        """Return the step that comes next."""
        if sheet.meeting.state is MeetingState.CALLED:
            return self.publish if sheet.agenda_changed else self.start
        if sheet.meeting.state is MeetingState.ADJOURNED and not sheet.is_approved:
            return None  # the clearance of the minutes comes next
        steps = (self.publish, self.next, self.close_it)
        return next((made for made in steps if made.isVisible()), None)

    def _change_state(self, state: MeetingState) -> None:
        if self._sheet is not None:
            self._leave()
            meeting = self._sheet.meeting
            self._page.desk.do(
                self._page,
                ChangeMeetingState(id=meeting.id, version=meeting.version, state=state),
            )

    @Slot()
    def _on_publish(self) -> None:
        if self._sheet is not None:
            self._leave()
            meeting = self._sheet.meeting
            self._page.desk.do(self._page, PublishAgenda(id=meeting.id, version=meeting.version))

    @Slot()
    def _on_start(self) -> None:
        self._change_state(MeetingState.IN_SESSION)

    @Slot()
    def _on_adjourn(self) -> None:
        self._change_state(MeetingState.ADJOURNED)

    @Slot()
    def _on_close(self) -> None:
        self._change_state(MeetingState.CLOSED)

    @Slot()
    def _on_reopen(self) -> None:
        if self._sheet is not None:
            closed = self._sheet.meeting.state is MeetingState.CLOSED
            self._change_state(MeetingState.ADJOURNED if closed else MeetingState.IN_SESSION)
