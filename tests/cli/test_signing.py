"""`sign` and `verify` from a terminal."""

import json
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from board_app import bootstrap
from board_app.domain.signature import KeyFile
from board_app.domain.states import Role
from board_app.domain.style import Language
from board_app.sample import PASSPHRASE
from board_app.services import history
from board_app.services.actor import Actor
from board_app.services.board import ReviseBoard
from board_app.services.clearance import ApproveMinutes, CloseRound, OpenRound
from board_app.services.progress import Progress, Stopped
from board_app.services.signatures import Order
from board_app.signatures import OwnSignatures
from tests.cli.conftest import Answer, Call
from tests.cli.test_taking_out import words
from tests.documents.issuers import issuer_office
from tests.documents.keys import WORD, asked_about, authority, self_made, signer
from tests.documents.test_signing import paper, shown_on
from tests.documents.test_signing import sign as signed_paper


@pytest.fixture
def approved(board: Path) -> Path:
    """Give the sample board with the minutes of June approved."""
    now = datetime.fromisoformat("2015-07-06T12:00:00+00:00")
    session = bootstrap.open_board(board, PASSPHRASE, bootstrap.FixedClock(now))
    session.act_as(Actor(name="Test", role=Role.SECRETARIAT))
    meeting = session.reading.meetings.by_reference("2015-06")
    agencies = [row.id for row in session.reading.directory.agencies(meeting.day)]
    session.do(
        OpenRound(
            meeting_id=meeting.id,
            agency_ids=agencies,
            wall_due=datetime(2015, 7, 6, 17),  # noqa: DTZ001  (a wall time)
            zone="America/New_York",
        )
    )
    session.store.close()
    later = bootstrap.FixedClock(now + timedelta(days=2))
    session = bootstrap.open_board(board, PASSPHRASE, later)
    session.act_as(Actor(name="Test", role=Role.SECRETARIAT))
    row = session.reading.clearance.rounds(meeting.id)[-1]
    session.do(CloseRound(id=row.id, version=row.version))
    sha256 = session.reading.clearance.text_now(meeting.id).sha256
    session.do(
        ApproveMinutes(meeting_id=meeting.id, sha256=sha256, chair="Ada Okoro", secretary="Bo Lund")
    )
    session.store.close()
    return board


@pytest.fixture
def sign(approved: Path, call: Call, tmp_path: Path) -> Call:
    """Give a way to sign the minutes of June with Ada's key file."""
    word = tmp_path / "word"
    word.write_text(WORD)
    key = signer().into(tmp_path / "key.p12")

    def run(*more: object) -> Answer:
        given = ("--key", key, "--key-passphrase-file", word, *more)
        return call("sign", approved, "--meeting", "2015-06", *given)

    return run


def test_minutes_are_signed_and_verified(sign: Call, call: Call, tmp_path: Path) -> None:
    target, cert = tmp_path / "signed.pdf", tmp_path / "ca.pem"
    cert.write_bytes(authority().pem)

    answer = sign("-o", target)

    assert (answer.code, answer.err) == (0, "")
    assert "Signed by Ada Okoro; the signature was checked." in answer.out
    assert "Signed by Ada Okoro, 7 July 2015" in words(target)
    assert "(America/New_York)" in words(target)
    unknown, valid = call("verify", target), call("verify", target, "--trust", cert)
    assert (unknown.code, unknown.err) == (3, "")
    assert "CANNOT TELL: Ada Okoro" in unknown.out
    assert valid.code == 0
    assert "VALID: Ada Okoro" in valid.out
    assert "UTC, by the signer's own clock" in valid.out


def test_a_withdrawn_certificate_is_told_to_who_asks(call: Call, tmp_path: Path) -> None:
    target, cert = tmp_path / "signed.pdf", tmp_path / "ca.pem"
    cert.write_bytes(authority().pem)
    given = ("verify", target, "--trust", cert)
    with issuer_office() as office:
        pair = asked_about(office.address)
        target.write_bytes(signed_paper(tmp_path, paper(), pair))
        assert call(*given, "--revocation").code == 0
        office.withdraw(pair)
        answer = call(*given, "--revocation")
        assert answer.code == 5
        assert "CERTIFICATE WITHDRAWN: Ada Okoro" in answer.out
        assert call(*given).code == 0
    # The issuer is gone.
    assert call(*given, "--revocation").code == 3


