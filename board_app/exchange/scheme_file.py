"""A marking scheme from outside: read whole and checked before anybody sees it."""

from pathlib import Path

from board_app.domain.errors import Invalid, Refused, StorageUnavailable
from board_app.domain.vocabulary import vocabulary_of

_MOST_BYTES = 4_000_000


def read_scheme(path: Path) -> str:
    """Return the text of a marking scheme that keeps to the rules.

    Raises Refused with the place of the mistake, or StorageUnavailable.
    """
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise Refused(f"{path.name} is larger than 4 MB, which no marking scheme is.")
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(f"{path.name} is not text in UTF-8. Save it as UTF-8.") from None
    except FileNotFoundError:
        raise Refused(f"There is no file {path.name} here. Was it moved or renamed?") from None
    except OSError as fault:
        raise StorageUnavailable(
            f"{path.name} can't be read. It may be open elsewhere, or be a folder."
        ) from fault
    try:
        vocabulary_of(text)
    except Invalid as fault:
        raise Refused(f"{path.name} can't be used. {fault.message}") from None
    return text
