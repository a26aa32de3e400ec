"""What may not be found, what must be, where it stood, and what is missing; in all four languages."""

import tomllib
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idic.methods import courtesy
from idic.methods.courtesy import DONTS, LANGUAGES, STEPS, advise
from idic.methods.courtesy.folding import folded

DATA = Path(__file__).parents[2] / "data" / "courtesy"
CORPUS = {language: tomllib.loads((DATA / f"{language}.toml").read_text(encoding="utf-8")) for language in LANGUAGES}
POLITE = [(language, one) for language in LANGUAGES for one in CORPUS[language]["polite"]]
CAREFUL = [(language, text) for language in LANGUAGES for text in CORPUS[language]["careful"]]
RUDE = [(language, dont, text) for language in LANGUAGES for dont in DONTS for text in CORPUS[language]["rude"][dont]]


def codes(advice, kind="dont"):
    return [one.code for one in advice.findings if one.kind == kind]


@pytest.mark.parametrize(("language", "answer"), POLITE)
def test_nothing_is_found_in_a_good_answer(language, answer):
    advice = advise(answer["text"], language, names=[answer["name"]], complaint=True)
    assert [(one.code, one.found) for one in advice.findings] == []
    assert "share" in advice.steps


@pytest.mark.parametrize(("language", "text"), CAREFUL)
def test_harmless_sentences_near_a_pattern_are_left_alone(language, text):
    assert [
        (one.code, one.found) for one in advise(text, language, complaint=False).findings if one.kind == "dont"
    ] == []


@pytest.mark.parametrize(("language", "dont", "text"), RUDE)
def test_each_rude_sentence_is_found_under_its_dont(language, dont, text):
    found = [one for one in advise(text, language, complaint=False).findings if one.code == dont]
    assert found
    assert all(text[one.start : one.end] == one.found for one in found)
    assert all(one.instead for one in found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_suggested_is_itself_polite_and_shows_its_step(language):
    book = tomllib.loads((files("idic.methods.courtesy.phrases") / f"{language}.toml").read_text(encoding="utf-8"))
    for step in STEPS:
        example = advise(book["steps"][step]["example"], language, complaint=False)
        assert codes(example) == [], step
        assert step in example.steps, step
    for dont in DONTS:
        assert len(book[dont]["find"]) >= 8, dont
        for step, text in book[dont]["instead"]:
            assert step in STEPS
            assert codes(advise(text, language, complaint=False)) == [], text


def test_offsets_count_characters_of_the_draft_itself():
    text = "Dear\u00a0Nok,\n\nWe\u200b   did\nNOTHING  wrong 😀."
    (found,) = (one for one in advise(text, "en", complaint=False).findings if one.kind == "dont")
    assert found.found == text[found.start : found.end] == "We\u200b   did\nNOTHING  wrong"


def test_spellings_are_one():
    assert codes(advise("That’s not OUR problem", "en", complaint=False)) == ["passing_blame"]
    typed_apart = "ทํา" + "ไมคุณไม่อ่าน"
    assert codes(advise(typed_apart, "th", complaint=False)) == ["reproaching"]


def test_quoted_lines_are_the_customers_words():
    assert codes(advise("> It is your own fault\nI will look at it today.", "en", complaint=False)) == []


@pytest.mark.parametrize(
    ("language", "without", "with_time"),
    [
        ("en", "We will send you a new one.", "We will send you a new one by Friday."),
        ("en", "We will call you as soon as possible.", "We will call you. Expect us at 3 pm."),
        ("th", "ทางเราจะรีบติดต่อกลับค่ะ", "ทางเราจะติดต่อกลับภายในวันศุกร์ค่ะ"),
        ("zh-hans", "我们会尽快联系您。", "我们会在星期五前联系您。"),
        ("zh-hant", "我們會盡快聯絡您。", "我們會在週五前聯絡您。"),
    ],
)
def test_a_promise_needs_a_date(language, without, with_time):
    assert codes(advise(without, language, complaint=False), "check") == ["promise_without_date"]
    assert codes(advise(with_time, language, complaint=False), "check") == []


def test_know_is_not_now():
    assert "promise_without_date" in codes(advise("We know we will call you.", "en", complaint=False), "check")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Dear Nok, your parcel is on the van. It comes at 12. It is blue. I am sorry."),
        ("th", "สินค้าอยู่บนรถแล้วค่ะ ถึงเวลา 12.00 น. ค่ะ กล่องสีฟ้าค่ะ ขออภัยค่ะ"),
        ("zh-hans", "包裹在路上。十二点到。盒子是蓝色的。抱歉。"),
        ("zh-hant", "包裹在路上。十二點到。盒子是藍色的。抱歉。"),
    ],
)
def test_sympathy_belongs_to_the_beginning_of_an_answer_to_a_complaint(language, text):
    assert "no_empathy" in codes(advise(text, language), "check")
    assert "no_empathy" not in codes(advise(text, language, complaint=False), "check")


@pytest.mark.parametrize(
    ("language", "text", "name", "missing"),
    [
        ("en", "Dear Ms Carter, thank you.", "Anna Carter", False),
        ("en", "Dear customer, thank you.", "Anna Carter", True),
        ("en", "Dear Annabel, thank you.", "Anna", True),
        ("en", "Dear customer", "Mr", False),
        ("th", "เรียน คุณสมชาย", "นายสมชาย ใจดี", False),
        ("th", "เรียน ลูกค้า", "นายสมชาย ใจดี", True),
        ("zh-hans", "王先生您好", "王建国", False),
        ("zh-hans", "建国您好", "王建国", False),
        ("zh-hans", "欧阳女士您好", "欧阳小梅", False),
        ("zh-hans", "顾客您好", "王建国", True),
        ("zh-hant", "林小姐您好", "林美玲", False),
    ],
)
def test_the_customer_is_called_by_name(language, text, name, missing):
    assert ("name_missing" in codes(advise(text, language, names=[name], complaint=False), "check")) is missing


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Our billing department made a mistake."),
        ("th", "ฝ่ายขนส่งทำหายค่ะ"),
        ("zh-hans", "这次是物流部门弄丢的。"),
        ("zh-hant", "這次是物流部門弄丟的。"),
    ],
)
def test_another_department_is_not_to_be_blamed(language, text):
    assert codes(advise(text, language, complaint=False), "check") == ["department_blamed"]


def test_one_phrase_is_not_told_twice():
    found = codes(advise("You can't rely on the warehouse, it failed to tell us.", "en", complaint=False))
    assert found == ["running_down_departments"]
    assert "department_blamed" not in codes(
        advise("Those guys in the warehouse team forgot it.", "en", complaint=False), "dont"
    )


def test_missing_steps_come_in_their_order_with_an_example():
    advice = advise("I am sorry. I will send it by Friday.", "en", complaint=True)
    assert advice.steps == ("share", "action")
    assert [one.step for one in advice.missing] == ["listen", "problem", "check", "satisfy"]
    assert all(one.text for one in advice.missing)


def test_an_empty_draft_gets_no_advice():
    assert advise(" \n", "th") == courtesy.Advice((), (), ())


def test_an_unknown_language_is_refused():
    with pytest.raises(courtesy.UnknownLanguage):
        advise("Guten Tag", "de")


@given(st.text(max_size=200), st.sampled_from(LANGUAGES))
def test_any_text_folds_back_to_its_place(text, language):
    draft = folded(text)
    assert len(draft.place) == len(draft.text) + 1
    assert all(a < b for a, b in zip(draft.place, draft.place[1:], strict=False))
    for one in advise(text, language).findings:
        assert text[one.start : one.end] == one.found
