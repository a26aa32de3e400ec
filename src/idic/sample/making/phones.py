import random
from collections.abc import Callable
from typing import Final

THAI_MOBILE: Final = (*(f"06{b}" for b in range(1, 7)), *(f"0{a}{b}" for a in "89" for b in range(10)))
MAINLAND_MOBILE: Final = (*(f"13{n}" for n in range(10)), "150", "151", "158", "159", "186", "187", "188", "189")
TAIWAN_MOBILE: Final = tuple(f"09{n}" for n in range(10, 90))
FICTION_AREAS: Final = ("201", "212", "305", "312", "415", "503", "617", "702", "808")
THAI_DIGITS: Final = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")


class PhoneBook:
    """Hands out numbers that are well formed and marked as invented: every one holds 555 after its prefix."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._given: set[str] = set()

    def thai_mobile(self) -> str:
        return self._fresh("+66", lambda: f"{self._rng.choice(THAI_MOBILE)[1:]}555{self._rng.randrange(10_000):04d}")

    def bangkok_line(self) -> str:
        return self._fresh("+66", lambda: f"2555{self._rng.randrange(10_000):04d}")

    def mainland_mobile(self) -> str:
        return self._fresh("+86", lambda: f"{self._rng.choice(MAINLAND_MOBILE)}5555{self._rng.randrange(10_000):04d}")

    def taiwan_mobile(self) -> str:
        return self._fresh("+886", lambda: f"{self._rng.choice(TAIWAN_MOBILE)[1:]}555{self._rng.randrange(1_000):03d}")

    def american(self) -> str:
        # 555-0100 to 555-0199 are kept free for fiction in every area
        return self._fresh("+1", lambda: f"{self._rng.choice(FICTION_AREAS)}55501{self._rng.randrange(100):02d}")

    def _fresh(self, country: str, draw: Callable[[], str]) -> str:
        while (number := country + draw()) in self._given:
            continue
        self._given.add(number)
        return number


def written(number: str, rng: random.Random, *, thai_digits: float, extension: float) -> str:
    """The number as a hurried person types it: prefix, dashes, Thai digits and an extension vary."""
    country, rest = _split(number)
    style = rng.random()
    if country == "66":
        text = _written_thai(rest, style)
    elif style < 0.5:
        text = f"+{country} {rest}"
    elif style < 0.75:
        text = f"00{country}{rest}"
    else:
        text = f"+{country}-{rest[:3]}-{rest[3:]}"
    if rng.random() < extension:
        text += rng.choice((" ต่อ {}", " ext. {}")).format(rng.randrange(11, 99))
    return text.translate(THAI_DIGITS) if country == "66" and rng.random() < thai_digits else text


def wrong_digit(number: str, rng: random.Random) -> str:
    """One of the last two digits hit wrongly: still a well-formed number, and still an invented one."""
    place = len(number) - 1 - rng.randrange(2)
    return number[:place] + rng.choice([d for d in "0123456789" if d != number[place]]) + number[place + 1 :]


def _split(number: str) -> tuple[str, str]:
    for country in ("886", "66", "86", "1"):
        if number.startswith(f"+{country}"):
            return country, number[len(country) + 1 :]
    raise ValueError(number)


def _written_thai(rest: str, style: float) -> str:
    head, middle, tail = rest[:-7], rest[-7:-4], rest[-4:]
    if style < 0.34:
        return f"0{head}-{middle}-{tail}"
    if style < 0.58:
        return f"0{rest}"
    if style < 0.74:
        return f"+66{rest}"
    if style < 0.84:
        return f"+66 {head} {middle} {tail}"
    if style < 0.90:
        return f"0066{rest}"
    if style < 0.96:
        return f"0{head} {middle} {tail}"
    return f"+66 (0){head}-{middle}-{tail}"
