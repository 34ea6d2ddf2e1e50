"""Checks of signatures: valid, changed, or cannot tell; whoever made the file."""

import io
import random
import re
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf
import pytest
from asn1crypto import keys as asn1_keys
from asn1crypto import x509
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.signers import SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from board_app.documents.certificates import read_certificate
from board_app.documents.signing import Signing, signed
from board_app.documents.verifying import check_signatures
from board_app.domain.errors import Refused
from board_app.domain.signature import Finding
from tests.documents.keys import Pair, authority, expired, for_locks, self_made, signer
from tests.documents.stamps import stamp_server
from tests.documents.test_signing import SECOND, paper, sign

NAME = generic.pdf_name


@cache
def made() -> bytes:
    """Return a signed paper, made once."""
    with TemporaryDirectory() as folder:
        return sign(Path(folder), paper())


def place_of_signature(pdf: bytes) -> tuple[int, int]:
    """Return where the signature itself begins and ends, in hexadecimal."""
    found = re.search(rb"/Contents ?<([0-9A-Fa-f]{1000,})>", pdf)
    assert found is not None
    return found.span(1)


def found_in(pdf: bytes) -> Finding:
    """Return what is found by somebody who trusts the authority."""
    (found,) = check_signatures(pdf, [authority().pem])
    return found.finding


def test_without_trust_it_cannot_be_told_who_signed() -> None:
    (found,) = check_signatures(made())
    assert (found.finding, found.signer, found.issuer) == (
        Finding.UNKNOWN,
        "Ada Okoro",
        "Office of Keys",
    )
    assert found.wants_trust
    assert "nobody you trust vouches" in found.sentence


def test_trust_in_another_of_that_name_is_none() -> None:
    other = self_made("Office of Keys")
    (found,) = check_signatures(made(), [other.pem])
    assert found.finding is not Finding.VALID


def test_a_namesake_is_not_valid(tmp_path: Path) -> None:
    forged = sign(tmp_path, paper(), self_made())
    (found,) = check_signatures(forged, [authority().pem])
    assert (found.signer, found.finding) == ("Ada Okoro", Finding.UNKNOWN)
    assert "nobody you trust vouches" in found.sentence


def test_a_signers_own_certificate_may_be_trusted(tmp_path: Path) -> None:
    own = sign(tmp_path, paper(), self_made())
    (found,) = check_signatures(own, [self_made().pem])
    assert found.finding is Finding.VALID


def test_an_unsigned_paper_has_none() -> None:
    assert check_signatures(paper()) == []


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"garbage" * 50, None, b"%PDF-1.7\n" * 9])
def test_what_is_no_pdf_is_refused(data: bytes | None) -> None:
    data = made()[:2000] if data is None else data
    with pytest.raises(Refused, match="can't be read as a PDF"):
        check_signatures(data)


def test_a_locked_pdf_is_refused() -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(paper())) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    with pytest.raises(Refused, match="damaged or locked"):
        check_signatures(out.getvalue())


def test_a_byte_that_was_changed_is_found() -> None:
    at = made().index(b"stream", 2000) + 40
    data = bytearray(made())
    data[at] ^= 1
    assert found_in(bytes(data)) is Finding.CHANGED


def test_a_page_that_was_changed_afterwards_is_found() -> None:
    writer = IncrementalPdfFileWriter(io.BytesIO(made()))
    page, _ = writer.find_page_for_modification(0)
    page = page.get_object()
    page[NAME("/Contents")] = writer.add_object(generic.StreamObject(stream_data=b"0 0 9 9 re f"))
    writer.update_container(page)
    out = io.BytesIO()
    writer.write(out)
    assert found_in(out.getvalue()) is Finding.CHANGED


def test_a_note_on_a_page_is_found() -> None:
    writer = IncrementalPdfFileWriter(io.BytesIO(made()))
    ref, _ = writer.find_page_for_modification(0)
    page = ref.get_object()
    note = generic.DictionaryObject(
        {
            NAME("/Type"): NAME("/Annot"),
            NAME("/Subtype"): NAME("/FreeText"),
            NAME("/Rect"): generic.ArrayObject(map(generic.NumberObject, (9, 9, 99, 99))),
            NAME("/Contents"): generic.pdf_string("Not approved"),
        }
    )
    annotations = generic.ArrayObject([*page.get("/Annots", ()), writer.add_object(note)])
    page[NAME("/Annots")] = annotations
    writer.update_container(page)
    out = io.BytesIO()
    writer.write(out)
    assert found_in(out.getvalue()) is Finding.CHANGED


