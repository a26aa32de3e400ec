"""What a run foretells: the definition is part of the record, and nothing is trained before it is fixed."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from idic.domain.differentiate.registry.enums import Purpose
from idic.domain.differentiate.registry.errors import QuestionRefused


class Kind(models.TextChoices):
    """The first three say when a customer counts as lost; the others are outcomes that the user picks."""

    SILENCE = "gap", gettext_lazy("No purchase for so many days")
    ALIVE = "p_alive", gettext_lazy("Probability of still buying falls below a limit")
    CONTRACT = "contractual", gettext_lazy("A contract ends and is not renewed")
    CATEGORY = "category", gettext_lazy("Buys something of a category")
    CAMPAIGN = "campaign", gettext_lazy("Answers a campaign")
    ATTRIBUTE = "attribute", gettext_lazy("An attribute has a certain value")


CHURN_KINDS = (Kind.SILENCE, Kind.ALIVE, Kind.CONTRACT)
LEARNERS = (
    ("boosting", gettext_lazy("Boosted trees (LightGBM), with a logistic regression beside it")),
    ("logistic", gettext_lazy("Logistic regression alone: every weight can be read")),
)
GROUPS = (
    (
        "behaviour",
        gettext_lazy("Behaviour: purchases, gaps, trends, discounts, returns, channels, contacts, campaigns"),
    ),
    ("demography", gettext_lazy("Who they are: age, sex, person or organisation")),
)
_DAYS = {"horizon_days": (7, 1095), "feature_days": (30, 1825), "gap_days": (0, 180), "grace_days": (0, 365)}


@dataclass(frozen=True)
class Question:
    """`horizon_days`, `gap_days`, `feature_days`: label window, blind days, feature window. `cut`: of P(alive).

    `target` names the category, the campaign, or the attribute; `value` the attribute's value that counts as it.
    `attributes`: further columns of the customer that may explain. The last three are the sum of the profit cut.
    """

    kind: str = Kind.SILENCE
    horizon_days: int = 90
    gap_days: int = 0
    feature_days: int = 365
    grace_days: int = 30
    cut: float = 0.5
    target: str = ""
    value: str = ""
    learner: str = "boosting"
    groups: tuple[str, ...] = ("behaviour", "demography")
    attributes: tuple[str, ...] = ()
    contact_cost: float = 5.0
    save_rate: float = 0.2
    worth: float = 100.0
    # "today" of the run; None: the day of the newest figures
    as_of: str = ""
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def purpose(self) -> Purpose:
        return Purpose.CHURN if self.kind in CHURN_KINDS else Purpose.OUTCOME

    @property
    def subject(self) -> str:
        """Models of one subject take turns: one of them is in use. All definitions of churn are one."""
        return "" if self.purpose == Purpose.CHURN else f"{self.kind}:{self.target}:{self.value}"[:80]

    @property
    def is_dated(self) -> bool:
        """An attribute has no date: then nothing can be split by time."""
        return self.kind != Kind.ATTRIBUTE

    @property
    def day(self) -> date | None:
        return date.fromisoformat(self.as_of) if self.as_of else None

    def as_dict(self) -> dict[str, Any]:
        return {**asdict(self), "groups": list(self.groups), "attributes": list(self.attributes)}


def read_question(kept: dict[str, Any]) -> Question:
    known = {name: value for name, value in kept.items() if name in Question.__dataclass_fields__}
    for name in ("groups", "attributes"):
        if name in known:
            known[name] = tuple(known[name])
    return Question(**known)


def checked(question: Question) -> Question:
    """Raises QuestionRefused, which names the field."""
    if question.kind not in Kind.values:
        raise QuestionRefused("kind", _("Choose what is to be foretold."))
    for name, (least, most) in _DAYS.items():
        if not least <= getattr(question, name) <= most:
            raise QuestionRefused(
                name, _("Give a number of days from %(least)s to %(most)s.") % {"least": least, "most": most}
            )
    if question.kind == Kind.ALIVE and not 0 < question.cut < 1:
        raise QuestionRefused("cut", _("The limit of a probability lies between 0 and 1."))
    if question.kind in (Kind.CONTRACT, Kind.CATEGORY, Kind.CAMPAIGN, Kind.ATTRIBUTE) and not question.target:
        raise QuestionRefused("target", _("Choose what it is about: the attribute, the category or the campaign."))
    if question.kind == Kind.ATTRIBUTE and not question.value:
        raise QuestionRefused("value", _("Say which value of the attribute counts as “yes”."))
    if not question.groups and not question.attributes:
        raise QuestionRefused("groups", _("Choose at least one kind of feature that may explain the outcome."))
    if question.learner not in dict(LEARNERS):
        raise QuestionRefused("learner", _("Choose a method."))
    if question.contact_cost < 0 or not 0 <= question.save_rate <= 1 or question.worth < 0:
        raise QuestionRefused("contact_cost", _("Costs and worth are not negative, and a rate lies between 0 and 1."))
    return question
