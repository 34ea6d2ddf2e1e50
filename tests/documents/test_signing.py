"""Signing: with key files, tokens and time stamps; both standards hold afterwards."""

import io
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pypdfium2
import pytest

from board_app.documents.pdf import render_pdf
from board_app.documents.signing import opened, signed
from board_app.documents.verifying import check_signatures
from board_app.domain.document import Document, Heading, Paragraph, SignatureBlock
from board_app.domain.errors import BoardError, Invalid, Refused, StorageUnavailable
from board_app.domain.signature import Finding, KeyFile, KeyToken
from tests.documents.keys import WORD, Pair, authority, expired, signer
from tests.documents.stamps import stamp_server
from tests.documents.tokens import PIN, TOKEN
from tests.documents.validating import Validator

FIRST, SECOND = "Signature1", "Signature2"
LATER = "Signed by Bo Lund, 19 July 2015, 9:30 (America/New_York)"


def paper(*said: str) -> bytes:
    """Return a paper with two lines to sign on."""
    lines = SignatureBlock(
        (("in the chair", "Ada Okoro"), ("for the secretariat", "Bo Lund")), said
    )
    blocks = (Heading("Approval"), Paragraph("The minutes are approved."), lines)
    made = Document(
        title="Minutes", subject="Minutes", author="Board", banner="UNCLASSIFIED", blocks=blocks
    )
    out = io.BytesIO()
    render_pdf(made, out, created=datetime(2015, 7, 18, tzinfo=UTC))
    return out.getvalue()


def sign(
    folder: Path,
    pdf: bytes,
    pair: Pair | None = None,
    field: str = FIRST,
    *,
    stamp: str = "",
    words: str = "",
) -> bytes:
    """Return the paper signed with a key file."""
    file = (pair or signer()).into(folder / "key.p12")
    with opened(KeyFile(file, WORD)) as key:
        return signed(pdf, field, key, reason="Approved", stamp_server=stamp, words=words)


