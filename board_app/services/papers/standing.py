"""Where minutes that are not approved stand, in words: their version and their state."""

from datetime import date

from board_app.domain.meeting import MeetingState
from board_app.domain.wall_time import WallTime
from board_app.services.clearance_rows import RoundRow
from board_app.services.papers.clearance import clearance_state
from board_app.services.papers.setting import Setting
from board_app.services.papers.variants import Variant
from board_app.services.reading import Reading


def version_of(reading: Reading, setting: Setting, clearance: RoundRow | None) -> str:
    """Return which version of the minutes is printed, "" if nobody may know."""
    changed = reading.history.minutes_changed(setting.meeting.id)
    words, zone = setting.words, setting.board.zone
    if clearance is not None:
        sent = words.day(WallTime.from_utc(clearance.opened_at, clearance.zone).at.date())
        version = words.say("version {number} of {at}", number=clearance.number, at=sent)
        if not changed or changed <= clearance.opened_at:
            return version
        at = words.moment(changed, zone)
        return words.say("{version}, changed on {at}", version=version, at=at)
    return words.say("version of {at}", at=words.moment(changed, zone)) if changed else ""


def state_of(setting: Setting, today: date, clearance: RoundRow | None, variant: Variant) -> str:
    """Return where the minutes stand, "DRAFT as of 20 July 2015" or what clearance says."""
    words = setting.words
    if clearance is not None:
        told = clearance_state(clearance, words)
    elif variant is Variant.DRAFT and setting.meeting.state is MeetingState.CLOSED:
        told = words.say("DRAFT as of {day}", day=words.day(today))
    else:
        told = _draft_state(setting, today)
    return f"{told}. {words.say(variant.sentence)}" if variant.sentence else told


def _draft_state(setting: Setting, today: date) -> str:
    state, words, reason = setting.meeting.state, setting.words, setting.meeting.reason
    if state is MeetingState.CLOSED:
        return words.say("Record of the meeting")
    if state is MeetingState.CANCELLED:
        cancelled = words.say("CANCELLED")
        return f"{cancelled}: {reason}" if reason else cancelled
    draft = words.say("DRAFT as of {day}", day=words.day(today))
    if state.is_ahead:
        return draft + words.say(": the meeting has not been held yet")
    if state is MeetingState.IN_SESSION:
        return draft + words.say(": the meeting is in session")
    return draft + words.say(": the meeting is over, its record is not closed yet")
