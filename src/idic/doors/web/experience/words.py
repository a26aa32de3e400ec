from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from idic.methods.experience import Lever, Offered, Stage

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

STAGES: dict[Stage, tuple[str | _StrPromise, str | _StrPromise]] = {
    Stage.PURCHASE: (_("Purchase"), _("How easy is it to find us, to choose and to pay?")),
    Stage.DELIVERY: (_("Delivery"), _("How long does it take, and does the customer have to arrange it?")),
    Stage.USE: (_("Use"), _("Does it need training, and does it do what it should?")),
    Stage.SUPPLEMENTS: (_("Supplements"), _("What else is needed for it to work, and what does that cost?")),
    Stage.MAINTENANCE: (_("Maintenance"), _("Who looks after it, how often, at what cost?")),
    Stage.DISPOSAL: (_("Disposal"), _("What becomes of it at the end, and who takes it away?")),
}
LEVERS: dict[Lever, str | _StrPromise] = {
    Lever.PRODUCTIVITY: _("Productivity"),
    Lever.SIMPLICITY: _("Simplicity"),
    Lever.CONVENIENCE: _("Convenience"),
    Lever.RISK: _("Risk"),
    Lever.FUN_AND_IMAGE: _("Fun and image"),
    Lever.ENVIRONMENT: _("Environment"),
}
OFFERED: dict[Offered, str | _StrPromise] = {
    Offered.NOBODY: _("Nobody"), Offered.US: _("Only we"), Offered.INDUSTRY: _("Only others"), Offered.BOTH: _("We and others"),
}  # fmt: skip
OFFERED_ICONS = {
    Offered.NOBODY: "circle-dashed", Offered.US: "star", Offered.INDUSTRY: "building-store", Offered.BOTH: "users",
}  # fmt: skip