def shown_on(pdf: bytes) -> str:
    """Return the words of the last page, with what its fields show."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[len(document) - 1]
        pypdfium2.raw.FPDFPage_Flatten(page, pypdfium2.raw.FLAT_PRINT)
        page.close()
        page = document[len(document) - 1]
        return " ".join(page.get_textpage().get_text_range().split())
    finally:
        document.close()


def test_a_signed_paper_is_valid_for_who_trusts_the_issuer(tmp_path: Path) -> None:
    made = sign(tmp_path, paper())
    (found,) = check_signatures(made, [authority().pem])
    assert (found.finding, found.signer) == (Finding.VALID, "Ada Okoro")
    assert found.signed_at is not None
    assert abs((datetime.now(UTC) - found.signed_at).total_seconds()) < 60
    assert found.clock == "by the signer's own clock"


def test_a_signed_paper_keeps_both_standards(
    tmp_path: Path, validator: Validator, qpdf: str
) -> None:
    made = sign(tmp_path, paper("Signed by Ada Okoro, 18 July 2015, 14:05 (America/New_York)"))
    made = sign(tmp_path, made, field=SECOND)
    assert validator.broken(made) == []
    path = tmp_path / "signed.pdf"
    path.write_bytes(made)
    checked = subprocess.run([qpdf, "--check", path], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_a_second_signature_leaves_the_first_valid(tmp_path: Path) -> None:
    first = sign(tmp_path, paper())
    both = sign(tmp_path, first, signer("Bo Lund"), SECOND, words=LATER)
    found = check_signatures(both, [authority().der])
    assert [(one.signer, one.finding, one.field) for one in found] == [
        ("Ada Okoro", Finding.VALID, FIRST),
        ("Bo Lund", Finding.VALID, SECOND),
    ]
    assert "Bo Lund signed after that" in found[0].sentence
    assert "the pages are as they were" in found[0].sentence
    assert "It seals the signature of Ada Okoro too." in found[1].sentence


def test_a_later_signer_is_seen_and_both_standards_hold(
    tmp_path: Path, validator: Validator, qpdf: str
) -> None:
    first = sign(tmp_path, paper("Signed by Ada Okoro, 18 July 2015, 14:05 (America/New_York)"))
    both = sign(tmp_path, first, signer("Bo Lund"), SECOND, words=LATER)
    assert both.startswith(first)
    assert validator.broken(both) == []
    path = tmp_path / "both.pdf"
    path.write_bytes(both)
    subprocess.run([qpdf, "--check", path], capture_output=True, check=True)
    assert LATER in shown_on(both)
    assert LATER not in shown_on(first)


@pytest.mark.parametrize("name", ["Ada " * 60, "نور", "Bo Lúnd €", "x" * 500])
def test_any_name_fits_the_line(tmp_path: Path, validator: Validator, name: str) -> None:
    first = sign(tmp_path, paper())
    both = sign(tmp_path, first, field=SECOND, words=f"Signed by {name}, 18 July 2015")
    assert validator.broken(both) == []


def test_a_line_is_signed_once(tmp_path: Path) -> None:
    first = sign(tmp_path, paper())
    with pytest.raises(Invalid, match="signed already"):
        sign(tmp_path, first)


def test_a_paper_without_the_line_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no such line"):
        sign(tmp_path, paper(), field="Signature3")


@pytest.mark.parametrize("word", ["wrong", ""])
def test_a_wrong_passphrase_is_told(tmp_path: Path, word: str) -> None:
    file = signer().into(tmp_path / "key.p12")
    with pytest.raises(Invalid, match="passphrase is wrong"), opened(KeyFile(file, word)):
        pass


def test_a_file_that_is_no_key_is_told(tmp_path: Path) -> None:
    file = tmp_path / "key.p12"
    file.write_bytes(signer().pem)
    with pytest.raises(Invalid, match="not a key file"), opened(KeyFile(file, WORD)):
        pass
    with pytest.raises(Invalid, match="can't be read"), opened(KeyFile(tmp_path / "no", WORD)):
        pass


def test_an_ended_certificate_signs_nothing(tmp_path: Path) -> None:
    file = expired().into(tmp_path / "key.p12")
    with pytest.raises(Refused, match="Old Hand ended on"), opened(KeyFile(file, WORD)):
        pass


def test_a_time_stamp_is_put_in_and_named(tmp_path: Path, validator: Validator) -> None:
    with stamp_server() as address:
        made = sign(tmp_path, paper(), stamp=address)
    (found,) = check_signatures(made, [authority().pem])
    assert (found.finding, found.is_stamped) == (Finding.VALID, True)
    assert found.clock == "time-stamped by Town Clock"
    assert validator.broken(made) == []
    (foreign,) = check_signatures(made)
    assert not foreign.is_stamped
    assert "which you have not trusted" in foreign.clock


def test_a_server_that_gives_no_stamp_is_told(tmp_path: Path) -> None:
    with stamp_server(answers=False) as address, pytest.raises(StorageUnavailable, match="stamp"):
        sign(tmp_path, paper(), stamp=address)
    # Nobody listens there any more.
    with pytest.raises(StorageUnavailable, match="sign without a time stamp"):
        sign(tmp_path, paper(), stamp=address)


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "stamps", "ftp://x/", "http://[", "http:"]
)
def test_only_the_web_is_asked_for_a_stamp(tmp_path: Path, address: str) -> None:
    with pytest.raises(Invalid, match="Write the time-stamp server"):
        sign(tmp_path, paper(), stamp=address)


def test_secrets_do_not_show(tmp_path: Path) -> None:
    assert WORD not in repr(KeyFile(tmp_path, WORD))
    assert PIN not in repr(KeyToken("lib", TOKEN, "c", PIN))


def test_a_token_signs(tmp_path: Path, token: str) -> None:
    for _ in range(2):
        with opened(KeyToken(token, TOKEN, "signing", PIN)) as key:
            made = signed(paper(), FIRST, key, reason="Approved")
        (found,) = check_signatures(made, [authority().pem])
        assert (found.finding, found.signer) == (Finding.VALID, "Ada Okoro")


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"pin": "0000"}, "PIN is wrong"),
        ({"pin": ""}, "PIN is wrong"),
        ({"token": "other"}, "No card or token “other” answers"),
        ({"certificate": "other"}, "no certificate “other”"),
        ({"library": "/nowhere.so"}, "no driver"),
        ({"library": __file__}, "is no driver"),
    ],
)
def test_what_is_wrong_with_a_token_is_told(token: str, wrong: dict[str, str], told: str) -> None:
    given = {"library": token, "token": TOKEN, "certificate": "signing", "pin": PIN} | wrong
    with pytest.raises(BoardError, match=told), opened(KeyToken(**given)):
        pass
