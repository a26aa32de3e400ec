import random
from datetime import date
from typing import Final

from idic.sample.making.phones import THAI_DIGITS

THAI_MONTHS: Final = ("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.")
BUDDHIST: Final = 543


def swapped(day: date, rng: random.Random, share: float) -> date:
    """Day and month in each other's place, where that still is a date."""
    return day.replace(month=day.day, day=day.month) if day.day <= 12 and rng.random() < share else day


def till_date(day: date, *, buddhist: bool) -> str:
    return f"{day:%d/%m}/{day.year + (BUDDHIST if buddhist else 0)}"


def web_date(day: date, rng: random.Random) -> str:
    """The shop's form writes year-month-day; an old version of it wrote month/day/year."""
    return f"{day:%m/%d/%Y}" if rng.random() < 0.08 else day.isoformat()


def call_date(day: date, rng: random.Random) -> str:
    style = rng.random()
    year = day.year + BUDDHIST
    if style < 0.3:
        return f"{day.day} {THAI_MONTHS[day.month - 1]} {year}"
    if style < 0.4:
        return f"{day.day}/{day.month}/{year}".translate(THAI_DIGITS)
    if style < 0.9:
        return f"{day.day}/{day.month}/{year}"
    return f"{day:%d-%m-%Y}"
