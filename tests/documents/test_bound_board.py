"""A board book as the board binds it: with papers that are known to keep the standards, it does."""

from board_app import bootstrap
from board_app.services.attachments import Attach
from board_app.services.papers.kinds import PaperKind, Wanted
from tests.desk import Desk
from tests.documents.validating import Validator
from tests.papers import pdf, picture


def bound(desk: Desk, agency: str = "") -> bytes:
    wanted = Wanted(kind=PaperKind.BOOK, id=desk.meeting_id, agency_id=desk.agencies.get(agency))
    return bootstrap.make_paper(bootstrap.draft_paper(desk.session, wanted)).pdf


def test_book_of_own_papers_and_pictures_keeps_the_standards(
    desk: Desk, validator: Validator
) -> None:
    item = desk.item("Sudan", marking=1)
    desk.action("Options memo", lead_id=desk.agencies["state"])
    desk.do(Attach(item_id=item.id, file_name="Map.png", content=picture(size=(80, 60)), pages=1))
    desk.do(
        Attach(
            item_id=item.id,
            file_name="Budget.pdf",
            content=pdf(2),
            pages=2,
            withheld=(desk.agencies["doj"],),
        )
    )
    assert validator.broken(bound(desk, "doj")) == []
