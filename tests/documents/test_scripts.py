"""Scripts that join, stack or run leftwards: drawn by their letters' rules, read in their order."""

import io
import subprocess
import unicodedata
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from board_app.documents import inks
from board_app.documents.gate import Gate
from board_app.documents.leftwards import Part, turned
from board_app.documents.pdf import render_pdf
from board_app.documents.shaping import cuts, shaped
from board_app.documents.typeset import Line, Span, Typesetter
from board_app.domain.document import Bullets, Column, Paragraph, Table
from tests.documents import demo
from tests.documents.reading import of, printed, signs
from tests.documents.validating import Validator

TEXTS = {
    "arabic": "قرر المجلس تمويل خطين ساخنين للإذاعة قبل تصويت أكتوبر 2015 (NATO) وأحاط علما.",
    "persian": "می‌خواهم نامه‌ها را بخوانم",
    "hebrew": "הוועדה החליטה לממן שני קווי רדיו לפני ההצבעה באוקטובר 2015 (UNHCR).",
    "burmese": "ဘုတ်အဖွဲ့သည် အောက်တိုဘာလ မဲပေးပွဲမတိုင်မီ ဆုံးဖြတ်ခဲ့သည်။",
    "devanagari": "बोर्ड ने अक्टूबर के मतदान से पहले दो रेडियो हॉटलाइनों का निर्णय लिया। क्षेत्र",
    "thai": "คณะกรรมการตัดสินใจสนับสนุนเงินทุนสายด่วนวิทยุสองสายก่อนการลงคะแนนเสียงในเดือนตุลาคม",
    "khmer": "ក្រុមប្រឹក្សាភិបាលបានសម្រេចផ្តល់មូលនិធិដល់ខ្សែទូរស័ព្ទ មុនការបោះឆ្នោតនៅខែតុលា",
    "ethiopic": "ቦርዱ ከጥቅምት ድምፅ በፊት ሁለት የሬዲዮ የስልክ መስመሮችን ለመደገፍ ወሰነ።",
    "vietnamese": "Hội đồng quyết định tài trợ hai đường dây nóng",
    "cyrillic": "Совет постановил выделить средства",
}
JOINING = {"arabic", "persian", "hebrew", "burmese", "devanagari", "thai", "khmer"}
# Letters of several directions with marks, joiners, figures and brackets.
MIXED = st.text(
    st.sampled_from("abc XYZ 123 (،)[]-/.,% אבגדهوج ٣٤ ‌‍ मि क्ष ကို ន្ត้ นำ แก é"), max_size=60
)


def _lines(text: str, width: float = 460.0) -> tuple[Line, ...]:
    gate = Gate()
    return Typesetter(gate).wrap((Span(gate.admit(text), inks.BODY),), width)


@pytest.mark.parametrize("script", TEXTS)
def test_text_is_read_in_its_order(script: str, kept: Path, pdfinfo: str) -> None:
    text = TEXTS[script]
    render_pdf(of(Paragraph(text), banner=""), kept, created=demo.MADE)

    done = subprocess.run(
        [pdfinfo, "-struct-text", kept], capture_output=True, text=True, check=True
    )

    said = "".join(line.strip()[1:-1] for line in done.stdout.splitlines() if '"' in line)
    # What joins may stand for nothing by itself; what is read aloud is in the structure.
    assert said.replace("\u200b", "").strip() == text
    assert _spoken(kept.read_bytes()) == (text if script in JOINING else "")


def test_words_of_two_lines_do_not_run_together_when_they_are_spoken(kept: Path) -> None:
    text = " ".join([TEXTS["arabic"]] * 4)

    render_pdf(of(Paragraph(text), banner=""), kept, created=demo.MADE)

    assert _spoken(kept.read_bytes()).split() == text.split()


def _spoken(data: bytes) -> str:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return "".join(
            str(one.ActualText)
            for one in pdf.objects
            if isinstance(one, pikepdf.Dictionary) and "/ActualText" in one
        ).strip()


@pytest.mark.parametrize("script", TEXTS)
def test_every_script_keeps_both_standards(script: str, validator: Validator) -> None:
    text = TEXTS[script]
    document = of(
        Paragraph(text * 8, "(U)"),
        Bullets((text,)),
        Table((Column("A", names_row=True), Column("B", 1.0)), ((text[:12], text),)),
        Paragraph(f"Amid English {text[:30]} it goes on."),
    )

    found = printed(document)

    assert found.report.lost == ()
    assert validator.broken(found.data) == []


