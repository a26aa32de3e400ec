"""Index, query and rank together: what a person types finds whom it should."""

from collections.abc import Sequence

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from idic.methods.search_keys import QueryKind, Rank, matches, text_for_index, tokens_for_index, tokens_for_query
from idic.methods.search_keys.folding import runs, search_fold


def rank(
    typed: str,
    names: Sequence[str] = (),
    *,
    phones: Sequence[str] = (),
    emails: Sequence[str] = (),
    codes: Sequence[str] = (),
    region: str | None = None,
) -> Rank:
    """What the database and the re-check answer together."""
    query = tokens_for_query(typed, region=region)
    if query.kind is QueryKind.EMPTY:
        return Rank.NONE
    if not set(query.tokens) <= set(tokens_for_index(names, phones=phones, emails=emails, codes=codes)):
        return Rank.NONE
    return matches(query, text_for_index(names, phones=phones, emails=emails, codes=codes))


@pytest.mark.parametrize(
    ("typed", "name", "expected"),
    [
        ("สมชาย", "สมชาย", Rank.EXACT),
        ("สมชาย", "สมชาย ใจดี", Rank.PREFIX),
        ("ใจดี", "สมชาย ใจดี", Rank.WORD_START),
        ("สมชาย", "นายอภิสมชายกุล รุ่งเรือง", Rank.INSIDE),
        ("สมชายใจดี", "สมชาย ใจดี", Rank.EXACT),
        ("ใจดี สมชาย", "สมชาย ใจดี", Rank.WORD_START),
        ("พงศ", "พงศ์ศักดิ์ น้ำใจ", Rank.PREFIX),
        ("นํ้าใจ", "พงศ์ศักดิ์ น้ำใจ", Rank.WORD_START),
        ("somchai", "นายสมชาย ใจดี", Rank.PREFIX),
        ("somchai chaidi", "สมชาย ใจดี", Rank.EXACT),
        ("สมหญิง", "สมชาย ใจดี", Rank.NONE),
    ],
)
def test_thai_is_found_inside_names_and_in_latin_letters(typed: str, name: str, expected: Rank) -> None:
    assert rank(typed, [name]) is expected


@pytest.mark.parametrize(
    "typed", ["王伟", "王", "伟", "wangwei", "wang wei", "wei wang", "ww", "wang", "wei", "WangW", "w"]
)
def test_wang_wei_is_found(typed: str) -> None:
    assert rank(typed, ["王伟"]) is not Rank.NONE


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("陈", "陳大文"),
        ("陳", "陈大文"),
        ("乾", "乾隆"),
        ("zeng", "曾志偉"),
        ("ouyang", "歐陽修"),
        ("lvbu", "吕布"),
        ("lyu", "吕布"),
        ("lubu", "吕布"),
        ("ldh", "刘德华"),
        ("积体电路", "台灣積體電路製造股份有限公司"),
        ("yinhang", "北京银行股份有限公司"),
        ("bjyh", "北京银行股份有限公司"),
    ],
)
def test_chinese_is_found_in_both_scripts_and_by_pinyin(typed: str, name: str) -> None:
    assert rank(typed, [name]) is not Rank.NONE


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("José O'Brien Smith-Müller", Rank.EXACT),
        ("jose", Rank.PREFIX),
        ("obrien", Rank.WORD_START),
        ("muller", Rank.WORD_START),
        ("mit", Rank.INSIDE),
        ("sm", Rank.WORD_START),
        ("j", Rank.PREFIX),
        ("mi", Rank.NONE),
        ("smythe", Rank.NONE),
    ],
)
def test_latin_names(typed: str, expected: Rank) -> None:
    assert rank(typed, ["José O'Brien Smith-Müller"]) is expected


@pytest.mark.parametrize(
    "typed",
    [
        "5678",
        "2345678",
        "081-234-5678",
        "๐๘๑๒๓๔๕๖๗๘",
        "+66 81 234 5678",
        "+66 (0)81 234 5678",
        "0066812345678",
        "001 66 812345678",
        "081 234 5678 ต่อ 9",
    ],
)
def test_a_phone_is_found_by_its_last_four_figures_and_by_any_full_form(typed: str) -> None:
    assert rank(typed, phones=["+66812345678"]) is not Rank.NONE


def test_a_phone_range_is_found_by_its_first_number_when_the_region_is_known() -> None:
    assert rank("0 2123 4567-9", phones=["+6621234567"], region="TH") is Rank.EXACT


def test_another_phone_with_the_same_last_seven_figures_is_sorted_out_by_the_recheck() -> None:
    assert rank("081-234-5678", phones=["+66892345678"]) is Rank.NONE


@pytest.mark.parametrize(
    "typed", ["somchai", "somch", "som", "somchai.j", "somchai.j@", "somchai.j@exa", "@example.com"]
)
def test_an_email_is_found_by_its_beginning(typed: str) -> None:
    assert rank(typed, emails=["somchai.j@example.com"]) is not Rank.NONE


