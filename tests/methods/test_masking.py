import pytest

from idic.methods.masking import MASKS, mask, mask_date, mask_email, mask_id, mask_phone, mask_text


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("081-234-5678", "***-***-5678"),
        ("+66812345678", "***-***-5678"),
        ("๐๘๑๒๓๔๕๖๗๘", "***-***-๕๖๗๘"),
        ("1669", "***"),
        ("no phone", "***"),
        ("", ""),
    ],
)
def test_a_phone_shows_its_last_four_digits(written: str, shown: str) -> None:
    assert mask_phone(written) == shown


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("anan.j@example.com", "a***@example.com"),
        ("a@example.com", "***@example.com"),
        ('"odd@name"@example.com', '"***@example.com'),
        ("@example.com", "***@example.com"),
        ("not an address", "n***"),
        ("broken@", "b***"),
        ("", ""),
    ],
)
def test_an_email_shows_its_first_letter_and_the_domain(written: str, shown: str) -> None:
    assert mask_email(written) == shown


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("1-1037-02071-81-1", "***811"),
        ("110101199003070011", "***011"),
        ("A123456789", "***789"),
        ("1234", "***"),
        (" ", ""),
    ],
)
def test_an_id_shows_three_signs_and_not_its_length(written: str, shown: str) -> None:
    assert mask_id(written) == shown


def test_a_birth_date_shows_its_year() -> None:
    assert mask_date("1984-05-17") == "1984-**-**"
    assert mask_date("17/05/1984") == "***"
    assert mask_date("") == ""


@pytest.mark.parametrize(("written", "shown"), [("Sukhumvit 21", "S***"), ("王", "***"), ("王伟", "王***"), ("  ", "")])
def test_a_text_shows_its_first_sign(written: str, shown: str) -> None:
    assert mask_text(written) == shown


@pytest.mark.parametrize("kind", sorted(MASKS))
def test_no_mask_ever_shows_the_whole_value(kind: str) -> None:
    for value in ("7", "42", "secret", "0812345678", "x@y", "1984-05-17"):
        assert mask(kind, value) != value  # type: ignore[arg-type]  # the names of the table itself
        assert mask(kind, "") == ""  # type: ignore[arg-type]