@pytest.mark.parametrize("text", [*(TEXTS[one] for one in sorted(JOINING)), "កោ", "นำ"])
def test_every_glyph_stands_for_a_part_of_the_text(text: str) -> None:
    # The last two have a vowel that is drawn as two glyphs.
    for line in _lines(text):
        for fragment in line.fragments:
            texts = [glyph.text for glyph in fragment.glyphs]
            assert all(texts)
            assert signs("".join(texts).replace("\u200b", "")) == signs(fragment.text)


def test_letters_join_and_change_places() -> None:
    # Four letters that stand alone become joined forms; the vowel sign comes before its letter.
    alone = [shaped(letter, "NotoNaskhArabic-Regular")[0].number for letter in "سلام"]
    joined = [one.number for one in shaped("سلام", "NotoNaskhArabic-Regular", leftwards=True)]
    first, second = shaped("मि", "NotoSansDevanagari-Regular")

    assert alone != joined
    assert first.text + second.text == "मि"
    assert first.number != shaped("म", "NotoSansDevanagari-Regular")[0].number


def test_leftward_paragraph_begins_at_the_right() -> None:
    (line,) = _lines(TEXTS["hebrew"])
    first = line.fragments[0]

    assert line.is_leftward
    assert first.x == pytest.approx(line.width)
    assert "".join(one.text for one in line.fragments) == TEXTS["hebrew"]


def test_name_within_english_keeps_its_place() -> None:
    (line,) = _lines("before שלום after")

    assert not line.is_leftward
    assert [one.text for one in line.fragments] == ["before", " ", "שלום", " after"]
    assert [one.is_leftward for one in line.fragments] == [False, False, True, False]


def test_brackets_and_numbers_stay_where_they_are_read() -> None:
    parts = [Part("F", inks.BODY, "אב (12) גד")]

    assert [(part.text, left) for (part, left, _) in turned(parts, leftwards=True)] == [
        (") גד", True),
        ("12", False),
        ("אב (", True),
    ]


def test_a_figure_beside_latin_letters_is_read_after_its_arabic_word() -> None:
    (line,) = _lines("X،ج٣")

    assert [one.text for one in line.fragments] == ["X", "،", "ج", "٣"]


def test_no_override_turns_a_text_around() -> None:
    assert Gate().admit("exe\u202efdp.\u202dx") == "exefdp.x"


@pytest.mark.parametrize("script", ["thai", "khmer", "burmese", "devanagari"])
def test_sentence_without_spaces_is_cut_between_its_clusters(script: str) -> None:
    text = TEXTS[script].replace(" ", "")

    for width in range(60, 200, 9):
        lines = [line.spoken for line in _lines(text, width)]
        assert "".join(lines) == text
        assert all(len(line) > 1 for line in lines[:-1])
        # Neither a mark without its letter, nor a joiner without what it joins.
        assert not any(unicodedata.category(line[0]).startswith("M") for line in lines)
        assert not any(line[-1] in "\u17d2\u094d\u1039" for line in lines)
        # Thai vowels that are written before their letter, and what follows one.
        assert not any(line[0] in "ะาำๅๆฯ" or line[-1] in "เแโใไ" for line in lines)


def test_a_name_goes_to_the_next_line_where_a_space_is_near_the_end() -> None:
    name = "จันทร์โอชาและคณะ"
    before, name_first = _lines(f"นายกรัฐมนตรี {name}", 80)

    assert (before.spoken, name_first.spoken) == ("นายกรัฐมนตรี", name)
    # A line that is half empty is filled all the same: nobody knows where its words end.
    assert len(_lines(f"นายก {name}", 80)) == 2
    assert _lines(f"นายก {name}", 80)[0].spoken != "นายก"


def test_khmer_cluster_is_not_cut() -> None:
    assert 1 not in cuts("ក្រុម", "NotoSansKhmer-Regular")


@given(MIXED)
def test_turned_line_holds_every_sign_once(text: str) -> None:
    gate = Gate()
    admitted = gate.admit(text)

    for line in _lines(text):
        if line.spoken:
            assert "".join(one.text for one in line.fragments) == line.spoken
    said = "".join(line.spoken or "".join(f.text for f in line.fragments) for line in _lines(text))
    keep = str.maketrans("", "", " \n\u200b\u200c\u200d")
    assert said.translate(keep) == admitted.translate(keep)
