"""Who is about to leave, ranked by what a contact with them is expected to bring."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, FloatField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Cast

from idic.domain.differentiate.models import CustomerScore, Prediction, RiskList, RiskListEntry, TrainedModel
from idic.domain.differentiate.registry.enums import Band
from idic.domain.identify.models import Customer
from idic.domain.identify.rules import free_of_locks, visible_customers
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require

#: Ranked by profit are so many of the highest risks.
MOST_RANKED = 20_000
_FEWEST_LOOKED_AT, _GROWING = 2, 8
CALL, WRITE, LEAVE = "call", "write", "leave"
#: A contact that brings several times its cost is worth a person's time.
_WORTH_A_CALL = 5


@dataclass(frozen=True)
class Terms:
    """`worth`: of a customer that stays; None takes each one's own lifetime value (and `otherwise` where it is unknown)."""

    contact_cost: float
    save_rate: float
    worth: float | None = None
    otherwise: float = 0.0


@dataclass(frozen=True)
class Ranked:
    customer: Customer
    risk: float
    band: str
    reasons: list[dict[str, Any]]
    profit: float
    action: str


def ranked(user: User, model: TrainedModel, terms: Terms, *, limit: int) -> list[Ranked]:
    """The most profitable first; whom the user may not see, and whose data is locked, are left out."""
    require(user, "value.see")
    order = _by_profit(model, terms)
    visible = visible_customers(user).filter(free_of_locks()).values("pk")
    found: list[Ranked] = []
    start, size = 0, _FEWEST_LOOKED_AT * limit
    # mostly the first of them may all be seen; whoever sees little has more of them looked at each time
    while len(found) < limit and start < len(order):
        profits = dict(order[start : start + size])
        rows = (
            Prediction.objects.filter(model=model, customer__in=list(profits))
            .filter(customer__in=visible)
            .select_related("customer")
            .defer("customer__search_text", "customer__search_keys", "customer__facts", "customer__provenance")
        )
        seen = {one.customer_id: one for one in rows}
        found += [_ranked(seen[customer], profit, terms) for customer, profit in profits.items() if customer in seen]
        start, size = start + size, size * _GROWING
    return found[:limit]


def _by_profit(model: TrainedModel, terms: Terms) -> list[tuple[int, float]]:
    """Customers and what a contact with each brings; of the highest risks alone, so that a million customers are not
    looked up for twenty-five."""
    top = Prediction.objects.filter(model=model).order_by("-score", "customer")
    if terms.worth is not None:
        kept = [
            (customer, score, terms.worth) for customer, score in top.values_list("customer_id", "score")[:MOST_RANKED]
        ]
    else:
        own = CustomerScore.objects.filter(customer=OuterRef("customer_id")).values("lifetime_value")
        valued = top.annotate(own=Cast(Subquery(own), FloatField())).values_list("customer_id", "score", "own")
        kept = [
            (customer, score, max(terms.otherwise if worth is None else worth, 0.0))
            for customer, score, worth in valued[:MOST_RANKED]
        ]
    profits = [(customer, score * terms.save_rate * worth - terms.contact_cost) for customer, score, worth in kept]
    return sorted(profits, key=lambda one: (-one[1], one[0]))


def _ranked(one: Prediction, profit: float, terms: Terms) -> Ranked:
    return Ranked(one.customer, one.score, one.band, one.reasons, profit, action_for(profit, terms))


def action_for(profit: float, terms: Terms) -> str:
    if profit <= 0:
        return LEAVE
    return CALL if profit >= _WORTH_A_CALL * terms.contact_cost else WRITE


def bands_of(model: TrainedModel) -> dict[str, int]:
    """How many stand in each band."""
    found = dict(Prediction.objects.filter(model=model).values_list("band").annotate(Count("pk")))
    return {band: found.get(band, 0) for band in Band.values}


def prediction_of(model: TrainedModel, customer_id: int) -> Prediction | None:
    return Prediction.objects.filter(model=model, customer_id=customer_id).first()


def predictions_of(customer_id: int) -> list[Prediction]:
    """What every model in use says about one customer."""
    return list(
        Prediction.objects.filter(customer_id=customer_id, model__in_use=True)
        .select_related("model")
        .defer("model__content", "model__population")
        .order_by("model__purpose", "model_id")
    )


def access_risk_lists(user: User) -> QuerySet[RiskList]:
    require(user, "value.see")
    return RiskList.objects.select_related("owner", "created_by", "model").defer(
        "model__content", "model__population", "model__figures"
    )


def access_risk_list(user: User, pk: int) -> RiskList:
    found = access_risk_lists(user).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def entries_of(user: User, found: RiskList) -> QuerySet[RiskListEntry]:
    return (
        RiskListEntry.objects.filter(risk_list=found, customer__in=visible_customers(user).values("pk"))
        .select_related("customer")
        .defer("customer__search_text", "customer__search_keys", "customer__facts", "customer__provenance")
        .order_by("place")
    )


def as_money(value: float) -> Decimal:
    return Decimal(str(round(value, 2)))