@pytest.mark.parametrize("is_signed", [True, False])
def test_words_put_into_a_line_without_signing_it_are_found(
    tmp_path: Path, *, is_signed: bool
) -> None:
    pdf = sign(tmp_path, made(), signer("Bo Lund"), SECOND) if is_signed else made()
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    field = writer.root["/AcroForm"]["/Fields"].raw_get(1)
    look = generic.StreamObject(
        {
            NAME("/Type"): NAME("/XObject"),
            NAME("/Subtype"): NAME("/Form"),
            NAME("/BBox"): generic.ArrayObject(map(generic.NumberObject, (0, 0, 99, 44))),
        },
        stream_data=b"0 0 99 44 re f",
    )
    shown = field.get_object()
    shown[NAME("/AP")] = generic.DictionaryObject({NAME("/N"): writer.add_object(look)})
    writer.mark_update(field)
    out = io.BytesIO()
    writer.write(out)
    found = check_signatures(out.getvalue(), [authority().pem])
    assert found[-1].finding is Finding.CHANGED
    assert "as they were" not in found[0].sentence


@pytest.mark.parametrize("added", [b"x", b"%%EOF\n", b"\n%PDF-1.7\nBT (Not approved) ET\n"])
def test_text_that_was_added_at_the_end_is_found(added: bytes) -> None:
    assert found_in(made() + added) is Finding.CHANGED


def test_empty_lines_at_the_end_change_nothing() -> None:
    (found,) = check_signatures(made() + b"\r\n\n", [authority().pem])
    assert (found.finding, "later" in found.sentence) == (Finding.VALID, False)


def test_a_signature_moved_to_another_paper_is_found(tmp_path: Path) -> None:
    other = sign(tmp_path, paper("Something else"))
    start, end = place_of_signature(made())
    begin, _ = place_of_signature(other)
    forged = other[:begin] + made()[start:end] + other[begin + end - start :]
    assert forged != other
    assert len(forged) == len(other)
    assert found_in(forged) is Finding.CHANGED


def test_a_foreign_second_signature_leaves_the_first_as_it_is(tmp_path: Path) -> None:
    both = sign(tmp_path, made(), self_made("Mallory"), SECOND)
    found = check_signatures(both, [authority().pem])
    assert [one.finding for one in found] == [Finding.VALID, Finding.UNKNOWN]


@pytest.mark.parametrize("is_stamped", [True, False])
def test_a_certificate_that_ended_since_needs_a_time_stamp(*, is_stamped: bool) -> None:
    with stamp_server(at=datetime.now(UTC) - timedelta(days=9)) as address:
        old = signed(
            paper(),
            "Signature1",
            unchecked(expired()),
            reason="Approved",
            stamp_server=address if is_stamped else "",
        )
    (found,) = check_signatures(old, [authority().pem])
    assert found.finding is (Finding.VALID if is_stamped else Finding.UNKNOWN)
    assert ("not valid today" in found.sentence) is not is_stamped
    assert not found.wants_trust


def test_a_key_that_is_not_for_signing_is_told() -> None:
    odd = signed(paper(), "Signature1", unchecked(for_locks()), reason="Approved")
    (found,) = check_signatures(odd, [authority().pem])
    assert found.finding is Finding.UNKNOWN
    assert "not meant for signing" in found.sentence


def unchecked(pair: Pair) -> Signing:
    """Return a key that nobody looked at."""
    key = SimpleSigner(
        signing_cert=x509.Certificate.load(pair.der),
        signing_key=asn1_keys.PrivateKeyInfo.load(pair.key_der),
        cert_registry=SimpleCertificateStore(),
    )
    return Signing("Old Hand", key)


def test_torn_files_are_told_and_never_valid() -> None:
    chance = random.Random(7)
    for _ in range(60):
        data = bytearray(made())
        for _ in range(chance.randint(1, 8)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        if chance.random() < 0.3:
            del data[chance.randrange(len(data)) :]
        if bytes(data) == made():
            continue
        try:
            found = check_signatures(bytes(data), [authority().pem])
        except Refused:
            continue
        assert all(one.finding is not Finding.VALID or _same(data) for one in found)


def _same(data: bytearray) -> bool:
    """Tell whether only the room that the signature leaves empty was changed."""
    start, end = place_of_signature(made())
    return data[:start] == made()[:start] and data[end:] == made()[end:]


def test_a_certificate_is_read_in_both_forms() -> None:
    for data in (authority().pem, authority().der):
        assert read_certificate(data).name == "Office of Keys"
    assert read_certificate(signer().der).issuer == "Office of Keys"


@pytest.mark.parametrize(
    "data", [b"", b"x", b"-----BEGIN CERTIFICATE-----\n", b"0\x03\x02\x01\x01", paper()]
)
def test_what_is_no_certificate_is_refused(data: bytes) -> None:
    with pytest.raises(Refused, match="not a certificate"):
        read_certificate(data)


def test_several_in_one_file_are_refused() -> None:
    with pytest.raises(Refused, match="one at a time"):
        read_certificate(authority().pem + signer().pem)


def test_no_name_goes_into_the_log(caplog: pytest.LogCaptureFixture) -> None:
    check_signatures(made())
    assert caplog.records == []


def test_names_steer_nothing() -> None:
    assert read_certificate(self_made("Ada\u202e\n Okoro").der).name == "Ada Okoro"
