from __future__ import annotations

import pytest

from idic.domain.interact.cases.likeness.counting import count_if_due
from idic.domain.interact.knowledge.models import Gap, SearchDay
from idic.domain.interact.knowledge.operations.counting import count_search
from idic.domain.interact.knowledge.operations.keeping import settle_gap
from idic.domain.interact.knowledge.operations.writing import translate_article
from idic.domain.interact.knowledge.queries.gaps import case_gaps, search_gaps
from idic.domain.interact.knowledge.queries.search import search_articles, search_titles
from tests.domain.interact.knowledge.conftest import published


def _titles(text: str, language: str = "en", audience: str = "everybody") -> list[str]:
    return [one.text.published_title for one in search_articles(text, language, audience)]


def test_a_title_goes_before_a_text_in_three_scripts(cast, make_article):
    make_article("Where we deliver", "A refund of the fee is possible.")
    make_article("Refund of a purchase", "Within a week.")
    make_article("ที่ที่เราส่งของ", "การคืนเงินค่าส่งทำได้", language="th")
    make_article("การคืนเงิน", "ภายในหนึ่งสัปดาห์", language="th")
    make_article("送貨範圍", "運費可以退款。", language="zh-hant")
    make_article("退款", "一週之內。", language="zh-hant")
    assert _titles("refund") == ["Refund of a purchase", "Where we deliver"]
    assert _titles("คืนเงิน", "th") == ["การคืนเงิน", "ที่ที่เราส่งของ"]
    assert _titles("退款", "zh-hant") == ["退款", "送貨範圍"]
    assert _titles("送货", "zh-hans") == ["送貨範圍"], "written in the other form"


def test_what_was_found_is_marked(cast, make_article):
    make_article("Return of goods", "Our kettles come back at no cost. " * 3)
    found = search_articles("kettles", "en", "everybody")[0]
    assert next(one.text for one in found.excerpt if one.is_hit) == "kettles"
    assert "".join(one.text for one in found.title) == "Return of goods"


def test_a_whole_question_finds_what_says_nearly_the_same(cast, make_article, make_case):
    for number in range(6):
        make_case(f"Question {number}", text="เปิดกี่โมงคะ สาขาสีลม" if number % 2 else "when do you open")
    count_if_due()
    make_article("ขอใบกำกับภาษีย้อนหลัง", "แจ้งเลขที่ใบเสร็จ เราจะส่งใบกำกับภาษีให้ทางอีเมล", language="th")
    make_article("จัดส่งนอกเขต", "ส่งได้ทุกวันพุธ", language="th")
    found = search_articles("อยากได้ใบกำกับภาษีต้องทำยังไงบ้าง", "th", "everybody")
    assert [one.text.published_title for one in found] == ["ขอใบกำกับภาษีย้อนหลัง"]
    assert found[0].is_near
    assert not search_articles("jkqx wvzz", "en", "everybody")


def test_each_article_is_found_once_and_drafts_never(cast, make_article):
    text = make_article("Kettle", "Kettle")
    published(translate_article(text.article, "th", title="Kettle กา", text="Kettle", by=cast.service), cast)
    make_article("Kettle in the making", is_published=False)
    make_article("Kettle for us", audience="staff")
    assert _titles("kettle") == ["Kettle"]
    assert _titles("kettle", "th") == ["Kettle กา"]
    assert len(_titles("kettle", audience="staff")) == 2


def test_a_reader_is_shown_their_own_language_whatever_text_held_the_words(
    cast, make_article, django_assert_num_queries
):
    goods = make_article("退貨", "退貨不收費。", language="zh-hant").article
    published(translate_article(goods, "zh-hans", title="怎样把商品寄回", text="不收费。", by=cast.service), cast)
    published(
        translate_article(goods, "en", title="Sending goods back", text="It costs nothing.", by=cast.service), cast
    )
    make_article("退貨的期限", "七天。", language="zh-hant")
    for asked in ("退貨", "退货"):
        assert sorted(_titles(asked, "zh-hans")) == ["怎样把商品寄回", "退貨的期限"], (
            "the own text, else the other script"
        )
    assert _titles("退貨", "zh-hant")[0] == "退貨"
    assert "Sending goods back" in _titles("退貨", "th"), "the rest: English before what held the words"
    assert [one.published_title for one in search_titles("寄回", "zh-hans", "everybody")] == ["怎样把商品寄回"]
    with django_assert_num_queries(2):
        search_titles("退貨", "zh-hans", "everybody")


def test_the_same_statements_for_one_and_for_fifty(cast, make_article, django_assert_max_num_queries):
    for number in range(8):
        make_article(f"Kettle {number}", "Tea")
    with django_assert_max_num_queries(3):
        assert len(search_articles("kettle", "en", "everybody")) == 8


@pytest.mark.parametrize("text", ["", "  ", "\x00", "%", "'; --", "a" * 5000, "((((", "\U0001f600"])
def test_odd_questions_find_nothing_and_break_nothing(cast, text):
    assert search_articles(text, "en", "everybody") == []


def test_searches_in_vain_are_kept_without_what_may_name_somebody(cast):
    count_search("order 0812345678 of me@example.com lost parcel", "en", "help", found=False)
    count_search("Lost  parcel", "en", "help", found=False)
    count_search("lost parcel", "en", "portal", found=True)
    count_search("parcel lost", "en", "help", found=False)
    day = SearchDay.objects.get(door="help")
    assert (day.asked, day.found_nothing) == (3, 3)
    assert sorted(Gap.objects.values_list("text", "count")) == [
        ("Lost parcel", 1), ("order of lost parcel", 1), ("parcel lost", 1),
    ]  # fmt: skip
    groups = search_gaps(cast.service)
    assert groups[0].volume == 3
    assert len(groups) == 1
    settle_gap(groups[0].first, by=cast.service)
    assert sum(one.volume for one in search_gaps(cast.service)) == 2


def test_cases_without_an_article_are_grouped_by_what_they_say(cast, make_case):
    from idic.domain.interact.cases.models import Case
    from idic.domain.interact.cases.operations.ending import resolve_case

    for text in ("หม้อหุงข้าวไม่ร้อน", "หม้อหุงข้าวไม่ร้อนเลย", "เปิดสาขากี่โมง"):
        case = Case.objects.get(pk=make_case(text, text=text).pk)
        resolve_case(case, outcome="solved", version=case.version, by=cast.service)
    groups = case_gaps(cast.service)
    assert [sorted(one.title for one in group.cases) for group in groups] == [["หม้อหุงข้าวไม่ร้อน", "หม้อหุงข้าวไม่ร้อนเลย"]]
