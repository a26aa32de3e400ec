"""Keys and shown values of one record; the rules behind them are tested with the methods."""

import pytest

from idic.domain.identify.normalising import NormalisedRecord, normalise_record
from idic.methods.normalise.dates import DateOrder, Era


@pytest.mark.parametrize("province", ["Bangkok", "กทม.", "กรุงเทพฯ", "Krung Thep", "曼谷", "กรุงเทพมหานคร"])
def test_customers_show_one_spelling_of_a_province(province: str) -> None:
    record = normalise_record({"name": "A", "province": province})
    assert (record.province, record.admin1) == ("กรุงเทพมหานคร", "TH-10")


def test_a_province_that_nobody_knows_is_shown_as_it_was_told() -> None:
    record = normalise_record({"name": "A", "province": "Ohio", "country": "USA"})
    assert (record.province, record.admin1, record.country) == ("Ohio", "", "USA")


def test_a_city_in_the_place_of_a_province_becomes_the_district() -> None:
    record = normalise_record({"name": "黄建雄", "province": "成都市", "district": "武侯区", "country": "CN"})
    assert (record.province, record.district) == ("四川省", "成都市武侯区")
    assert (record.admin1, record.admin2) == ("CN-51", "成都市武侯区")


def test_the_parts_of_a_whole_line_fill_empty_columns() -> None:
    record = normalise_record({"name": "A", "address": "99/1 ถ.สุขุมวิท แขวงคลองตัน เขตคลองเตย กทม. 10110"})
    assert (record.province, record.district, record.postcode, record.country) == (
        "กรุงเทพมหานคร",
        "คลองเตย",
        "10110",
        "TH",
    )
    assert (record.admin3, record.house) == ("คลองตัน", "99/1")


def test_a_postcode_alone_shows_no_province_but_is_a_key() -> None:
    record = normalise_record({"name": "A", "postcode": "50200", "country": "TH"})
    assert (record.province, record.admin1) == ("", "TH-50")


def test_a_conflict_is_flagged_and_nothing_is_changed() -> None:
    record = normalise_record({"name": "A", "district": "เมือง", "province": "เชียงใหม่", "postcode": "10110"})
    assert (record.district, record.province, record.postcode) == ("เมือง", "เชียงใหม่", "10110")
    assert record.address_conflict == "postcode_admin1"
    assert record.doubts == []


def test_one_person_in_two_scripts_has_one_sound() -> None:
    thai = normalise_record({"name": "นายสมชาย ใจดี"})
    latin = normalise_record({"given_name": "Somchai", "family_name": "Jaidee"})
    assert (thai.given_sound, thai.family_sound) == (latin.given_sound, latin.family_sound)


def test_an_organisation_has_a_legal_form_and_no_sound() -> None:
    record = normalise_record({"name": "บริษัท สยาม จำกัด (มหาชน)"})
    assert (record.kind, record.legal_form, record.family_sound) == ("organisation", "th_public_company", "")


def test_the_weak_key_of_an_address_has_no_tag_and_a_role_has_none() -> None:
    assert normalise_record({"email": "A+news@Example.com"}).email_weak_key == "a@example.com"
    assert normalise_record({"email": "info@example.com"}).email_weak_key == ""


def test_a_year_of_birth_is_kept_where_the_day_is_not_known() -> None:
    record = normalise_record({"name": "A", "birth_date": "พ.ศ. 2528"})
    assert (record.birth_date, record.birth_year) == (None, 1985)
    assert normalise_record({"name": "A", "birth_date": "1985-04-01"}).birth_year == 1985


def test_two_digit_years_are_read_in_the_era_of_the_source() -> None:
    record = normalise_record(
        {"name": "A", "birth_date": "01/04/28"}, date_order=DateOrder.DAY_MONTH_YEAR, era=Era.BUDDHIST
    )
    assert record.birth_year == 1985


def test_a_nickname_in_the_name_is_found_but_never_overrides_its_own_column() -> None:
    assert normalise_record({"name": "สมชาย ใจดี (ชาย)"}).facts["nickname"] == "ชาย"
    assert normalise_record({"name": "สมชาย ใจดี (ชาย)", "nickname": "หมู"}).facts["nickname"] == "หมู"


def test_a_phone_is_read_where_the_address_lies() -> None:
    record = normalise_record({"name": "A", "phone": "0912-345-678", "province": "台北市"})
    assert record.phone_values == ["+886912345678"]


def test_every_key_is_a_column_of_the_record() -> None:
    from idic.domain.identify.models import SourceRecord

    columns = {field.name: field for field in SourceRecord._meta.get_fields()}
    assert {*NormalisedRecord.FIELDS, *NormalisedRecord.KEYS} <= columns.keys()
