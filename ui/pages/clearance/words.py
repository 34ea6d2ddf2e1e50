"""What the clearance page says in words of where the minutes stand."""

from board_app.domain.clearing import MinutesState
from board_app.domain.wall_time import WallTime
from board_app.domain.words import clock, day, joined, place
from board_app.services.clearance_sheet import ClearanceSheet, time_left

_NAMED = 4
NOT_SENT = "No agency was asked yet: the text is sent at an exact version, with a deadline."
NOT_HELD = "Minutes are cleared once the meeting was held."


def facts_of(sheet: ClearanceSheet) -> str:
    """Return the line below the title: state and version, then of which meeting."""
    state = sheet.state.label
    if sheet.approval is not None:
        at = WallTime.from_utc(sheet.approval.approved_at, sheet.meeting.zone).at
        state += f" on {day(at.date(), sheet.today)}, {clock(at.time())}, and locked"
    facts = [state]
    if sheet.shown is not None:
        facts.append(f"version {sheet.shown.number}")
    elif sheet.state is MinutesState.DRAFT:
        facts.append("not sent yet")
    return " · ".join([*facts, sheet.meeting.title])


def deadline_of(sheet: ClearanceSheet) -> str:
    """Return until when agencies may answer, what is left, and what silence means."""
    shown = sheet.shown
    if shown is None or not shown.state.is_live:
        return ""
    at = shown.wall_due
    parts = (
        f"Until {day(at.date(), sheet.today)}, {clock(at.time())} ({place(shown.zone)})",
        time_left(shown, sheet.now),
        shown.silence.label.lower().replace("counts", "silence counts"),
    )
    return " · ".join(parts)


def changes_in_words(sheet: ClearanceSheet) -> str:
    """Return what was changed since the text was sent or cleared, and whom it touches."""
    if not sheet.changes or not sheet.rounds or not sheet.is_last:
        return ""
    last = sheet.rounds[-1]
    places = list(dict.fromkeys(one.place for one in sheet.changes))
    more = [f"{len(places) - _NAMED} more"] if len(places) > _NAMED else []
    where = joined([*places[:_NAMED], *more])
    names = joined(sheet.names(sheet.touched()))
    if last.state.is_live:
        return f"The text was changed since it was sent: {where}. Touches {names}."
    since = "cleared" if last.outcome.is_cleared else "sent"
    return (
        f"The text was changed since it was {since}, so it is a draft again: {where}. Touches "
        f"{names}. Send another version to them, or take the change back."
    )


def silence_in_words(number: int, *, is_over: bool) -> str:
    """Return "6 silent: they count as concurring.", or that they did once the round is closed."""
    if is_over:
        return f"{number} silent, counted as concurring."
    return f"{number} silent: {'it counts' if number == 1 else 'they count'} as concurring."
