"""What customers are compared by, and how many clusters are looked for."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from idic.domain.differentiate.registry.errors import QuestionRefused

LEAST_CLUSTERS, MOST_CLUSTERS = 2, 10
#: Figures of behaviour that speak of needs and not of worth.
HABITS = (
    ("frequency", gettext_lazy("How often they buy")),
    ("mean_basket", gettext_lazy("Spend at each purchase")),
    ("median_gap", gettext_lazy("Days between two purchases")),
    ("discount_share", gettext_lazy("Share bought with a discount")),
    ("return_share", gettext_lazy("Share taken back")),
    ("weekend_share", gettext_lazy("Share bought at weekends")),
    ("categories", gettext_lazy("Number of categories")),
    ("channels", gettext_lazy("Number of channels")),
    ("campaigns_redeemed", gettext_lazy("Campaigns answered")),
)
LOGGED = frozenset({"frequency", "mean_basket", "median_gap", "categories", "channels", "campaigns_redeemed"})


@dataclass(frozen=True)
class NeedsQuestion:
    """`with_categories`: the share of spend that goes into each category. `k`: 0 lets the silhouette choose.

    `ratings`: attributes that are answers on one scale: each customer's own mean is taken off them.
    """

    feature_days: int = 365
    with_categories: bool = True
    habits: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()
    ratings: tuple[str, ...] = ()
    k: int = 0

    def as_dict(self) -> dict[str, Any]:
        kept = asdict(self)
        return {name: list(value) if isinstance(value, tuple) else value for name, value in kept.items()}


def read_needs(kept: dict[str, Any]) -> NeedsQuestion:
    known: dict[str, Any] = {name: one for name, one in kept.items() if name in NeedsQuestion.__dataclass_fields__}
    told: dict[str, Any] = {name: tuple(one) if isinstance(one, list) else one for name, one in known.items()}
    return NeedsQuestion(**told)


def checked_needs(question: NeedsQuestion) -> NeedsQuestion:
    if not 30 <= question.feature_days <= 1825:
        raise QuestionRefused("feature_days", _("Give a number of days from 30 to 1825."))
    if not (question.with_categories or question.habits or question.attributes):
        raise QuestionRefused("with_categories", _("Choose what customers are compared by."))
    if question.k and not LEAST_CLUSTERS <= question.k <= MOST_CLUSTERS:
        raise QuestionRefused("k", _("Choose from 2 to 10 clusters, or leave the number to the silhouette."))
    return question
