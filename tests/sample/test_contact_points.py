import re

import phonenumbers
import pytest

from tests.sample.conftest import Rows

INVENTED_DOMAINS = {"example.com", "example.org", "example.net"}


def parsed(text: str) -> phonenumbers.PhoneNumber:
    number = text.replace("ต่อ", "ext.").translate(str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789"))
    return phonenumbers.parse("+" + number[2:] if number.startswith("00") else number, "TH")


def thai_id_holds(digits: str) -> bool:
    total = sum(int(digit) * (13 - place) for place, digit in enumerate(digits[:12]))
    return (11 - total % 11) % 10 == int(digits[12])


def mainland_id_holds(text: str) -> bool:
    digits = [int(sign) if sign != "X" else 10 for sign in text]
    return sum(digit * pow(2, 17 - place, 11) for place, digit in enumerate(digits)) % 11 == 1


def taiwan_id_holds(text: str) -> bool:
    letter = 31  # Y
    total = letter // 10 + letter % 10 * 9
    return (total + sum(int(d) * w for d, w in zip(text[1:], (8, 7, 6, 5, 4, 3, 2, 1, 1), strict=True))) % 10 == 0


def test_every_phone_is_a_valid_number_marked_as_invented(contacts: Rows) -> None:
    written = [row["phone"] for row in contacts if row["phone"]]
    for text in written:
        number = parsed(text)
        assert phonenumbers.is_valid_number(number), text
        assert "555" in str(number.national_number), text
    assert {parsed(text).country_code for text in written} == {66, 86, 886, 1}


def test_phones_are_written_in_many_ways(contacts: Rows) -> None:
    written = [row["phone"] for row in contacts]
    for pattern in (
        r"^0\d{9}$",
        r"^0\d\d?-\d{3}-\d{4}",
        r"^\+66\d{9}$",
        r"^0066",
        r"^00\d",
        "[๐-๙]",
        r"\(0\)",
        "ต่อ|ext",
    ):
        assert any(re.search(pattern, text) for text in written), pattern


@pytest.mark.parametrize(("column", "share"), [("phone", 0.15), ("email", 0.35)])
def test_missing_values_are_near_their_stated_share(contacts: Rows, column: str, share: float) -> None:
    missing = sum(not row[column] for row in contacts) / len(contacts)
    assert missing == pytest.approx(share, abs=0.03)


def test_mail_goes_only_to_domains_that_nobody_can_own(contacts: Rows) -> None:
    for mail in (row["email"].lower() for row in contacts if row["email"]):
        assert re.fullmatch(r"[a-z0-9._-]+@[a-z.]+", mail), mail
        domain = mail.split("@")[1]
        assert domain in INVENTED_DOMAINS or domain.endswith(".example"), mail


def test_about_three_in_a_hundred_identifiers_fail_their_check_and_none_can_be_anybodys(contacts: Rows) -> None:
    holds = {"thai": 0, "mainland": 0, "taiwan": 0}
    fails = 0
    for text in (row["identifier"] for row in contacts if row["identifier"]):
        if len(text) == 13:
            assert text[1:3] == "99", text
            kind, good = "thai", thai_id_holds(text)
        elif len(text) == 18 and text[:6] == "990000":
            kind, good = "mainland", mainland_id_holds(text)
        elif text.startswith("Y"):
            kind, good = "taiwan", taiwan_id_holds(text)
        else:
            # organisations of the mainland and Taiwan
            assert text.startswith(("91990000", "99")), text
            continue
        holds[kind] += good
        fails += not good
    assert min(holds.values()) > 20
    assert 0.01 < fails / (fails + sum(holds.values())) < 0.06
