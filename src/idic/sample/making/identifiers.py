"""Numbers of persons and organisations: check digits right, areas that no office ever gave out, so nobody's own."""

import random
from datetime import date
from typing import Final

TAIWAN_LETTER: Final = "Y"  # district closed in 1974
TAIWAN_LETTER_CODE: Final = "31"
MAINLAND_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CREDIT_ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
TAIWAN_TAX_WEIGHTS: Final = (1, 2, 1, 2, 1, 2, 4, 1)


def thai_person(rng: random.Random) -> str:
    """Thirteen digits; 99 stands where a province code of 10 to 96 would."""
    return _thai_checked(f"{rng.choice('1235')}99{rng.randrange(10**9):09d}")


def thai_organisation(rng: random.Random) -> str:
    return _thai_checked(f"099{rng.choice('35')}5{rng.randrange(10**7):07d}")


def _thai_checked(twelve: str) -> str:
    total = sum(int(digit) * (13 - place) for place, digit in enumerate(twelve))
    return f"{twelve}{(11 - total % 11) % 10}"


def mainland_person(rng: random.Random, born: date, *, male: bool) -> str:
    """Eighteen places after GB 11643; area 990000 does not exist."""
    order = rng.randrange(50) * 2 + (1 if male else 0)
    body = f"990000{born:%Y%m%d}{order:03d}"
    total = sum(int(digit) * weight for digit, weight in zip(body, MAINLAND_WEIGHTS, strict=True))
    return body + "10X98765432"[total % 11]


def mainland_organisation(rng: random.Random) -> str:
    """Eighteen places after GB 32100; area 990000 does not exist."""
    body = "91990000" + "".join(rng.choice("0123456789ABCDEFGH") for _ in range(9))
    total = sum(CREDIT_ALPHABET.index(sign) * pow(3, place, 31) for place, sign in enumerate(body))
    return body + CREDIT_ALPHABET[(31 - total % 31) % 31]


def taiwan_person(rng: random.Random, *, male: bool) -> str:
    digits = f"{'1' if male else '2'}{rng.randrange(10**7):07d}"
    total = sum(int(d) * w for d, w in zip(TAIWAN_LETTER_CODE + digits, (1, 9, 8, 7, 6, 5, 4, 3, 2, 1), strict=True))
    return f"{TAIWAN_LETTER}{digits}{(10 - total % 10) % 10}"


def taiwan_organisation(rng: random.Random) -> str:
    while True:
        digits = f"99{rng.randrange(10**6):06d}"
        total = sum(sum(divmod(int(d) * w, 10)) for d, w in zip(digits, TAIWAN_TAX_WEIGHTS, strict=True))
        if total % 5 == 0:
            return digits


def spoilt(identifier: str) -> str:
    """The same with a wrong last place, as a copying slip leaves it."""
    last = identifier[-1]
    return identifier[:-1] + ("5" if not last.isdigit() else str((int(last) + 3) % 10))
