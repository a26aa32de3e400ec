import pytest

from idic.methods.normalise.places import country_of, province_of


@pytest.mark.parametrize(
    ("text", "code", "shown"),
    [
        ("กทม.", "TH-10", "กรุงเทพมหานคร"),
        ("กรุงเทพฯ", "TH-10", "กรุงเทพมหานคร"),
        ("กรุงเทพ ฯ", "TH-10", "กรุงเทพมหานคร"),
        ("Bangkok", "TH-10", "กรุงเทพมหานคร"),
        ("BANGKOK", "TH-10", "กรุงเทพมหานคร"),
        ("Krung Thep", "TH-10", "กรุงเทพมหานคร"),
        ("曼谷", "TH-10", "กรุงเทพมหานคร"),
        ("จ.เชียงใหม่", "TH-50", "เชียงใหม่"),
        ("จังหวัดเชียงใหม่", "TH-50", "เชียงใหม่"),
        ("Chiangmai", "TH-50", "เชียงใหม่"),
        ("Chiengmai", "TH-50", "เชียงใหม่"),
        ("清邁", "TH-50", "เชียงใหม่"),
        ("โคราช", "TH-30", "นครราชสีมา"),
        ("Nakorn Sawan", "TH-60", "นครสวรรค์"),
        ("จันทบุรี", "TH-22", "จันทบุรี"),
        ("北京", "CN-11", "北京市"),
        ("Beijing Municipality", "CN-11", "北京市"),
        ("ปักกิ่ง", "CN-11", "北京市"),
        ("廣東", "CN-44", "广东省"),
        ("Guangdong Province", "CN-44", "广东省"),
        ("內蒙古", "CN-15", "内蒙古自治区"),
        ("广西", "CN-45", "广西壮族自治区"),
        ("Hong Kong", "CN-91", "香港"),
        ("臺北市", "TW-TPE", "台北市"),
        ("台北", "TW-TPE", "台北市"),
        ("Taipei", "TW-TPE", "台北市"),
        ("台北縣", "TW-NWT", "新北市"),
        ("Hsinchu County", "TW-HSQ", "新竹縣"),
    ],
)
def test_one_province_has_one_code_and_one_shown_name(text: str, code: str, shown: str) -> None:
    province = province_of(text)
    assert province is not None
    assert (province.code, province.name) == (code, shown)


@pytest.mark.parametrize("text", ["", "Ohio", "新竹", "Hsinchu", "成都市", "unknown", "ไม่ระบุ", "-"])
def test_what_names_no_province_or_two_names_none(text: str) -> None:
    assert province_of(text) is None


def test_the_country_decides_between_places_of_one_name() -> None:
    taiwan, mainland = province_of("台北", "TW"), province_of("台北", "CN")
    assert taiwan is not None
    assert mainland is None


def test_a_province_has_its_name_in_four_languages() -> None:
    province = province_of("กทม")
    assert province is not None
    names = [province.name_in(language) for language in ("th", "en", "zh-hans", "zh-hant", "fr")]
    assert names == ["กรุงเทพมหานคร", "Bangkok", "曼谷", "曼谷", "กรุงเทพมหานคร"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ประเทศไทย", "TH"),
        ("Thailand", "TH"),
        ("中国", "CN"),
        ("P.R. China", "CN"),
        ("臺灣", "TW"),
        ("U.S.A.", "US"),
        ("xx", None),
    ],
)
def test_a_country_is_known_by_its_names(text: str, code: str | None) -> None:
    assert country_of(text) == code
