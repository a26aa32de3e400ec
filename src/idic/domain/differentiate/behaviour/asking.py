"""What an analysis of the purchases is asked about, as it is kept with the result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date

from django.utils.translation import gettext as _

from idic.domain.differentiate.behaviour.errors import AnalysisRefused
from idic.domain.differentiate.enums import AnalysisKind
from idic.warehouse.marts.baskets import LEVELS

MONTHS = (3, 6, 12, 24, 60)
GAPS = (0, 14, 30, 90, 180)
LENGTHS = (2, 3)
WINDOWS = (7, 14, 30, 60, 90)
EACH_KIND, EACH_CAMPAIGN = "kind", "campaign"
TOUCHES = (EACH_KIND, EACH_CAMPAIGN)
FALSE_SHARES = (0.01, 0.05, 0.1)
ON_PURCHASES = (AnalysisKind.BASKETS, AnalysisKind.PATHS, AnalysisKind.COHORTS, AnalysisKind.RHYTHM)
CATEGORY_LEVELS = LEVELS[1:]


@dataclass(frozen=True)
class Asked:
    """`min_count` 0: chosen from the number of receipts. `segment` 0: all customers. `max_gap` 0: any time between two
    steps. `outcome`: the category whose purchase the contacts lead to, 0 any; `window`: for so many days a contact counts.
    What a kind does not need stays as it is."""

    level: str = "category_2"
    months: int = 12
    segment: int = 0
    min_count: int = 0
    max_q: float = 0.05
    length: int = 2
    max_gap: int = 0
    outcome: int = 0
    touches: str = EACH_KIND
    window: int = 30

    def as_dict(self) -> dict[str, object]:
        return asdict(self)

    def since(self, until: date) -> date:
        month = until.year * 12 + until.month - 1 - self.months
        return date(month // 12, month % 12 + 1, min(until.day, 28))


DEFAULTS: dict[str, Asked] = {
    AnalysisKind.BASKETS: Asked(),
    AnalysisKind.PATHS: Asked(level="category_1", max_gap=90),
    AnalysisKind.COHORTS: Asked(months=24),
    AnalysisKind.RHYTHM: Asked(level="category_1", months=24),
}


def asked_from(kind: str, told: Mapping[str, object]) -> Asked:
    """From a form or from what was kept; raises AnalysisRefused."""
    base = DEFAULTS[kind].as_dict()
    values = {name: told[name] for name in base if told.get(name) not in (None, "")}
    try:
        asked = Asked(
            level=str(values.get("level", base["level"])),
            months=int(str(values.get("months", base["months"]))),
            segment=int(str(values.get("segment", 0))),
            min_count=int(str(values.get("min_count", 0))),
            max_q=float(str(values.get("max_q", base["max_q"]))),
            length=int(str(values.get("length", base["length"]))),
            max_gap=int(str(values.get("max_gap", base["max_gap"]))),
            outcome=int(str(values.get("outcome", 0))),
            touches=str(values.get("touches", base["touches"])),
            window=int(str(values.get("window", base["window"]))),
        )
    except ValueError:
        raise AnalysisRefused("min_count", _("Give whole numbers.")) from None
    levels = LEVELS if kind == AnalysisKind.BASKETS else CATEGORY_LEVELS
    for field, value, allowed in (
        ("level", asked.level, levels), ("months", asked.months, MONTHS), ("length", asked.length, LENGTHS),
        ("max_q", asked.max_q, FALSE_SHARES), ("max_gap", asked.max_gap, GAPS),
        ("touches", asked.touches, TOUCHES), ("window", asked.window, WINDOWS),
    ):  # fmt: skip
        if value not in allowed:
            raise AnalysisRefused(field, _("Choose one of the values that are offered."))
    if asked.outcome < 0:
        raise AnalysisRefused("outcome", _("Choose one of the values that are offered."))
    if asked.min_count < 0 or asked.min_count == 1:
        raise AnalysisRefused(
            "min_count", _("What stands on one receipt only says nothing. Give 2 or more, or leave it empty.")
        )
    return asked
