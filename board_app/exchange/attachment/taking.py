"""A paper from the disk: read, known by its content, and checked."""

from pathlib import Path

from board_app.domain.attachment import MOST_BYTES, Media, media_of
from board_app.domain.errors import Invalid, StorageUnavailable
from board_app.exchange.attachment.door import clean
from board_app.services.attachment_check import READING_BREAKS, TakenPaper, Unfit
from board_app.services.attachments import refuse_too_large
from board_app.services.progress import Progress


def taken(path: Path, progress: Progress | None = None) -> TakenPaper:
    """Return what a file holds, the words of its pages, and how the board book can show it.

    Raises Invalid for what is no PDF or picture, or too large; StorageUnavailable; Stopped.
    """
    try:
        with path.open("rb") as file:
            refuse_too_large(path.name, path.stat().st_size)
            content = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise StorageUnavailable(
            f"There is no file {path.name} here. Was it moved or renamed?"
        ) from None
    except IsADirectoryError:
        raise Invalid(f"{path.name} is a folder. Attach the files in it one by one.") from None
    except OSError:
        raise StorageUnavailable(
            f"{path.name} can't be read. Is it a file, and may you open it?"
        ) from None
    refuse_too_large(path.name, len(content))
    media = media_of(content, path.name)
    checked = clean(content, media, progress, reads=True)
    if isinstance(checked, Unfit) and checked.cause in READING_BREAKS and media is Media.PDF:
        # It may be its words alone that can't be read: better a paper without them.
        checked = clean(content, media, progress)
    return TakenPaper(path.name, content, media, checked)
