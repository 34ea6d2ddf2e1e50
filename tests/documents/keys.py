"""Certificates and keys for the tests of signatures, made when they are wanted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID, NameOID

WORD = "correct horse"
_YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Pair:
    """A key with its certificate, and who issued it."""

    key: rsa.RSAPrivateKey
    certificate: x509.Certificate
    issuer: "Pair | None" = None

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.DER)

    @property
    def key_der(self) -> bytes:
        return self.key.private_bytes(
            serialization.Encoding.DER,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )

    def into(self, path: Path, word: str = WORD) -> Path:
        """Write a key file and return its path."""
        others = [self.issuer.certificate] if self.issuer else []
        data = pkcs12.serialize_key_and_certificates(
            b"key",
            self.key,
            self.certificate,
            others,
            serialization.BestAvailableEncryption(word.encode()),
        )
        path.write_bytes(data)
        return path


@cache
def authority(name: str = "Office of Keys") -> Pair:
    """Return one who may vouch for others."""
    return _made(name, None, is_authority=True)


@cache
def signer(name: str = "Ada Okoro") -> Pair:
    """Return a person's key that the authority issued."""
    return _made(name, authority())


@cache
def expired() -> Pair:
    """Return a key whose certificate ended yesterday."""
    return _made("Old Hand", authority(), ends=datetime.now(UTC) - timedelta(days=1))


@cache
def self_made(name: str = "Ada Okoro") -> Pair:
    """Return a key of the same name that nobody vouches for."""
    return _made(name, None)


@cache
def for_locks() -> Pair:
    """Return a key that the authority issued for something else than signing."""
    return _made("Lock Smith", authority(), is_for_signing=False)


@cache
def stamper() -> Pair:
    """Return the key of a time-stamp server."""
    return _made("Town Clock", authority(), is_clock=True)


def asked_about(address: str, *, by_list: bool = True, by_answer: bool = False) -> Pair:
    """Return a key whose certificate says where to ask whether it was withdrawn."""
    places: list[x509.ExtensionType] = []
    name = x509.UniformResourceIdentifier(address)
    if by_list:
        point = x509.DistributionPoint([name], None, None, None)
        places.append(x509.CRLDistributionPoints([point]))
    if by_answer:
        way = x509.AccessDescription(AuthorityInformationAccessOID.OCSP, name)
        places.append(x509.AuthorityInformationAccess([way]))
    return _made("Ada Okoro", authority(), more=places)


def _made(
    name: str,
    issuer: Pair | None,
    *,
    more: Sequence[x509.ExtensionType] = (),
    is_authority: bool = False,
    is_clock: bool = False,
    is_for_signing: bool = True,
    ends: datetime | None = None,
) -> Pair:
    key = rsa.generate_private_key(65537, 2048)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    until = ends or datetime.now(UTC) + _YEAR
    built = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.certificate.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(until - 2 * _YEAR)
        .not_valid_after(until)
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        .add_extension(
            _usage(is_authority=is_authority, signs=is_for_signing and not is_authority),
            critical=True,
        )
    )
    if is_clock:
        purpose = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        built = built.add_extension(purpose, critical=True)
    for extension in more:
        built = built.add_extension(extension, critical=False)
    signed = built.sign(issuer.key if issuer else key, hashes.SHA256())
    return Pair(key, signed, issuer)


def _usage(*, is_authority: bool, signs: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=signs,
        content_commitment=signs,
        key_encipherment=not signs and not is_authority,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=is_authority,
        crl_sign=is_authority,
        encipher_only=False,
        decipher_only=False,
    )
