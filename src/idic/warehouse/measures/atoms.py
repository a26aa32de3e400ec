"""The aggregates that all measures are made of."""

from __future__ import annotations

from typing import Any

from idic.warehouse.measures.declaration import Atom, Different
from idic.warehouse.measures.service_atoms import SERVICE


def _sale(t: Any) -> Any:
    return t.kind == "sale"


def _named_sale(t: Any) -> Any:
    return _sale(t) & t.customer_id.notnull()


def _back(t: Any) -> Any:
    return t.kind != "sale"


def _given(t: Any) -> Any:
    return (t.state == "given") & t.to_day.isnull()


_SALES = (
    Atom("net", "sales", lambda t: t.amount_e4.sum(), lambda t: t.total_e4.sum(), e4=True),
    Atom(
        "gross", "sales", lambda t: t.amount_e4.sum(where=_sale(t)), lambda t: t.total_e4.sum(where=_sale(t)), e4=True
    ),
    Atom(
        "returned", "sales", lambda t: -t.amount_e4.sum(where=_back(t)), lambda t: -t.total_e4.sum(where=_back(t)),
        e4=True,
    ),
    Atom("quantity", "sales", lambda t: t.quantity_e4.sum(), e4=True),
    Atom("discount", "sales", lambda t: t.discount_e4.sum(where=_sale(t)), e4=True),
    Atom("before_discount", "sales", lambda t: (t.amount_e4 + t.discount_e4).sum(where=_sale(t)), e4=True),
    Atom(
        "purchases", "sales", Different("purchase_id", _sale), lambda t: t.count(where=_sale(t)),
        lines_add=False,
    ),
    Atom(
        "named_purchases", "sales", Different("purchase_id", _named_sale),
        lambda t: t.count(where=_sale(t) & t.customer_id.notnull()), lines_add=False,
    ),
    Atom(
        "named_net", "sales", lambda t: t.amount_e4.sum(where=t.customer_id.notnull()),
        lambda t: t.total_e4.sum(where=t.customer_id.notnull()), e4=True,
    ),
    Atom(
        "buyers", "sales", Different("customer_id", _sale), Different("customer_id", _sale), lines_add=False, heads_add=False,
    ),
    Atom("lines", "sales", lambda t: t.count(where=_sale(t)), lambda t: t.line_count.sum(where=_sale(t))),
    Atom("products", "sales", Different("product_id", _sale), lines_add=False),
)  # fmt: skip

_PEOPLE = (
    Atom("customers", "people", lambda t: t.count()),
    Atom("lifetime_value", "people", lambda t: t.lifetime_value_e4.sum(), e4=True, scores=("lifetime_value_e4",)),
    Atom("valued", "people", lambda t: t.lifetime_value_e4.count(), scores=("lifetime_value_e4",)),
    Atom("alive", "people", lambda t: t.p_alive.sum(), scores=("p_alive",)),
    Atom("modelled", "people", lambda t: t.p_alive.count(), scores=("p_alive",)),
    Atom("expected", "people", lambda t: t.expected_purchases.sum(), scores=("expected_purchases",)),
    Atom("recency", "people", lambda t: t.recency_days.sum(), scores=("recency_days",)),
    Atom("with_recency", "people", lambda t: t.recency_days.count(), scores=("recency_days",)),
    Atom("new_customers", "arrivals", lambda t: t.count()),
)

_WORK = (
    Atom("contacts", "contacts", lambda t: t.count()),
    Atom("contacted", "contacts", Different("customer_id"), lines_add=False),
    Atom("tasks_done", "closings", lambda t: t.count(where=(t.source == "task") & (t.state == "done"))),
    Atom("follow_ups_closed", "closings", lambda t: t.count(where=(t.source == "follow_up") & (t.state == "done"))),
    Atom(
        "follow_ups_reached", "closings",
        lambda t: t.count(where=(t.source == "follow_up") & (t.state == "done") & t.outcome.startswith("reached")),
    ),
    Atom("campaign_contacts", "campaigns", lambda t: t.count()),
    Atom("campaign_customers", "campaigns", Different("customer_id"), lines_add=False),
    Atom("redemptions", "campaigns", lambda t: t.redeemed_on.count()),
    Atom("consents", "consents", lambda t: t.count(where=_given(t))),
    Atom("consenting", "consents", Different("customer_id", _given), lines_add=False),
    Atom("consents_given", "choices", lambda t: t.count(where=t.state == "given")),
    Atom("consents_withdrawn", "choices", lambda t: t.count(where=t.state == "withdrawn")),
)  # fmt: skip

ATOMS: dict[str, Atom] = {atom.code: atom for atom in (*_SALES, *_PEOPLE, *_WORK, *SERVICE)}
