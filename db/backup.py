"""A copy that is worth having: consistent, encrypted like the board, and proved by opening it."""

from pathlib import Path

from board_app.domain.errors import StorageUnavailable
from db.engine import Engine

_PART = ".part"


def verified_copy(engine: Engine, target: Path) -> None:
    """Write a copy to a temporary name, check it and rename it; raises StorageUnavailable."""
    part = target.with_name(target.name + _PART)
    part.unlink(missing_ok=True)
    try:
        engine.backup(part)
        faults = engine.faults_of(part)
        if faults:
            raise StorageUnavailable(f"The copy is not sound and was thrown away: {faults[0]}")
        part.replace(target)
    except OSError as fault:
        raise StorageUnavailable(
            "The copy could not be written. Is the folder there, and is there room?"
        ) from fault
    finally:
        part.unlink(missing_ok=True)
