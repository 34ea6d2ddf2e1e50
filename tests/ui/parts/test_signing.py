"""Minutes signed in the window, and signatures checked there."""

import hashlib
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from board_app.documents.verifying import check_signatures
from board_app.domain.signature import Finding
from board_app.services import history
from board_app.services.progress import Progress
from board_app.services.signatures import Done, MinutesToSign, Order
from board_app.signatures import OwnSignatures
from tests.desk import Desk as Board
from tests.documents.issuers import issuer_office
from tests.documents.keys import WORD, asked_about, authority, signer
from tests.documents.test_signing import paper, shown_on
from tests.documents.test_signing import sign as signed_paper
from tests.documents.tokens import PIN, TOKEN
from tests.services.test_papers_clearance import under_silence
from tests.services.test_rules_clearance import approve
from tests.ui import acting
from tests.ui.acting import CONTROL, KEY, SHIFT, fill, pick, press, problem, push, said
from tests.ui.conftest import MakePage
from tests.ui.papers import words_of
from ui.kit.dialogs import Confirm
from ui.page import Context
from ui.pages.clearance.page import ClearancePage
from ui.pages.settings.page import SettingsPage
from ui.parts.checking import SignaturesDialog
from ui.parts.export import ExportedDialog
from ui.parts.signing import SigningDialog
from ui.places import CLEARANCE, SETTINGS, Place


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "papers"
    made.mkdir()
    return made


@pytest.fixture
def page(desk: Board, context: Context, make_page: MakePage, folder: Path) -> ClearancePage:
    """Give the page of approved minutes."""
    under_silence(desk)
    approve(desk)
    context.export_folder = folder
    made = make_page(ClearancePage, Place(CLEARANCE, desk.meeting_id))
    assert isinstance(made, ClearancePage)
    return made


@pytest.fixture
def asked(page: ClearancePage, qtbot: QtBot, tmp_path: Path) -> SigningDialog:
    """Give the form, opened by keys, with Ada's key file in it."""
    QApplication.processEvents()
    qtbot.keyClick(page, KEY.Key_G, CONTROL | SHIFT)
    QApplication.processEvents()
    (dialog,) = (one for one in page.findChildren(SigningDialog) if one.isVisible())
    fill(qtbot, dialog, key_file=str(signer().into(tmp_path / "key.p12")), key_passphrase=WORD)
    return dialog


def enter(qtbot: QtBot, dialog: SigningDialog) -> None:
    qtbot.keyClick(dialog, KEY.Key_Return, CONTROL)
    QApplication.processEvents()


def choose(owner: object, path: Path) -> None:
    """Choose a file in the dialog that is open."""
    (dialog,) = (one for one in QApplication.allWidgets() if _is_open(one))
    assert isinstance(dialog, QFileDialog)
    dialog.fileSelected.emit(str(path))
    dialog.done(0)
    QApplication.processEvents()


def _is_open(widget: object) -> bool:
    return isinstance(widget, QFileDialog) and widget.isVisible()


def test_minutes_are_signed_and_offered(  # noqa: PLR0917  (all that signing touches)
    asked: SigningDialog,
    page: ClearancePage,
    desk: Board,
    context: Context,
    folder: Path,
    qtbot: QtBot,
) -> None:
    pick(asked, line=2)
    enter(qtbot, asked)

    target = folder / "2015-07 minutes signed.pdf"
    (found,) = check_signatures(target.read_bytes(), [authority().pem])
    assert (found.finding, found.signer) == (Finding.VALID, "Ada Okoro")
    assert "Signed by Ada Okoro, 21 July 2015" in words_of(target)
    (done,) = (one for one in page.findChildren(ExportedDialog) if one.isVisible())
    assert "Signed by Ada Okoro; the signature was checked." in done.words.text()
    (entry,) = history.entries(desk.session, limit=1)
    assert entry.subject == "2015-07 minutes signed by Ada Okoro"
    assert hashlib.sha256(target.read_bytes()).hexdigest() in entry.in_words
    assert desk.session.undo_state().undo != "Sign a paper"
    kept = (context.outside.memory.folder / "settings.json").read_text()  # type: ignore[attr-defined]  # the real one
    assert WORD not in kept