def test_a_changed_file_is_told(sign: Call, call: Call, tmp_path: Path) -> None:
    target = tmp_path / "signed.pdf"
    sign("-o", target)
    target.write_bytes(target.read_bytes() + b"Not approved")
    answer = call("verify", target, "--format", "json")
    assert answer.code == 1
    (found,) = json.loads(answer.out)
    assert (found["finding"], found["signer"]) == ("changed", "Ada Okoro")


def test_what_is_not_signed_has_its_own_code(approved: Path, call: Call, tmp_path: Path) -> None:
    target = tmp_path / "plain.pdf"
    call("minutes", approved, "--meeting", "2015-06", "-o", target)
    answer = call("verify", target)
    assert (answer.code, answer.out) == (4, "plain.pdf is not signed.\n")
    target.write_text("garbage")
    assert call("verify", target).code == 1
    assert call("verify", tmp_path / "nothing.pdf").code == 1


def test_the_second_signer_joins_the_first(
    sign: Call, approved: Path, call: Call, tmp_path: Path
) -> None:
    first, both, cert = tmp_path / "first.pdf", tmp_path / "both.pdf", tmp_path / "ca.pem"
    cert.write_bytes(authority().pem)
    sign("-o", first)
    word, key = tmp_path / "word", signer("Bo Lund").into(tmp_path / "second.p12")
    given = ("--meeting", "2015-06", "--key", key, "--key-passphrase-file", word)

    answer = call("sign", approved, *given, "--onto", first, "-o", both)

    assert (answer.code, answer.err) == (0, "")
    session = bootstrap.open_board(approved, PASSPHRASE)
    kept = [entry.subject for entry in history.entries(session, limit=2)]
    session.store.close()
    assert kept == ["2015-06 minutes signed by Bo Lund", "2015-06 minutes signed by Ada Okoro"]
    assert "Signed by Ada Okoro, 7 July 2015" in shown_on(both.read_bytes())
    assert "Signed by Bo Lund, 7 July 2015" in shown_on(both.read_bytes())
    checked = call("verify", both, "--trust", cert)
    assert checked.code == 0
    assert "VALID: Ada Okoro" in checked.out
    assert "Bo Lund signed after that" in checked.out
    assert "VALID: Bo Lund" in checked.out


def test_lines_are_signed_in_the_language_of_the_board(
    sign: Call, approved: Path, tmp_path: Path
) -> None:
    session = bootstrap.open_board(approved, PASSPHRASE)
    session.act_as(Actor(name="Test", role=Role.SECRETARIAT))
    board = session.reading.board.board()._asdict()
    kept = {name: board[name] for name in ReviseBoard.model_fields if name in board}
    session.do(ReviseBoard(**{**kept, "language": Language.FRENCH}))
    session.store.close()
    target = tmp_path / "signed.pdf"
    sign("-o", target)
    assert sign("--onto", target, "-o", target).err == ""
    said = "Signé par Ada Okoro, le 7 juillet 2015, 8 h 00"
    assert shown_on(target.read_bytes()).count(said) == 2


@pytest.mark.parametrize("name", ["Konstantin Wolfeschlegelsteinhausen of the Office", "Zoë Ünal"])
def test_a_second_joins_whatever_the_first_is_called(
    approved: Path, call: Call, tmp_path: Path, name: str
) -> None:
    target, word = tmp_path / "signed.pdf", tmp_path / "word"
    word.write_text(WORD)
    key = signer(name).into(tmp_path / "key.p12")
    given = ("--meeting", "2015-06", "--key", key, "--key-passphrase-file", word, "-o", target)
    assert call("sign", approved, *given).code == 0
    answer = call("sign", approved, *given, "--onto", target)
    assert (answer.code, answer.err) == (0, "")


