import random
from typing import Any

import phonenumbers
import pytest

from idic.methods.normalise.phones import Phone, parse_phone
from tests.methods.normalise.oracle import ORACLE


@pytest.mark.parametrize("row", ORACLE["phones"], ids=lambda row: row["raw"])
def test_every_published_row(row: dict[str, Any]) -> None:
    phone = parse_phone(row["raw"], row["region"])
    expected = row.get("product_must_return") or row["phonenumbers_result"]
    if "error" in expected:
        assert phone == Phone(row["raw"])
    elif "short_code" in expected:
        assert (phone.short_code, phone.e164) == (expected["short_code"], None)
    elif "range" in expected:
        assert phone.range == tuple(expected["range"])
        assert phone.e164 == expected["range"][0]
    else:
        assert (phone.e164, phone.extension) == (expected["e164"], expected["ext"])
        assert phone.valid


@pytest.mark.parametrize(
    ("raw", "region", "e164", "extension"),
    [
        ("02-2345-6789 轉 12", "TW", "+886223456789", "12"),
        ("010-62780000转801", "CN", "+861062780000", "801"),
        ("010-62780000 分机 801", "CN", "+861062780000", "801"),
        ("00-66-81-234-5678", "TH", "+66812345678", None),
        ("00 86 138 0013 8000", "TH", "+8613800138000", None),
        ("0044 20 7946 0958", "TH", "+442079460958", None),
        ("0049 30 901820", "TH", "+4930901820", None),
        ("+44 20 7946 0958", None, "+442079460958", None),
    ],
)
def test_what_the_library_misreads_alone(raw: str, region: str | None, e164: str, extension: str | None) -> None:
    phone = parse_phone(raw, region)
    assert (phone.e164, phone.extension, phone.valid) == (e164, extension, True)


def test_a_two_figure_range_counts_through() -> None:
    assert parse_phone("0 2123 4508-11", "TH").range == ("+6621234508", "+6621234509", "+6621234510", "+6621234511")


def test_a_tail_that_does_not_count_upwards_is_no_range() -> None:
    assert parse_phone("0 2123 4567-3", "TH").range == ()


def test_the_raw_text_is_kept() -> None:
    assert parse_phone(" ๐๘๑-๒๓๔-๕๖๗๘ ", "TH").raw == " ๐๘๑-๒๓๔-๕๖๗๘ "


def test_a_text_of_megabytes_is_refused_at_once() -> None:
    assert parse_phone("1" * 5_000_000, "TH").e164 is None


_OPENINGS = {
    "TH": [("02", 7), ("053", 6), ("074", 6), ("06", 8), ("08", 8), ("09", 8), ("+66", 9), ("+66 0", 9), ("0", 9)],
    "CN": [("13", 9), ("17", 9), ("19", 9), ("010", 8), ("021", 8), ("02", 9), ("0755", 8), ("0", 10), ("+86", 11)],
    "TW": [("09", 8), ("02", 8), ("04", 8), ("07", 7), ("03", 7), ("+886", 9), ("+8869", 8), ("0", 9)],
}  # fmt: skip


def _generated(random_source: random.Random) -> list[tuple[str, str]]:
    rows = []
    for region, openings in _OPENINGS.items():
        for _ in range(1500):
            opening, rest = random_source.choice(openings)
            length = rest + random_source.choice((0, 0, 0, 0, 0, 0, -1, 1))
            digits = [str(random_source.randrange(10)) for _ in range(length)]
            for _ in range(random_source.randrange(3)):
                digits.insert(random_source.randrange(1, len(digits)), random_source.choice(("-", " ", ".", ") ")))
            rows.append((opening + "".join(digits), region))
    return rows


def test_the_fast_path_equals_the_library_on_thousands_of_numbers() -> None:
    settled = 0
    for raw, region in _generated(random.Random(20260415)):
        phone = parse_phone(raw, region)
        try:
            number = phonenumbers.parse(raw, region)
        except phonenumbers.NumberParseException:
            assert not phone.valid or phone.short_code
            continue
        if not phonenumbers.is_valid_number(number):
            continue  # where the library fails, the preparations may do better
        assert phone.valid, raw
        assert phone.e164 == phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164), raw
        settled += 1
    assert settled > 2500


def test_what_the_fast_path_accepts_the_library_accepts() -> None:
    for raw, region in _generated(random.Random(7)):
        phone = parse_phone(raw, region)
        if phone.valid and phone.e164 and not phone.range and not phone.extension:
            assert phonenumbers.is_valid_number(phonenumbers.parse(phone.e164)), (raw, region)


def test_the_kind_is_the_one_the_library_tells() -> None:
    kinds = {phonenumbers.PhoneNumberType.MOBILE: "mobile", phonenumbers.PhoneNumberType.FIXED_LINE: "fixed"}
    compared = 0
    for raw, region in _generated(random.Random(11)):
        phone = parse_phone(raw, region)
        if phone.valid and phone.e164:
            told = kinds.get(phonenumbers.number_type(phonenumbers.parse(phone.e164)))
            assert told is None or phone.kind == told, (raw, region)
            compared += told is not None
    assert compared > 1500


@pytest.mark.parametrize(
    ("raw", "region", "kind"),
    [("1800-012-345", "TH", "toll_free"), ("02-123-4567 ต่อ 89", "TH", "fixed"), ("1669", "TH", ""), ("abc", "TH", "")],
)
def test_other_kinds(raw: str, region: str, kind: str) -> None:
    assert parse_phone(raw, region).kind == kind
