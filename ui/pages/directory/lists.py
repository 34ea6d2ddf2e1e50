"""The two lists of the directory."""

from board_app.services.rows import AgencyRow, PersonRow
from ui.kit.rows import ChipLook, Column, RowList


def agencies_list() -> RowList:
    made = RowList(
        (
            Column("Seat", lambda row: str(row.seat_no or ""), width=52, look="reference"),
            Column("Agency", lambda row: row.abbreviation, width=92, look="strong"),
            Column("Name", lambda row: row.name),
            Column(
                "Principal",
                lambda row: row.principal,
                width=150,
                look="muted",
                chip=_archived_chip,
                drops_below=520,
            ),
            Column(
                "Open",
                lambda row: str(row.open_actions or ""),
                width=56,
                align="right",
                look="muted",
            ),
            Column("", lambda _: "", width=78, align="right", chip=_late_chip),
        ),
        name="agencies",
    )
    made.empty_text = "No agency yet. Add the eleven of a usual board, or your own."
    return made


def people_list() -> RowList:
    made = RowList(
        (
            Column("Name", lambda row: row.name, look="strong"),
            Column("Agency", lambda row: row.agency, width=92, look="muted"),
            Column(
                "As",
                lambda row: row.role.label if row.role else "",
                width=118,
                look="muted",
                chip=_archived_chip,
            ),
        ),
        name="people",
    )
    made.empty_text = "Nobody yet. Add the first person."
    return made


def _late_chip(row: AgencyRow) -> ChipLook | None:
    return ChipLook(f"{row.overdue} late", "filled_danger") if row.overdue else None


def _archived_chip(row: AgencyRow | PersonRow) -> ChipLook | None:
    return ChipLook("Archived", "muted") if row.archived else None