def test_a_signature_is_added_to_the_same_file_once_a_line(sign: Call, tmp_path: Path) -> None:
    target = tmp_path / "signed.pdf"
    sign("--line", "2", "-o", target)
    answer = sign("--line", "2", "--onto", target, "-o", target)
    assert "Ada Okoro signed on this line already" in answer.err
    assert sign("--onto", target, "-o", target).code == 0
    before = target.read_bytes()
    answer = sign("--onto", target, "-o", target)
    assert (answer.code, target.read_bytes()) == (1, before)
    assert "each line is signed already" in answer.err


def test_only_these_minutes_are_joined(sign: Call, approved: Path, tmp_path: Path) -> None:
    first, plain = tmp_path / "first.pdf", tmp_path / "plain.pdf"
    sign("-o", first)
    with_more = tmp_path / "more.pdf"
    with_more.write_bytes(first.read_bytes() + b"x")
    assert "was changed" in sign("--line", "2", "--onto", with_more, "-o", plain).err
    from tests.documents import test_signing as other  # noqa: PLC0415

    with_more.write_bytes(other.sign(tmp_path, other.paper(), self_made()))
    assert "as they are printed here" in sign("--line", "2", "--onto", with_more, "-o", plain).err
    # The same words on other paper: what a file could show beside its words is not joined either.
    other_paper = tmp_path / "other.pdf"
    session = bootstrap.open_board(approved, PASSPHRASE)
    made = OwnSignatures(tmp_path).minutes(
        session, session.reading.meetings.by_reference("2015-06").id
    )
    session.store.close()
    turned = replace(made.draft.front, is_landscape=True)
    odd = replace(made, draft=replace(made.draft, document=turned))
    order = Order(key=KeyFile(signer().into(tmp_path / "k.p12"), WORD), target=other_paper)
    OwnSignatures(tmp_path).sign(odd, order, Progress())
    assert "as they are printed here" in sign("--line", "2", "--onto", other_paper, "-o", plain).err
    assert not plain.exists()


def test_work_that_is_stopped_writes_nothing(approved: Path, tmp_path: Path) -> None:
    session = bootstrap.open_board(approved, PASSPHRASE)
    signatures, progress = OwnSignatures(tmp_path), Progress()
    made = signatures.minutes(session, session.reading.meetings.by_reference("2015-06").id)
    session.store.close()
    target = tmp_path / "signed.pdf"
    progress.stop()
    with pytest.raises(Stopped):
        signatures.sign(
            made,
            Order(key=KeyFile(signer().into(tmp_path / "k.p12"), WORD), target=target),
            progress,
        )
    assert not target.exists()


def test_minutes_that_are_not_approved_are_not_signed(
    board: Path, call: Call, tmp_path: Path
) -> None:
    word, target = tmp_path / "word", tmp_path / "signed.pdf"
    word.write_text(WORD)
    given = ("--key", tmp_path / "key.p12", "--key-passphrase-file", word)
    answer = call("sign", board, "--meeting", "2015-06", *given, "-o", target)
    assert answer.code == 1
    assert "not approved yet" in answer.err
    assert not target.exists()


def test_a_wrong_line_writes_nothing(sign: Call, tmp_path: Path) -> None:
    target = tmp_path / "signed.pdf"
    target.write_text("before")
    answer = sign("--line", "3", "-o", target, "--replace")
    assert (answer.code, target.read_text()) == (1, "before")
    assert "no line 3" in answer.err


def test_a_secret_is_never_an_argument(call: Call, board: Path, tmp_path: Path) -> None:
    target = tmp_path / "signed.pdf"
    for given in (("--pin", "1"), ("--key-passphrase", "1")):
        answer = call("sign", board, "--meeting", "2015-06", "--key", "k", *given, "-o", target)
        assert answer.code == 2


def test_without_a_terminal_a_file_is_asked_for(approved: Path, call: Call, tmp_path: Path) -> None:
    common = ("sign", approved, "--meeting", "2015-06", "-o", tmp_path / "s.pdf")
    assert "--key-passphrase-file" in call(*common, "--key", tmp_path / "k.p12").err
    token = ("--driver", "lib.so", "--token", "a", "--certificate", "b")
    assert "--pin-file" in call(*common, *token).err
    assert call(*common, "--driver", "lib.so").code == 2
