"""The ways in which each page is looked at; each has a user of its own, so that nothing has to be switched between pages."""

from __future__ import annotations

from dataclasses import dataclass
from zlib import crc32

import pytest

from tests.scenarios.pages import CONTRASTS, PAGES, Page

DESK = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
PASSWORD = "three-rivers-and-a-hill"


@dataclass(frozen=True)
class Look:
    name: str
    language: str
    theme: str
    width: int
    height: int

    @property
    def email(self) -> str:
        return f"{self.name}@example.com"


LOOKS = (
    Look("english", "en", "light", **DESK),
    Look("thai", "th", "light", **DESK),
    Look("simplified", "zh-hans", "light", **DESK),
    Look("traditional", "zh-hant", "light", **DESK),
    Look("dark", "en", "dark", **DESK),
    Look("thai-phone", "th", "light", **PHONE),
    Look("traditional-phone", "zh-hant", "light", **PHONE),
)
#: Those that tell whether a page fits a phone.
PHONES = tuple(look for look in LOOKS if look.width == PHONE["width"])
#: Colours are the same in every language, and what stands around a page is so on every page: contrasts are measured in these,
#: the frame in one, and both on some pages in every look but the usual one.
MEASURED, FRAMED = ("english", "dark", "traditional-phone"), "english"
#: What every run looks at, in a long alphabet: of the pages inside one in five on a phone, always the same; whatever people
#: outside see; and some from a desk as well. The rest is `slow`.
USUAL, USUAL_DESK = "thai-phone", "thai"
_ONE_IN = 5
_OUTSIDE = ("portal:", "chat:", "counter:", "help:", "web_form:", "charter", "sign-in")


def looked_at(looks: tuple[Look, ...]) -> list[object]:
    """Each page in each of these ways. What is slow goes to several processes, a look to each, of which every one opens a
    product of its own; the usual is in the group of the stories."""
    return [
        pytest.param(page, look, id=f"{page.id}-{look.name}", marks=() if _usual(page, look) else _slow(look))
        for page in PAGES
        for look in looks
    ]


def _slow(look: Look) -> tuple[pytest.MarkDecorator, ...]:
    return pytest.mark.slow, pytest.mark.xdist_group(f"look {look.name}")


def has_contrasts(page: Page, look: Look) -> bool:
    return look.name in MEASURED or _in_full(page, look)


def has_frame(page: Page, look: Look) -> bool:
    return look.name == FRAMED or _in_full(page, look)


def _in_full(page: Page, look: Look) -> bool:
    return page.id in CONTRASTS and look.name != USUAL


def _usual(page: Page, look: Look) -> bool:
    if page.id in CONTRASTS:
        return look.name in (USUAL, USUAL_DESK)
    return look.name == USUAL and (page.id.startswith(_OUTSIDE) or crc32(page.id.encode()) % _ONE_IN == 0)
