"""The business's place: its time zone, currency and language."""

from __future__ import annotations

import re
import zoneinfo

from idic.foundation.configuration.errors import Refused
from idic.foundation.configuration.setting import Setting

LANGUAGES = ("en", "th", "zh-hans", "zh-hant")


def time_zone(text: str) -> zoneinfo.ZoneInfo:
    try:
        return zoneinfo.ZoneInfo(text)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        raise Refused("") from None


def currency(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z]{3}", text):
        raise Refused("")
    return text.upper()


def language(text: str) -> str:
    if text.lower() not in LANGUAGES:
        raise Refused("")
    return text.lower()


TIME_ZONE = Setting(
    "IDIC_TIME_ZONE",
    "a time zone name such as Asia/Bangkok",
    time_zone,
    zoneinfo.ZoneInfo("Asia/Bangkok"),
    "Asia/Bangkok",
    "The business's time zone: days, weeks and months of every figure begin at its midnight.",
)
CURRENCY = Setting(
    "IDIC_CURRENCY",
    "a currency code of three letters such as THB",
    currency,
    "THB",
    "THB",
    "The business's currency, used where a purchase names none.",
)
LANGUAGE = Setting(
    "IDIC_LANGUAGE",
    "one of en, th, zh-hans, zh-hant",
    language,
    "en",
    "en",
    "The language shown before a user has chosen one.",
)
