from __future__ import annotations

import pytest

from tests.doors.web.sign_in.one_time_code import code_at


@pytest.mark.parametrize(
    ("moment", "code"),
    [
        (59, "94287082"),
        (1111111109, "07081804"),
        (1111111111, "14050471"),
        (1234567890, "89005924"),
        (2000000000, "69279037"),
        (20000000000, "65353130"),
    ],
)
def test_the_reference_agrees_with_appendix_b_of_the_rfc(moment: int, code: str) -> None:
    assert code_at(b"12345678901234567890", moment, digits=8) == code
