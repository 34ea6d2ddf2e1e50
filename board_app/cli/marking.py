"""The marking scheme from a terminal: shown, written out to be edited, and put in force."""

from collections.abc import Collection, Mapping

from board_app import bootstrap
from board_app.cli import output
from board_app.cli.arguments import Arguments
from board_app.domain.errors import Refused
from board_app.domain.states import Role
from board_app.domain.vocabulary import Vocabulary
from board_app.domain.words import count, joined
from board_app.exchange.scheme_file import read_scheme
from board_app.services.actor import Actor
from board_app.services.markings import UseScheme, terms_without_home
from board_app.services.scheme import scheme_of, shipped
from board_app.services.session import Session

_WHO = Actor(name="Command line", role=Role.SECRETARIAT)


def markings(session: Session, arguments: Arguments) -> None:
    """Show, write or change the scheme; raises Refused, Invalid or StorageUnavailable."""
    body = _wanted(arguments)
    if arguments.becomes and not body:
        raise Refused("--becomes belongs to another scheme. Say with --use or --load which one.")
    if arguments.dry_run and not body:
        raise Refused("--dry-run rehearses another scheme. Say with --use or --load which one.")
    if body:
        _put_in_force(session, body, arguments)
    if arguments.output is not None:
        bootstrap.write_scheme(session, arguments.output)
        output.say(f"Wrote {arguments.output}: the marking scheme in force")
    elif not arguments.dry_run:
        _show(scheme_of(session.board()))


def _wanted(arguments: Arguments) -> str:
    if arguments.load is not None:
        return read_scheme(arguments.load)
    return shipped(arguments.use) if arguments.use else ""


def _put_in_force(session: Session, body: str, arguments: Arguments) -> None:
    from board_app.domain.vocabulary import vocabulary_of  # noqa: PLC0415  (as its callers do)

    old, new = scheme_of(session.board()), vocabulary_of(body)
    mapping = _mapping(arguments.becomes or [])
    uses = session.reading.board.portion_uses()
    homeless = terms_without_home(old, new, uses)
    _refuse_strangers(mapping, homeless)
    for term, choices in homeless.items():
        if term not in mapping:
            known = joined([choice or "nothing" for choice in choices], last="or")
            raise Refused(
                f"“{new.title}” lacks {term}, which portions have. Say what becomes of it with "
                f"--becomes {term}=…: {known or 'it has nothing that could take its place'}."
            )
    if arguments.dry_run:
        held = count(sum(use.number for use in uses), "marked portion")
        output.say(f"“{output.visible(new.title)}” would be in force, for {held}.")
        return
    session.act_as(_WHO)
    session.do(UseScheme(body=body, mapping=mapping))
    output.say(f"“{output.visible(new.title)}” is in force.")


def _refuse_strangers(mapping: Mapping[str, str], homeless: Collection[str]) -> None:
    """Raise Refused for a term that needs nothing to become of it: it is likely mistyped."""
    stranger = next((term for term in mapping if term not in homeless), None)
    if stranger is not None:
        asked = joined(list(homeless), last="or") or "none at all"
        raise Refused(
            f"--becomes {output.visible(stranger)}=…: nothing has to become of that term. Those "
            f"that portions have and the new scheme lacks: {asked}."
        )


def _mapping(given: list[str]) -> dict[str, str]:
    pairs = [one.partition("=") for one in given]
    wrong = next((old for old, sign, _ in pairs if not sign or not old.strip()), None)
    if wrong is not None:
        raise Refused("Write --becomes OLD=NEW, like CUI=SBU; nothing after = takes it away.")
    return {old.strip().upper(): new.strip().upper() for old, _, new in pairs}


def _show(scheme: Vocabulary) -> None:
    output.say(f"{output.visible(scheme.title)} ({scheme.code})")
    for level in scheme.levels:
        output.say(f"  ({level.portion})  {output.visible(level.banner)}")
    output.say(f"{count(len(scheme.categories), 'category', plural='categories')}")
    for control in scheme.controls:
        more = f": not with {', '.join(control.covers)}" if control.covers else ""
        output.say(f"  {control.code}  {output.visible(control.name)}{more}")
