"""The chips of action items: what is late, undated or without a lead."""

from datetime import date

from board_app.services.rows import ActionRow
from ui.kit.looks import ChipLook


def lead_chip(row: ActionRow) -> ChipLook | None:
    """Return the chip of an item that nobody leads, None for the others."""
    return None if row.lead else ChipLook("No lead", "warning")


def due_chip(row: ActionRow, today: date) -> ChipLook | None:
    """Return the chip of a late or undated item, None for the others."""
    if row.due_on is None:
        return ChipLook("No date", "warning") if row.status.is_live else None
    if row.is_overdue(today):
        return ChipLook(f"{(today - row.due_on).days} d late", "filled_danger")
    return None
