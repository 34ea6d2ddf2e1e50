"""Marking schemes and limited papers from a terminal."""

import json
from pathlib import Path

import pypdfium2

from board_app import bootstrap
from board_app.sample import PASSPHRASE
from board_app.services.scheme import scheme_of
from tests.cli.conftest import Call
from tests.services.test_markings import PARTNER


def code_in_force(board: Path) -> str:
    session = bootstrap.open_board(board, PASSPHRASE)
    try:
        return scheme_of(session.board()).code
    finally:
        session.store.close()


def pages_text(path: Path) -> str:
    pdf = pypdfium2.PdfDocument(path)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in pdf)
    finally:
        pdf.close()


def test_scheme_in_force_is_shown_and_written(board: Path, call: Call, tmp_path: Path) -> None:
    shown = call("markings", board)
    assert shown.code == 0
    assert "Controlled Unclassified Information (CUI) (cui-1)" in shown.out
    assert "NOFORN  No foreign governments or nationals: not with REL TO" in shown.out
    call("markings", board, "-o", tmp_path / "cui.json")
    assert json.loads((tmp_path / "cui.json").read_text(encoding="utf-8"))["code"] == "cui-1"


def test_another_scheme_is_put_in_force_when_all_terms_have_a_home(
    board: Path, call: Call, tmp_path: Path
) -> None:
    path = tmp_path / "own.json"
    path.write_text(json.dumps(PARTNER), encoding="utf-8")
    asked = call("markings", board, "--load", path)
    assert asked.code == 1
    assert "lacks CUI" in asked.err
    assert "--becomes CUI=…: I or L" in asked.err
    tried = call("markings", board, "--load", path, "--becomes", "CUI=L", "--dry-run")
    assert "would be in force" in tried.out
    assert code_in_force(board) == "cui-1"
    done = call("markings", board, "--load", path, "--becomes", "CUI=L")
    assert done.code == 0, done.err
    assert code_in_force(board) == "partner-1"


def test_bad_scheme_is_refused_with_its_place(board: Path, call: Call, tmp_path: Path) -> None:
    for name, content, why in (
        ("a.json", b"{", "not JSON"),
        ("b.json", b"\xff\xfe", "UTF-8"),
        ("c.json", json.dumps({**PARTNER, "code": "A B"}).encode(), "code: "),
    ):
        (tmp_path / name).write_bytes(content)
        answer = call("markings", board, "--load", tmp_path / name)
        assert answer.code == 1
        assert why in answer.err
    assert call("markings", board, "--load", tmp_path / "none.json").code == 1
    assert code_in_force(board) == "cui-1"


def test_what_becomes_of_terms_is_never_ignored(board: Path, call: Call) -> None:
    for given, said in (
        (("--becomes", "CUI=SBU"), "Say with --use or --load which one"),
        (("--dry-run",), "Say with --use or --load which one"),
        (("--use", "sbu-1", "--becomes", "XYZ=SBU"), "--becomes XYZ=…: nothing has to become"),
    ):
        answer = call("markings", board, *given)
        assert (answer.code, answer.out) == (1, "")
        assert said in answer.err
    assert code_in_force(board) == "cui-1"


def test_what_is_too_high_is_listed_with_the_options_that_help(
    board: Path, call: Call, tmp_path: Path
) -> None:
    wanted = ("minutes", board, "--meeting", "last", "-o", tmp_path / "m.pdf", "--ceiling", "u")

    lines = call(*wanted).err.splitlines()

    assert "Choose a higher --ceiling, or --releasable, which leaves them out." in lines[0]
    assert len(lines) > 1
    assert all(line.startswith("  • ") for line in lines[1:])


def test_words_that_limit_nothing_are_refused(board: Path, call: Call, tmp_path: Path) -> None:
    paper = tmp_path / "minutes.pdf"
    for given, said in (
        (("--release-to", ""), "--release-to names no country"),
        (("--release-to", ",,"), "--release-to names no country"),
        (("--releasable",), "--releasable alone leaves nothing out"),
        (("--ceiling", "x"), "x is no level of the board's marking scheme"),
    ):
        answer = call("minutes", board, "--meeting", "last", "-o", paper, *given)
        assert answer.code == 1
        assert said in answer.err
        assert not paper.exists()


def test_paper_above_its_ceiling_is_refused_and_a_variant_omits_the_portions(
    board: Path, call: Call, tmp_path: Path
) -> None:
    paper = tmp_path / "minutes.pdf"
    wanted = ("minutes", board, "--meeting", "last", "-o", paper)
    refused = call(*wanted, "--ceiling", "u")
    assert refused.code == 1
    assert "may not go so far" in refused.err
    assert "(CUI)" in refused.err
    assert not paper.exists()
    written = call(*wanted, "--ceiling", "u", "--releasable")
    assert written.code == 0, written.err
    text = pages_text(paper)
    assert "[Portion withheld]" in text
    assert "Releasable variant, up to UNCLASSIFIED" in " ".join(text.split())
    assert "(CUI)" not in text


def test_level_and_country_that_do_not_exist_are_said(
    board: Path, call: Call, tmp_path: Path
) -> None:
    wanted = ("agenda", board, "--meeting", "next", "-o", tmp_path / "a.pdf")
    assert (
        "Say --ceiling with one of its levels: u or cui" in call(*wanted, "--ceiling", "secret").err
    )
    assert "three or four letters" in call(*wanted, "--release-to", "Britain").err
