"""Who may vouch for signers on this computer: one certificate a file, beside the preferences."""

from datetime import UTC
from pathlib import Path

from board_app.documents.certificates import Issued, read_certificate
from board_app.documents.files import made_folder, write_whole
from board_app.domain.errors import Refused, StorageUnavailable
from board_app.services.signatures import Issuer

_ENDING = ".cer"
_MOST = 1_000_000  # bytes of a certificate


class Trusted:
    """The list of one person; a file in it that is no certificate counts for nobody."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def issuers(self) -> list[Issuer]:
        """Return who is trusted, by name."""
        found = [_issuer(one) for one in self._certificates()]
        return sorted(found, key=lambda one: (one.name.casefold(), one.sha256))

    def certificates(self) -> list[bytes]:
        return [one.der for one in self._certificates()]

    def add(self, path: Path, sha256: str) -> Issuer:
        """Trust the issuer in a certificate file, if it is the certificate that was looked at.

        Raises Refused or StorageUnavailable.
        """
        found = read_certificate_file(path)
        if found.sha256 != sha256:
            raise Refused(f"{path.name} is not the certificate any more that you looked at.")
        made_folder(self._folder)
        write_whole(found.der, self._folder / f"{found.sha256}{_ENDING}")
        return _issuer(found)

    def remove(self, sha256: str) -> None:
        """Take somebody off the list; raises StorageUnavailable."""
        for path in self._files():
            if path.stem == sha256:
                try:
                    path.unlink(missing_ok=True)
                except OSError as error:
                    raise StorageUnavailable("The list can't be written. Try again.") from error

    def _files(self) -> list[Path]:
        return sorted(self._folder.glob(f"*{_ENDING}"))

    def _certificates(self) -> list[Issued]:
        found = []
        for path in self._files():
            try:
                one = read_certificate_file(path)
            except (Refused, StorageUnavailable):
                continue
            if one.sha256 == path.stem:
                found.append(one)
        return found


def read_certificate_file(path: Path) -> Issued:
    """Return the certificate in a file; raises Refused or StorageUnavailable."""
    try:
        with path.open("rb") as file:
            data = file.read(_MOST + 1)
    except OSError as error:
        raise StorageUnavailable(f"{path.name} can't be read. Is it still there?") from error
    return read_certificate(data[:_MOST])


def issuer_in(path: Path) -> Issuer:
    """Return whose certificate a file holds; raises Refused or StorageUnavailable."""
    return _issuer(read_certificate_file(path))


def _issuer(found: Issued) -> Issuer:
    return Issuer(found.sha256, found.name, found.ends.astimezone(UTC).date())
