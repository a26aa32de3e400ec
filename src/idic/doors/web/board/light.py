"""The traffic light of the wall, with its reason."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from idic.domain.interact.cases.queries.wall import Tally
from idic.foundation.languages import formats

#: From this part of the open cases on, what is overdue is more than a few that slipped.
MANY = 0.05


@dataclass(frozen=True)
class Light:
    """`tone`: green, amber or red. The word says it to whoever cannot see the colour."""

    tone: str
    word: str
    reason: str


def light_of(tally: Tally) -> Light:
    if tally.overdue and tally.overdue >= MANY * tally.open:
        return Light("red", _("Act now"), _overdue(tally))
    if tally.overdue:
        return Light("amber", _("Watch out"), _overdue(tally))
    if tally.unclaimed:
        words = ngettext(
            "%(n)s case runs out within the hour and nobody has it.",
            "%(n)s cases run out within the hour and nobody has them.", tally.unclaimed,
        )  # fmt: skip
        return Light("amber", _("Watch out"), words % {"n": formats.number(tally.unclaimed)})
    if tally.soon:
        words = ngettext(
            "%(n)s case runs out within the hour; somebody has it.",
            "%(n)s cases run out within the hour; each has somebody.", tally.soon,
        )  # fmt: skip
        return Light("green", _("All well"), words % {"n": formats.number(tally.soon)})
    return Light("green", _("All well"), _("Nothing is overdue, and nothing runs out within the hour."))


def _overdue(tally: Tally) -> str:
    words = ngettext(
        "%(n)s of %(open)s open cases is overdue (%(share)s).", "%(n)s of %(open)s open cases are overdue (%(share)s).",
        tally.overdue,
    )  # fmt: skip
    share = formats.percent(tally.overdue / tally.open)
    return words % {"n": formats.number(tally.overdue), "open": formats.number(tally.open), "share": share}
