"""What goes out is kept in the history: a paper that names its readers, minutes that are signed."""

from board_app.services.papers.making import DraftPaper, MadePaper
from board_app.services.signatures import Done
from ui.page import Context


def record_given(context: Context, made: MadePaper) -> None:
    """Keep whom a paper was given to, if it names somebody and this person's papers are kept."""
    # The command brings the models with it, which the first window does without.
    from board_app.services import issues  # noqa: PLC0415  (70 ms)

    if made.draft.reader and issues.is_kept(context.desk.session):
        # Another page may stand there by now: what happened is kept all the same.
        command = issues.given(made.draft, made.pdf, pages=made.pages)
        context.desk.do(context.desk, command)


def record_signed(context: Context, draft: DraftPaper, done: Done) -> None:
    """Keep who signed a paper, if this person's papers are kept."""
    from board_app.services import issues  # noqa: PLC0415  (as above)

    if issues.is_kept(context.desk.session):
        command = issues.signed(draft, done.pdf, pages=done.pages, signed_by=done.name)
        context.desk.do(context.desk, command)
