from collections.abc import Callable

import pytest

from idic.methods.normalise import identifiers
from tests.methods.normalise.oracle import ORACLE

_CHECKS: dict[str, Callable[[str], bool]] = {
    "Thai": identifiers.is_thai_id,
    "same": identifiers.is_thai_id,
    "China resident": identifiers.is_cn_resident_id,
    "China unified": identifiers.is_cn_uscc,
    "GTIN": identifiers.is_gtin,
    "SSCC": identifiers.is_sscc,
}


@pytest.mark.parametrize("row", ORACLE["identifiers"], ids=lambda row: row["value"])
def test_every_published_row(row: dict[str, object]) -> None:
    kind, value = str(row["kind"]), str(row["value"])
    check = next(check for opening, check in _CHECKS.items() if kind.startswith(opening))
    assert check(value) is row["valid"]


@pytest.mark.parametrize(
    ("check", "valid", "invalid"),
    [
        (identifiers.is_thai_id, "๑-๒๓๔๕-๔๕๖๗๘-๗๘-๑", "9234545678781"),
        (identifiers.is_cn_resident_id, "11010519491231002x", "110105194902310026"),
        (identifiers.is_tw_national_id, "A123456789", "A123456788"),
        (identifiers.is_tw_business_id, "22099131", "22099132"),
        (identifiers.is_tw_business_id, "10458575", "00000000"),
        (identifiers.is_gln, "4006381333931", "400638133393"),
        (identifiers.is_gtin, "96385074", "96385075"),
        (identifiers.is_lei, "5493001KJTIIGC8Y1R12", "5493001KJTIIGC8Y1R13"),
    ],
)
def test_check_digits(check: Callable[[str], bool], valid: str, invalid: str) -> None:
    assert check(valid)
    assert not check(invalid)
    assert not check("")
    assert not check("สมชาย")


def test_the_stored_key_has_no_separators() -> None:
    assert identifiers.compact(" 1-2345-๔๕๖๗๘-78-1 ") == "1234545678781"
