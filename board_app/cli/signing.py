"""`sign` and `verify`: minutes are signed, signatures are checked."""

import json
from collections.abc import Sequence
from datetime import datetime

from board_app import paths
from board_app.cli import asking, output
from board_app.cli.arguments import Arguments
from board_app.cli.asking import Misused
from board_app.cli.finding import found_meeting, opened, wanted_target
from board_app.domain.signature import Checked, Finding, Key, KeyFile, KeyToken
from board_app.domain.states import Role
from board_app.services import issues
from board_app.services.actor import Actor
from board_app.services.progress import Progress
from board_app.services.session import Session
from board_app.services.signatures import Done, MinutesToSign, Order
from board_app.signatures import OwnSignatures
from board_app.trust import read_certificate_file

_VALID, _CHANGED, _CANNOT_TELL, _UNSIGNED, _WITHDRAWN = 0, 1, 3, 4, 5


def sign(arguments: Arguments) -> None:
    """Sign approved minutes; raises the known errors."""
    target = wanted_target(arguments)
    signatures = _signatures()
    with opened(arguments) as session:
        meeting = found_meeting(session, arguments.meeting or "")
        minutes = signatures.minutes(session, meeting.id)
        order = Order(
            key=_key(arguments),
            target=target,
            line=arguments.line,
            stamp_server=arguments.stamp_server,
            onto=arguments.onto,
        )
        done = signatures.sign(minutes, order, Progress("Stopped. Nothing was written."))
        told = output.visible(done.told)
        output.say(f"Wrote {target}: minutes of meeting {minutes.reference}. {told}")
        _record(session, minutes, done)


def _record(session: Session, minutes: MinutesToSign, done: Done) -> None:
    """Keep in the history who signed; the file is there, whatever comes of it."""
    if not session.is_known:
        session.act_as(Actor(name="Command line", role=Role.SECRETARIAT))
    if issues.is_kept(session):
        session.do(issues.signed(minutes.draft, done.pdf, pages=done.pages, signed_by=done.name))
    else:
        output.say("The history of the board does not say so: it can't be written from here.")


def verify(arguments: Arguments) -> int:
    """Say what every signature is worth and return the exit code."""
    trusted = [read_certificate_file(path).der for path in arguments.trust]
    found = _signatures().check(arguments.pdf, trusted, asks_issuers=arguments.revocation)
    if arguments.format == "json":
        output.emit(json.dumps([_values(one) for one in found], indent=1) + "\n", None)
    else:
        for one in found:
            output.say(_said(one))
        if not found:
            output.say(f"{arguments.pdf.name} is not signed.")
    return _code(found)


def _signatures() -> OwnSignatures:
    return OwnSignatures(paths.trusted_folder())


def _key(arguments: Arguments) -> Key:
    if arguments.key is not None:
        word = asking.secret(
            f"Passphrase of {arguments.key.name}",
            arguments.key_passphrase_file,
            flag="--key-passphrase-file",
        )
        return KeyFile(arguments.key, word)
    if not (arguments.token and arguments.certificate):
        raise Misused("Say with --token and --certificate which key of the card is meant.")
    pin = asking.secret("PIN", arguments.pin_file, flag="--pin-file")
    return KeyToken(arguments.driver, arguments.token, arguments.certificate, pin)


def _said(one: Checked) -> str:
    when = f"{_utc(one.signed_at)}, {one.clock}" if one.signed_at else "at an unknown time"
    lines = (f"{one.finding.value.upper()}: {one.signer}", one.sentence, f"Signed {when}.")
    return "\n  ".join(output.visible(line) for line in lines)


def _values(one: Checked) -> dict[str, object]:
    return {
        "finding": one.finding.name.lower(),
        "signer": one.signer,
        "issuer": one.issuer,
        "signed_at": one.signed_at.isoformat() if one.signed_at else None,
        "time_stamped": one.is_stamped,
        "stamper": one.stamper,
        "sentence": one.sentence,
    }


def _utc(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"


def _code(found: Sequence[Checked]) -> int:
    findings = {one.finding for one in found}
    if Finding.CHANGED in findings:
        return _CHANGED
    if Finding.WITHDRAWN in findings:
        return _WITHDRAWN
    if Finding.UNKNOWN in findings:
        return _CANNOT_TELL
    return _VALID if findings else _UNSIGNED
