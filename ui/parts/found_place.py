"""Where a thing that was found full text is opened."""

from board_app.services.search_rows import SearchRow
from ui.places import ACTIONS, CLEARANCE, COUNTRY, DIRECTORY, MEETING, REVIEW, Place

_ICONS = {
    "meeting": "calendar",
    "attendance": "user-check",
    "agenda_item": "list",
    "attachment": "paperclip",
    "minutes_block": "file-text",
    "decision": "gavel",
    "position": "gavel",
    "action_item": "list-checks",
    "follow_up": "message-square",
    "review": "globe",
    "rating": "globe",
    "country": "globe",
    "watch_entry": "eye",
    "clearance_round": "stamp",
    "clearance_response": "stamp",
    "clearance_comment": "message-square",
    "person": "user",
    "agency": "building-2",
    "seat": "building-2",
}


def icon_of_found(row: SearchRow) -> str:
    """Return the icon of a result's kind."""
    return _ICONS.get(row.kind, "circle")


def place_of_found(row: SearchRow) -> Place | None:
    """Return the place that shows the very thing; None for a kind that has none."""
    home = row.home_id if row.home_id is not None else row.id
    match row.kind:
        case "meeting":
            return Place(MEETING, row.id)
        case (
            "attendance" | "agenda_item" | "attachment" | "minutes_block" | "decision" | "position"
        ):
            return Place(MEETING, home, row.part_id)
        case "action_item" | "follow_up":
            return Place(ACTIONS, home)
        case "clearance_round" | "clearance_response" | "clearance_comment":
            return Place(CLEARANCE, home, row.part_id)
        case "review" | "rating":
            return Place(REVIEW, home)
        case "country" | "watch_entry":
            return Place(COUNTRY, home)
        case "person" | "agency" | "seat":
            return Place(DIRECTORY, home)
        case _:
            return None