def again(page: ClearancePage, qtbot: QtBot) -> SigningDialog:
    """Give the form as the second signer opens it."""
    (done,) = (one for one in page.findChildren(ExportedDialog) if one.isVisible())
    done.reject()
    press(qtbot, page, KEY.Key_G, CONTROL | SHIFT)
    (dialog,) = (one for one in page.findChildren(SigningDialog) if one.isVisible())
    return dialog


def test_a_second_signer_is_offered_the_line_that_is_left(
    asked: SigningDialog, page: ClearancePage, folder: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    enter(qtbot, asked)
    dialog = again(page, qtbot)
    key = signer("Bo Lund").into(tmp_path / "second.p12")
    fill(qtbot, dialog, key_file=str(key), key_passphrase=WORD)
    target = folder / "2015-07 minutes signed.pdf"
    fields = dialog.form.fields
    assert (fields["onto"].value(), fields["line"].value()) == (str(target), 2)
    assert any("Signed by Ada Okoro (in the chair)." in line for line in said(dialog))

    enter(qtbot, dialog)

    found = check_signatures(target.read_bytes(), [authority().pem])
    assert [(one.signer, one.finding) for one in found] == [
        ("Ada Okoro", Finding.VALID),
        ("Bo Lund", Finding.VALID),
    ]
    assert "Signed by Bo Lund, 21 July 2015" in shown_on(target.read_bytes())
    assert "Signed by Ada Okoro, 21 July 2015" in words_of(target)


def test_a_file_that_can_not_be_joined_is_told_when_it_is_named(
    asked: SigningDialog, folder: Path, qtbot: QtBot
) -> None:
    other = folder / "other.pdf"
    other.write_bytes(paper())
    asked.form.fields["onto"].editor.setFocus()
    fill(qtbot, asked, onto=str(other))
    asked.form.fields["file_name"].editor.setFocus()
    QApplication.processEvents()
    assert "not signed yet" in problem(asked, "onto")
    push(qtbot, asked, "browse_onto")
    other.write_bytes(signed_paper(folder, paper()))
    choose(asked, other)
    assert "as they are printed here" in problem(asked, "onto")
    assert asked.form.fields["line"].value() == 1


def test_a_wrong_passphrase_is_said_beside_it_and_forgotten(
    asked: SigningDialog, folder: Path, qtbot: QtBot
) -> None:
    fill(qtbot, asked, key_passphrase="wrong")
    enter(qtbot, asked)
    assert "passphrase is wrong" in problem(asked, "key_passphrase")
    assert asked.form.fields["key_passphrase"].value() == ""
    assert list(folder.iterdir()) == []


def test_a_secret_goes_with_the_form(asked: SigningDialog, qtbot: QtBot) -> None:
    editor = asked.form.fields["key_passphrase"].editor
    assert isinstance(editor, QLineEdit)
    assert editor.echoMode() is QLineEdit.EchoMode.Password
    asked.reject()
    assert editor.text() == ""


def test_one_cancel_ends_the_signing_and_then_closes(
    asked: SigningDialog, folder: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[tuple[int, str]] = []
    sign = OwnSignatures.sign

    def stopped(own: OwnSignatures, minutes: MinutesToSign, order: Order, going: Progress) -> Done:
        buttons = [one for one in asked.findChildren(QPushButton) if one.text() == "Cancel"]
        shown.append((sum(one.isVisible() for one in buttons), asked.line.words.text()))
        qtbot.keyClick(asked, KEY.Key_Escape)
        return sign(own, minutes, order, going)

    with monkeypatch.context() as stopping:
        stopping.setattr(OwnSignatures, "sign", stopped)
        enter(qtbot, asked)
    assert shown == [(1, "Making the pages")]
    assert "Stopped. Nothing was written." in asked.form.message.text()
    assert list(folder.iterdir()) == []
    assert not asked.line.isVisible()
    with qtbot.waitSignal(asked.rejected):
        qtbot.keyClick(asked, KEY.Key_Escape)


def test_what_is_missing_is_said_beside_each_field(asked: SigningDialog, qtbot: QtBot) -> None:
    asked.form.fields["with"].set_value("card")
    asked.form.fields["with"].editor.edited.emit()  # type: ignore[attr-defined]  # a choice
    assert not asked.form.fields["key_file"].isVisible()
    enter(qtbot, asked)
    for name in ("driver", "token", "certificate", "pin"):
        assert problem(asked, name), name
    fill(qtbot, asked, driver="/nowhere.so", token="a", certificate="b", pin="1234")
    enter(qtbot, asked)
    assert "no driver" in problem(asked, "driver")


def with_card(dialog: SigningDialog, driver: str, pin: str, qtbot: QtBot) -> None:
    """Say which card signs."""
    dialog.form.fields["with"].set_value("card")
    dialog.form.fields["with"].editor.edited.emit()  # type: ignore[attr-defined]  # a choice
    fill(qtbot, dialog, driver=driver, token=TOKEN, certificate="signing", pin=pin)


def test_a_card_signs_and_its_driver_is_remembered(  # noqa: PLR0917  (all that signing touches)
    asked: SigningDialog,
    page: ClearancePage,
    context: Context,
    folder: Path,
    token: str,
    qtbot: QtBot,
) -> None:
    with_card(asked, token, "0000", qtbot)
    enter(qtbot, asked)
    assert "PIN is wrong" in problem(asked, "pin")
    assert asked.form.fields["pin"].value() == ""
    assert list(folder.iterdir()) == []
    fill(qtbot, asked, pin=PIN, certificate="another")
    enter(qtbot, asked)
    assert "no certificate" in problem(asked, "certificate")
    fill(qtbot, asked, certificate="signing")
    enter(qtbot, asked)

    target = folder / "2015-07 minutes signed.pdf"
    (found,) = check_signatures(target.read_bytes(), [authority().pem])
    assert (found.finding, found.signer) == (Finding.VALID, "Ada Okoro")
    assert context.outside.memory.now.sign_driver == token
    kept = (context.outside.memory.folder / "settings.json").read_text()  # type: ignore[attr-defined]  # the real one
    assert PIN not in kept
    second = again(page, qtbot)
    assert second.form.fields["driver"].value() == token
    fill(qtbot, second, token=TOKEN, certificate="signing", pin=PIN)
    enter(qtbot, second)
    assert len(check_signatures(target.read_bytes())) == 2


def test_a_card_that_is_not_there_is_told(
    asked: SigningDialog, folder: Path, token: str, qtbot: QtBot
) -> None:
    with_card(asked, token, PIN, qtbot)
    fill(qtbot, asked, token="somebody else's card")
    enter(qtbot, asked)
    assert "Is it in the reader" in problem(asked, "token")
    assert list(folder.iterdir()) == []


def test_a_server_that_does_not_answer_is_said_beside_it(
    asked: SigningDialog, folder: Path, qtbot: QtBot
) -> None:
    fill(qtbot, asked, stamp_server="http://127.0.0.1:1/")
    enter(qtbot, asked)
    assert "did not answer" in problem(asked, "stamp_server")
    fill(qtbot, asked, stamp_server="stamps")
    enter(qtbot, asked)
    assert "Write the time-stamp server" in problem(asked, "stamp_server")
    assert list(folder.iterdir()) == []


def test_nothing_is_replaced_unasked(asked: SigningDialog, folder: Path, qtbot: QtBot) -> None:
    target = folder / "2015-07 minutes signed.pdf"
    target.write_text("before")
    enter(qtbot, asked)
    assert "already" in problem(asked, "file_name")
    assert target.read_text() == "before"
    enter(qtbot, asked)
    assert target.read_bytes().startswith(b"%PDF")


def test_only_approved_minutes_are_offered_to_sign(desk: Board, make_page: MakePage) -> None:
    acting.in_clearance(desk)
    page = make_page(ClearancePage, Place(CLEARANCE, desk.meeting_id))
    assert isinstance(page, ClearancePage)
    assert not page.papers.sign.isVisible()
    assert not page.papers.sign.isEnabled()


@pytest.fixture
def settings(make_page: MakePage) -> SettingsPage:
    made = make_page(SettingsPage, Place(SETTINGS))
    assert isinstance(made, SettingsPage)
    return made


def checked(settings: SettingsPage, path: Path, qtbot: QtBot) -> SignaturesDialog:
    """Check a file by keys, and return what is told."""
    press(qtbot, settings, KEY.Key_V, CONTROL | SHIFT)
    choose(settings, path)
    (found,) = (one for one in settings.findChildren(SignaturesDialog) if one.isVisible())
    return found


def test_a_signer_is_known_once_the_issuer_is_trusted(
    settings: SettingsPage, qtbot: QtBot, tmp_path: Path
) -> None:
    target, cert = tmp_path / "signed.pdf", tmp_path / "ca.pem"
    target.write_bytes(signed_paper(tmp_path, paper()))
    cert.write_bytes(authority().pem)

    dialog = checked(settings, target, qtbot)
    assert "Cannot tell: Ada Okoro" in said(dialog)
    push(qtbot, dialog, "trust_issuer")
    choose(dialog, cert)
    (question,) = (one for one in dialog.findChildren(Confirm) if one.isVisible())
    assert "Trust Office of Keys?" in said(question)
    assert "Cannot tell: Ada Okoro" in said(dialog), "nobody is trusted before it is said"
    push(qtbot, question, "confirm_yes")

    assert "Valid: Ada Okoro" in said(dialog)
    assert any("UTC, by the signer's own clock" in line for line in said(dialog))
    assert not dialog.trust.isVisible()
    dialog.accept()
    card = settings.signatures
    assert acting.column(card.list, 0) == ["Office of Keys"]
    card.list.select_id(card.list.rows()[0].id)
    push(qtbot, settings, "trust_no_more")
    assert not card.list.rows()
    assert "Cannot tell: Ada Okoro" in said(checked(settings, target, qtbot))


def test_an_issuer_is_asked_once_it_is_wished(
    settings: SettingsPage, context: Context, qtbot: QtBot, tmp_path: Path
) -> None:
    target, cert = tmp_path / "signed.pdf", tmp_path / "ca.pem"
    cert.write_bytes(authority().pem)
    signatures = context.outside.signatures
    signatures.trust(cert, signatures.issuer(cert).sha256)
    with issuer_office() as office:
        pair = asked_about(office.address)
        office.withdraw(pair)
        target.write_bytes(signed_paper(tmp_path, paper(), pair))
        dialog = checked(settings, target, qtbot)
        assert "Valid: Ada Okoro" in said(dialog)
        assert any("Nothing was asked of the network" in line for line in said(dialog))
        assert office.asked == []
        dialog.accept()

        press(qtbot, settings.signatures.asks, KEY.Key_Space)
        dialog = checked(settings, target, qtbot)

    assert "Certificate withdrawn: Ada Okoro" in said(dialog)
    assert not any("Nothing was asked" in line for line in said(dialog))
    assert not dialog.trust.isVisible()
    assert settings.signatures.said.text() == ""
    assert context.outside.memory.now.asks_issuers
    dialog.accept()


def test_a_changed_and_an_unsigned_file_are_told(
    settings: SettingsPage, qtbot: QtBot, tmp_path: Path
) -> None:
    target = tmp_path / "signed.pdf"
    target.write_bytes(signed_paper(tmp_path, paper()) + b"Not approved")
    dialog = checked(settings, target, qtbot)
    assert "Changed after signing: Ada Okoro" in said(dialog)
    assert not dialog.trust.isVisible()
    dialog.accept()
    target.write_bytes(paper())
    dialog = checked(settings, target, qtbot)
    assert any("is not signed" in line for line in said(dialog))
    dialog.accept()


def test_what_is_no_pdf_and_no_certificate_is_told(
    settings: SettingsPage, qtbot: QtBot, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.write_text("garbage")
    press(qtbot, settings, KEY.Key_V, CONTROL | SHIFT)
    choose(settings, other)
    assert "can't be read as a PDF" in settings.signatures.said.text()
    push(qtbot, settings, "trust_certificate")
    choose(settings, other)
    assert "not a certificate" in settings.signatures.said.text()
