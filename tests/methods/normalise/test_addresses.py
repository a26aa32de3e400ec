import pytest

from idic.methods.normalise.addresses import parse_address


@pytest.mark.parametrize(
    ("raw", "country", "admin1", "admin2", "admin3", "postcode"),
    [
        ("99/1 ถ.สุขุมวิท แขวงคลองตัน เขตคลองเตย กทม. ๑๐๑๑๐", "TH", "กรุงเทพมหานคร", "คลองเตย", "คลองตัน", "10110"),
        ("12 ม.3 ต.สุเทพ อ.เมืองเชียงใหม่ จ.เชียงใหม่ 50200", "TH", "เชียงใหม่", "เมืองเชียงใหม่", "สุเทพ", "50200"),
        ("ตำบลสุเทพ อำเภอเมือง จังหวัดเชียงใหม่", "TH", "เชียงใหม่", "เมือง", "สุเทพ", None),
        ("北京海淀区中关村大街1号 100080", "CN", "北京市", "海淀区", None, "100080"),
        ("廣東省深圳市南山區科技路1號", "CN", "广东省", "深圳市南山区", None, None),
        ("110 臺北市信義區信義路五段7號", "TW", "台北市", "信义区", None, "110"),
        ("1 Main St, Bangkok 10110", None, None, None, None, "10110"),
        ("", None, None, None, None, None),
    ],
)
def test_province_district_and_postcode(
    raw: str, country: str | None, admin1: str | None, admin2: str | None, admin3: str | None, postcode: str | None
) -> None:
    found = parse_address(raw)
    assert (found.country, found.admin1, found.admin2, found.admin3, found.postcode) == (
        country, admin1, admin2, admin3, postcode,
    )  # fmt: skip