@pytest.mark.parametrize("typed", ["C-00123", "c00123", "C-001", "00123", "0123"])
def test_a_code_is_found_as_typed_and_by_its_last_figures(typed: str) -> None:
    assert rank(typed, codes=["C-00123"]) is not Rank.NONE


@pytest.mark.parametrize("typed", ["", "   ", "@", "...", "\u200b"])
def test_nothing_typed_is_an_empty_query_without_tokens(typed: str) -> None:
    query = tokens_for_query(typed)
    assert (query.kind, query.tokens) == (QueryKind.EMPTY, ())
    assert matches(query, "สมชาย") is Rank.NONE


def test_better_matches_come_first() -> None:
    names = ["อภิสมชายกุล", "ใจดี สมชาย", "สมชาย ใจดี", "สมชาย"]
    query = tokens_for_query("สมชาย")
    ranked = sorted(names, key=lambda name: matches(query, text_for_index([name])), reverse=True)
    assert ranked == ["สมชาย", "สมชาย ใจดี", "ใจดี สมชาย", "อภิสมชายกุล"]


@pytest.mark.parametrize("name", ["นายสมชาย ใจดีวงศ์", "王小明", "欧阳娜娜", "Christopher Rodriguez", "กมลวรรณ ศรีสุวรรณ"])
def test_an_ordinary_name_has_at_most_sixty_tokens(name: str) -> None:
    tokens = tokens_for_index([name], phones=["+66812345678"])
    assert len(tokens) <= 62
    assert max(map(len, tokens)) <= 7


def test_a_name_of_megabytes_stays_bounded() -> None:
    assert len(tokens_for_index(["สมชาย王伟abc" * 500_000])) < 2000


_THAI_OR_CHINESE = st.one_of(
    st.text(alphabet="สมชายใจดีำเแ้์", min_size=4, max_size=14), st.text(alphabet="王伟陳陈大乾", min_size=2, max_size=8)
)


@settings(deadline=None)
@given(
    st.sampled_from(["", "Mr ", "abc", "สมหญิง ", "李"]),
    _THAI_OR_CHINESE,
    st.sampled_from(["", " 12", "é", " ใจดี", " 公司"]),
    st.data(),
)
def test_every_part_of_a_thai_or_chinese_name_finds_it(before: str, name: str, after: str, data: st.DataObject) -> None:
    folded = search_fold(name)
    assume(len(folded) >= 2)
    start = data.draw(st.integers(0, len(folded) - 2))
    part = folded[start : data.draw(st.integers(start + 2, len(folded)))]
    assert rank(part, [before + folded + after]) is not Rank.NONE


@settings(deadline=None)
@given(st.one_of(st.text(max_size=20), st.text(alphabet="กี่ี้์'ำเ陳é ", max_size=12)))
def test_search_folding_twice_changes_nothing_more(text: str) -> None:
    assert search_fold(search_fold(text)) == search_fold(text)


@settings(deadline=None)
@given(st.text(alphabet="abcdefghé ", min_size=3, max_size=20), st.integers(0, 16))
def test_three_neighbouring_latin_letters_find_a_name(name: str, start: int) -> None:
    folded = search_fold(name)
    part = folded[start : start + 3]
    if len(part) < 3 or " " in part:
        return
    assert rank(part, [name]) is not Rank.NONE


@given(
    st.text(alphabet="ab เก王", min_size=1, max_size=5),
    st.lists(st.text(alphabet="ab เก王", min_size=1, max_size=9), min_size=1, max_size=4),
)
def test_a_word_ranks_as_in_the_best_of_its_lines(typed: str, names: list[str]) -> None:
    query = tokens_for_query(typed)
    lines = [line for line in map(search_fold, names) if line]
    # Words of several scripts are looked for one by one, in any line.
    assume(query.kind is QueryKind.TEXT and " " not in query.folded and lines and len(list(runs(query.folded))) == 1)
    assert matches(query, "\n".join(lines)) is max(matches(query, line) for line in lines)


@pytest.mark.parametrize(
    ("typed", "text", "expected"),
    [
        ("a b", "ab", Rank.NONE),
        ("ann a", "x\nanna", Rank.EXACT),
        ("ann a", "x\nannabel", Rank.PREFIX),
        ("ann a", "joanna", Rank.INSIDE),
        ("bel", "an\nna bel", Rank.WORD_START),
        ("nab", "an\nna bel", Rank.PREFIX),
        ("nna", "an\nna bel", Rank.NONE),
    ],
)
def test_blanks_do_not_count_and_no_match_runs_over_the_end_of_a_line(typed: str, text: str, expected: Rank) -> None:
    assert matches(tokens_for_query(typed), text) is expected
