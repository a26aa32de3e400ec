"""What scores and segments add to the customer as a noun."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from idic.domain.differentiate.enums import RfmGroup, Tense, Tier
from idic.domain.differentiate.models.customer_score import SORTED_LAST
from idic.domain.differentiate.models.segment import Segment
from idic.domain.differentiate.models.trained_model import TrainedModel
from idic.domain.differentiate.ready_segments import name_in_words
from idic.domain.differentiate.registry.enums import Band, Purpose
from idic.domain.differentiate.registry.names import cluster_name
from idic.foundation.nouns.fields import Choice, Choices, Field, ReadChoices, Shown
from idic.foundation.stamps.kept import kept
from idic.foundation.storage.remembered import PlainRows
from idic.methods.predicate import FieldType


def _score(name: str) -> Callable[[Any], object]:
    """A customer whom no refresh has seen has no score."""
    return lambda customer: getattr(getattr(customer, "score", None), name, None)


def _exact(column: str) -> str:
    """A float as the shortest number that means it: cast straight to numeric, it would lose its last digits."""
    return f"{column}::text::numeric"


def _code(name: str, label: Any, choices: Choices) -> Field:
    return Field(
        name, "value", FieldType.CODE, label, f"nullif(s.{name}, '')", choices, shown=Shown.CODE, value=_score(name),
        permission="value.see",
    )  # fmt: skip


def _figure(
    name: str, label: Any, *, kind: FieldType = FieldType.NUMBER, shown: Shown = Shown.NUMBER, column: str = "",
    expression: str = "", **more: Any,
) -> Field:  # fmt: skip
    column = column or name
    return Field(
        name, "value", kind, label, expression or f"s.{column}", shown=shown, value=_score(column),
        permission="value.see", **more,
    )  # fmt: skip


def _by(column: str, name: str) -> Callable[[QuerySet[Any]], QuerySet[Any]]:
    """Only who has a score stands in an order of scores; what is not known comes last, as the index has it."""
    return lambda rows: rows.filter(score__isnull=False).annotate(
        **{name: Coalesce(F(f"score__{column}"), SORTED_LAST)}
    )


@cache
def _living() -> PlainRows[Segment]:
    return PlainRows(Segment.objects.filter(is_archived=False).only("code", "name").order_by("id"))


def _segment_choices() -> Sequence[Choice]:
    living = kept("living segments", _living())
    return [(str(pk), name_in_words(code, name)) for pk, code, name in living]


def _segments_of(customer: Any) -> list[str]:
    return [str(pk) for pk in getattr(getattr(customer, "score", None), "segment_ids", ())]


@cache
def _clusters_in_use() -> PlainRows[TrainedModel]:
    return PlainRows(TrainedModel.objects.filter(in_use=True, purpose=Purpose.NEEDS).only("names"))


def _cluster_choices() -> Sequence[Choice]:
    """By number, under the names that people gave them."""
    read = _clusters_in_use()
    return [
        (number, cluster_name(names, number))
        for row in kept("needs clusters in use", read)
        for names in (read.record(row).names,)
        for number in sorted(names, key=int)
    ]


def _cluster_of(customer: Any) -> str:
    number = getattr(getattr(customer, "score", None), "needs_cluster", None)
    return "" if number is None else str(number)


FIELDS = (
    _code("tense", _("Customer tense"), Tense.choices),
    _code("rfm_group", _("RFM group"), RfmGroup.choices),
    _code("tier", _("Value tier"), Tier.choices),
    _figure("r", _("Recency score (1 to 5)")),
    _figure("f", _("Frequency score (1 to 5)")),
    _figure("m", _("Monetary score (1 to 5)")),
    _figure("recency_days", _("Days since the last purchase")),
    _figure("frequency", _("Number of purchases")),
    _figure(
        "monetary", _("Net spend"), shown=Shown.MONEY, order="sorted_spend", ordered=_by("monetary", "sorted_spend")
    ),
    _figure("first_purchase", _("First purchase"), kind=FieldType.DATE, shown=Shown.DAY, column="first_at"),
    _figure("last_purchase", _("Last purchase"), kind=FieldType.DATE, shown=Shown.DAY, column="last_at"),
    _figure(
        "p_alive", _("Probability of still buying (0 to 1)"), shown=Shown.SHARE, expression=_exact("s.p_alive")
    ),
    _figure(
        "lifetime_value", _("Customer lifetime value"), shown=Shown.MONEY, order="sorted_value",
        ordered=_by("lifetime_value", "sorted_value"),
    ),
    _figure("churn_risk", _("Risk of leaving (0 to 1)"), shown=Shown.SHARE, expression=_exact("s.churn_risk")),
    _code("churn_band", _("Risk band"), Band.choices),
    Field(
        "needs_cluster", "value", FieldType.CODE, _("Needs cluster"), "s.needs_cluster::text",
        ReadChoices(_cluster_choices), shown=Shown.CODE, value=_cluster_of, permission="value.see",
    ),
    Field(
        "segment", "value", FieldType.CODES, _("Segment"),
        "CASE WHEN cardinality(s.segment_ids) > 0 THEN s.segment_ids::text[] END", ReadChoices(_segment_choices),
        shown=Shown.CODES, value=_segments_of, permission="segment.see",
    ),
)  # fmt: skip

JOIN = "LEFT JOIN differentiate_customerscore s ON s.customer_id = c.id"


def listed(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.select_related("score")
