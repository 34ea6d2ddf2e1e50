"""The commands of a server's administrator: prepare, promote, demote, accounts."""

from board_app import bootstrap
from board_app.cli import asking, output
from board_app.cli.arguments import Arguments
from board_app.domain import words
from board_app.domain.errors import Invalid
from db.server import accounts, moving
from db.server.preparing import prepare

_VARIABLE = "BOARD_DSN"


def serve_schema(arguments: Arguments) -> None:
    is_new = prepare(_dsn(arguments))
    done = "Made the board's tables, functions and rights" if is_new else "Brought up to date"
    output.say(f"{done}. Next: board-app promote FILE, then board-app account add LOGIN.")


def promote(arguments: Arguments) -> None:
    secret = asking.passphrase(arguments.passphrase_file)
    session = bootstrap.open_board(arguments.file, secret, bootstrap.clock_from_environment())
    try:
        counts = moving.promote(_dsn(arguments), session.store.whole())
    finally:
        session.store.close()
    output.say(f"Served: {_told(counts)}; every table is the same on both sides.")


def demote(arguments: Arguments) -> None:
    secret = asking.new_passphrase(arguments.passphrase_file)
    clock = bootstrap.clock_from_environment()
    counts = moving.demote(_dsn(arguments), arguments.file, secret, clock)
    output.say(f"Wrote {arguments.file}: {_told(counts)}; every table is the same on both sides.")


def account(arguments: Arguments) -> None:
    _ACCOUNT[arguments.what](arguments)


def _add(arguments: Arguments) -> None:
    accounts.add(
        _dsn(arguments),
        _login(arguments),
        kind=arguments.kind,
        person=arguments.person or "",
        agency=arguments.agency or "",
        clearance=arguments.clearance,
        passphrase="" if arguments.without_passphrase else _new_secret(arguments),
    )
    output.say(f"Made the account {arguments.login}.")


def _disable(arguments: Arguments) -> None:
    accounts.disable(_dsn(arguments), _login(arguments))
    output.say(f"Closed the account {arguments.login}; what it wrote stays.")


def _passphrase(arguments: Arguments) -> None:
    accounts.give_passphrase(_dsn(arguments), _login(arguments), _new_secret(arguments))
    output.say(f"{arguments.login} has a new passphrase.")


def _list(arguments: Arguments) -> None:
    for one in accounts.listed(_dsn(arguments)):
        state = "" if one.is_open else "  closed"
        clearance = "CUI" if one.clearance else "U"
        output.say(
            f"{one.login:24} {one.kind:15} {clearance:4} "
            f"{output.visible(one.agency):8} {output.visible(one.person)}{state}"
        )


_ACCOUNT = {"add": _add, "disable": _disable, "passphrase": _passphrase, "list": _list}


def _new_secret(arguments: Arguments) -> str:
    return asking.new_passphrase(arguments.passphrase_file)


def _login(arguments: Arguments) -> str:
    if not arguments.login:
        raise Invalid("Name the login, like state.okoro.")
    return arguments.login


def _dsn(arguments: Arguments) -> str:
    """Return the administrator's connection, in whatever form libpq reads it."""
    wanted = arguments.dsn or asking.variable(_VARIABLE)
    if not wanted:
        raise Invalid(f"Say which database: --dsn, or the variable {_VARIABLE}.")
    return wanted


def _told(counts: dict[str, int]) -> str:
    return words.count(sum(counts.values()), "row")
