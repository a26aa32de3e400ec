"""The ways in which each page is looked at; each has a user of its own, so that nothing has to be switched between pages."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

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
    # At the width of a phone one language shows what axe can find; the other is there for its width.
    with_axe: bool = True

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
    Look("traditional-phone", "zh-hant", "light", **PHONE, with_axe=False),
)
#: What every run looks at: a long alphabet at a desk, drawn narrow as well. The rest is `slow`.
USUAL = ("thai",)
PHONES = tuple(look for look in LOOKS if look.width == PHONE["width"])
#: Those that tell whether a page fits a phone.
NARROW = (*(look for look in LOOKS if look.name in USUAL), *PHONES)


def looked_at(looks: tuple[Look, ...]) -> list[object]:
    return [pytest.param(look, id=look.name, marks=() if look.name in USUAL else pytest.mark.slow) for look in looks]
