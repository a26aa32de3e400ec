from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from idic.domain.differentiate.enums import Tense
from idic.domain.differentiate.life.lives import COMPETITOR

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

EXPLAINED: dict[str, _StrPromise] = {
    Tense.CURRENT: _(
        "Bought within three of their own usual gaps between purchases, or within a year after the only one."
    ),
    Tense.PAST: _("Have bought, and longer ago than their own rhythm allows."),
    Tense.FUTURE: _("Have not bought yet, and somebody is following them up or they asked for more."),
    Tense.UNCLASSIFIED: _("Known to us, without a purchase and without a sign of interest."),
    COMPETITOR: _(
        "Give most of their spending to a competitor, as told in their share of wallet. They may be ours too."
    ),
}

ICONS = {
    Tense.CURRENT: "user-check",
    Tense.PAST: "history",
    Tense.FUTURE: "user-plus",
    Tense.UNCLASSIFIED: "help-circle",
    COMPETITOR: "building-store",
}


def kind_name(code: str) -> str:
    return str(_("Competitors' customers")) if code == COMPETITOR else str(Tense(code).label)
