"""Whether a certificate was withdrawn: asked only if wished, and told as it was answered."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from board_app.documents import verifying
from board_app.documents.verifying import check_signatures
from board_app.domain.signature import Checked, Finding
from tests.documents.issuers import Office, issuer_office
from tests.documents.keys import Pair, asked_about, authority, self_made, signer
from tests.documents.stamps import stamp_server
from tests.documents.test_signing import paper, sign

LONG_AGO = datetime.now(UTC) - timedelta(days=30)


def asked(pdf: bytes, trusted: Pair | None = None) -> Checked:
    """Return what is found by somebody who asks."""
    (found,) = check_signatures(pdf, [(trusted or authority()).pem], asks_issuers=True)
    return found


def test_nobody_is_asked_unless_it_is_wished(tmp_path: Path) -> None:
    with issuer_office() as office:
        pair = asked_about(office.address)
        office.withdraw(pair)
        (found,) = check_signatures(sign(tmp_path, paper(), pair), [authority().pem])
        assert (found.finding, office.asked) == (Finding.VALID, [])


@pytest.mark.parametrize("by_answer", [False, True])
@pytest.mark.parametrize("withdrawn", [False, True])
def test_what_the_issuer_says_is_told(tmp_path: Path, *, withdrawn: bool, by_answer: bool) -> None:
    pairs: list[Pair] = []
    with issuer_office(pairs) as office:
        pairs.append(asked_about(office.address, by_list=not by_answer, by_answer=by_answer))
        if withdrawn:
            office.withdraw(pairs[0])
        found = asked(sign(tmp_path, paper(), pairs[0]))
        assert office.asked
    wanted = Finding.WITHDRAWN if withdrawn else Finding.VALID
    assert found.finding is wanted, found.sentence
    told = "withdrew the certificate of Ada Okoro on" if withdrawn else "is not withdrawn"
    assert f"Office of Keys {'' if withdrawn else 'says that the certificate '}{told}" in (
        found.sentence
    )


def test_a_stamp_from_before_keeps_a_signature_valid(tmp_path: Path) -> None:
    with issuer_office() as office:
        pair = asked_about(office.address)
        office.withdraw(pair, LONG_AGO)
        for days, wanted in ((60, Finding.VALID), (9, Finding.WITHDRAWN)):
            with stamp_server(at=datetime.now(UTC) - timedelta(days=days)) as address:
                found = asked(sign(tmp_path, paper(), pair, stamp=address))
            assert found.finding is wanted, found.sentence
            assert found.is_stamped


def silent(office: Office) -> None:
    office.answers = False


def garbled(office: Office) -> None:
    office.is_garbage = True


def stale(office: Office) -> None:
    office.made_at = LONG_AGO


def not_its_own(office: Office) -> None:
    office.signs = self_made("Office of Keys")


@pytest.mark.parametrize("how", [silent, garbled, stale, not_its_own])
def test_without_a_good_answer_it_can_not_be_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: object
) -> None:
    monkeypatch.setattr(verifying, "_SECONDS", 0.4)
    with issuer_office() as office:
        how(office)  # type: ignore[operator]  # one of those above
        found = asked(sign(tmp_path, paper(), asked_about(office.address)))
        assert office.asked
    assert found.finding is Finding.UNKNOWN
    assert "withdrawn since can't be told" in found.sentence
    assert not found.wants_trust


def test_nobody_listens_and_nobody_named(tmp_path: Path) -> None:
    for pair in (asked_about("http://127.0.0.1:1/a.crl"), asked_about("file:///etc/x"), signer()):
        found = asked(sign(tmp_path, paper(), pair))
        assert found.finding is Finding.UNKNOWN
        assert "nobody answered" in found.sentence


def test_whoever_nobody_vouches_for_leads_nowhere(tmp_path: Path) -> None:
    with issuer_office() as office:
        pdf = sign(tmp_path, paper(), asked_about(office.address))
        found = asked(pdf, self_made("Somebody else"))
        assert (found.finding, found.wants_trust, office.asked) == (Finding.UNKNOWN, True, [])


def test_a_certificate_that_is_trusted_itself_has_nobody_to_ask(tmp_path: Path) -> None:
    found = asked(sign(tmp_path, paper(), self_made()), self_made())
    assert found.finding is Finding.VALID
    assert "nobody else was asked" in found.sentence


def test_asking_leaves_no_name_in_the_log(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with issuer_office() as office:
        pair = asked_about(office.address)
        office.withdraw(pair)
        asked(sign(tmp_path, paper(), pair))
    assert "Ada" not in caplog.text
