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
#: Two passes over all pages that every run makes: both widths, a long alphabet and a short one. The rest is `slow`.
USUAL = ("english", "thai-phone")
#: The pass in which every run asks axe too; it costs more than the page itself.
USUAL_WITH_AXE = ("english",)
PHONES = tuple(look for look in LOOKS if look.width == PHONE["width"])


def looked_at(looks: tuple[Look, ...], usual: tuple[str, ...] = USUAL) -> list[object]:
    return [pytest.param(look, id=look.name, marks=() if look.name in usual else pytest.mark.slow) for look in looks]
