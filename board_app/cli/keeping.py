"""Backups and ways back from a terminal, for a file that no window has open."""

from datetime import UTC, datetime
from pathlib import Path

from board_app import bootstrap, paths
from board_app.cli import asking, output
from board_app.cli.arguments import Arguments
from board_app.domain.errors import Damaged, NotFound, Refused, Spoilt, StorageUnavailable
from board_app.domain.words import count
from board_app.keeping import FileKeeping
from board_app.services.keeping import Backup, Why, short
from board_app.services.session import Session

_UTC = "UTC"


def back_up_before_import(session: Session) -> None:
    """Make the backup that every import has behind it."""
    _keeping().back_up(session, Why.IMPORT)


def backups(arguments: Arguments) -> None:
    """List the backups of what is, or was, at a path; no passphrase is needed for that."""
    found = _keeping().at(arguments.file)
    if not found:
        output.say(f"There is no backup of {arguments.file.name} yet.")
        return
    for number, backup in enumerate(found, 1):
        changes = "" if backup.changes is None else count(backup.changes, "change")
        line = (f"{number:>4}", f"{backup.when(_UTC)} UTC", backup.why.label)
        output.say("  ".join((*line, changes, short(backup.seal))).rstrip())
    output.say(f"They are in {found[0].path.parent}")


def restore(arguments: Arguments) -> None:
    """Put a backup in the board's place; what is there now is backed up, or kept beside."""
    keeping = _keeping()
    known = keeping.at(arguments.file)
    backup = _chosen(known, arguments.backup)
    secret = asking.passphrase(arguments.passphrase_file)
    when = f"{backup.when(_UTC)} UTC"
    try:
        session = bootstrap.open_board(arguments.file, secret, bootstrap.clock_from_environment())
    except (Damaged, StorageUnavailable) as fault:
        is_damage = isinstance(fault, Damaged | Spoilt)
        if arguments.file.exists() and not is_damage:
            raise
        fresh, kept = keeping.salvaged(arguments.file, backup, secret)
        fresh.store.close()
        beside = f" The file as it was is kept as {kept.name}." if kept is not None else ""
        output.say(f"{arguments.file.name} is the board of {when}.{beside}")
        return
    then = arguments.backup_passphrase_file
    then_secret = asking.given_passphrase(then) if then else secret
    try:
        is_known = backup in known
        if not is_known and not keeping.is_copy_of(session, backup.path, then_secret):
            raise Refused(f"{backup.path.name} is a copy of another board. Nothing was changed.")
        fresh = keeping.restored(session, backup, then_secret)
    finally:
        session.store.close()
    fresh.store.close()
    output.say(f"{arguments.file.name} is the board of {when}. As it was, it is backup number 2.")


def passphrase(arguments: Arguments) -> None:
    """Give the board another passphrase, and say its new recovery code's place."""
    old = asking.passphrase(arguments.passphrase_file)
    session = bootstrap.open_board(arguments.file, old, bootstrap.clock_from_environment())
    try:
        new = asking.other_passphrase(arguments.new_passphrase_file)
        fresh = _keeping().changed_passphrase(session, old, new)
    finally:
        session.store.close()
    fresh.store.close()
    output.say(
        f"{arguments.file.name} has its new passphrase. The old recovery code opens it no more: "
        "print the new one from Settings. Earlier copies and backups keep the old passphrase."
    )


def _chosen(found: list[Backup], wanted: str) -> Backup:
    if wanted.isascii() and wanted.isdecimal() and 0 < int(wanted) <= len(found):
        return found[int(wanted) - 1]
    path = Path(wanted)
    named = [one for one in found if one.path.resolve() == path.resolve()]
    if not named and path.is_file():
        facts = path.stat()
        made = datetime.fromtimestamp(facts.st_mtime, UTC)
        return Backup(path, made, Why.ASKED, None, "", facts.st_size)
    if not named:
        raise NotFound(
            f"There is no backup {output.visible(wanted)}. The command backups lists them with "
            "their numbers."
        )
    return named[0]


def _keeping() -> FileKeeping:
    return FileKeeping(paths.backups_folder(), bootstrap.clock_from_environment())
