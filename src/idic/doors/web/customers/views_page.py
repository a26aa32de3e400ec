from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from idic.domain.differentiate.models import CustomerScore
from idic.domain.differentiate.queries.memberships import segments_among
from idic.domain.differentiate.queries.scores import score_of
from idic.domain.identify.enums import CustomerKind
from idic.domain.identify.models import Customer
from idic.domain.identify.queries.customers import access_customer, contact_points_of
from idic.domain.identify.queries.records import records_shown
from idic.domain.interact.queries.follow_ups import follow_ups_of_customer
from idic.domain.sales.queries.customer_purchases import SpendByMonth, latest_purchases, spend_by_month
from idic.doors.web.customers.badges import Badge, group_badge, tense_badge, tier_badge
from idic.doors.web.customers.contacts import contacts_for
from idic.doors.web.customers.facts import facts_of
from idic.doors.web.customers.reasons import Sentence, worded_reasons
from idic.doors.web.customers.wording import keeper_of, segment_name
from idic.doors.web.records.strip import strip_of
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.shell.addresses import address_of
from idic.doors.web.shell.charts import ChartTable
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import may
from idic.foundation.desk.subjects import Subject
from idic.foundation.nouns.registry import noun_of

_MOST_SEGMENTS = 20


@dataclass(frozen=True)
class Meter:
    """A score of 1 to 5; `marks` are the five dots, filled up to the score."""

    label: str
    score: int
    marks: tuple[bool, ...]


class SegmentShown(NamedTuple):
    """What a remembered line shows of a segment."""

    pk: int
    name: str
    size: int


@require_GET
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    user = request.user
    customer = access_customer(user, pk)
    if customer.pk != pk:
        return redirect("customers:detail", pk=customer.pk)
    strip = strip_of(request, Subject(noun_of("customer"), customer))
    return render(
        request,
        "customers/detail.html",
        {
            "customer": customer,
            "strip": strip,
            "is_organisation": customer.kind == CustomerKind.ORGANISATION,
            "keeper": keeper_of(customer),
            "may_change": may(user, "customer.change"),
            "may_merge": may(user, "customer.merge") and may(user, "customer.change"),
            "may_follow_up": may(user, "follow_up.create"),
            **(_overview(user, customer) if strip.is_overview else _states(user, customer)),
        },
    )


def _overview(user: User, customer: Customer) -> dict[str, object]:
    records = records_shown(customer)
    return {
        "records": records,
        "facts": facts_of(customer, records, user),
        "contacts": contacts_for(user, contact_points_of(customer)),
        "may_reveal": may(user, "customer.reveal"),
        "currency": settings.CONFIGURATION.currency,
        "today": timezone.localdate(),
        "sees_campaigns": may(user, "campaign.see"),
        **_value(user, customer),
        **_purchases(user, customer),
        **_follow_ups(user, customer),
    }


def _states(user: User, customer: Customer) -> dict[str, object]:
    """What the head of the page shows of the scores, whichever tab is open below it."""
    score = score_of(customer.pk) if may(user, "value.see") else None
    return {"badges": _badges(score)} if score is not None else {}


def _value(user: User, customer: Customer) -> dict[str, object]:
    if not may(user, "value.see"):
        return {"sees_value": False}
    score = score_of(customer.pk)
    found: dict[str, object] = {"sees_value": True, "score": score}
    if score is not None:
        currency = settings.CONFIGURATION.currency
        found |= {
            "badges": _badges(score),
            "reasons": _grouped(worded_reasons(score, currency=currency)),
            "meters": _meters(score),
            "is_one_purchase": "one_purchase_day" in score.reasons,
        }
        if may(user, "segment.see") and score.segment_ids:
            segments = segments_among(score.segment_ids)[:_MOST_SEGMENTS]
            found["segments"] = [
                (
                    SegmentShown(one.pk, segment_name(one), one.size),
                    address_of("customers:membership", [customer.pk, one.pk]),
                )
                for one in segments
            ]
    return found


def _badges(score: CustomerScore) -> list[Badge]:
    return [badge for badge in (tense_badge(score), tier_badge(score), group_badge(score)) if badge]


def _grouped(sentences: list[Sentence]) -> list[tuple[str, list[Sentence]]]:
    titles = {
        "missing": _("What is not known, and why"), "behaviour": _("Behaviour"), "forecast": _("Forecast"),
        "tier": _("Value tier"),
    }  # fmt: skip
    grouped = ((title, [one for one in sentences if one.group == group]) for group, title in titles.items())
    return [(title, found) for title, found in grouped if found]


def _meters(score: CustomerScore) -> list[Meter]:
    told = ((_("Recency"), score.r), (_("Frequency"), score.f), (_("Monetary"), score.m))
    return [Meter(label, value, tuple(step <= value for step in range(1, 6))) for label, value in told if value]


def _purchases(user: User, customer: Customer) -> dict[str, object]:
    if not may(user, "purchase.see"):
        return {"sees_purchases": False}
    currency = settings.CONFIGURATION.currency
    spend = spend_by_month(customer.pk, currency=currency)
    found: dict[str, object] = {"sees_purchases": True, "purchases": latest_purchases(customer.pk), "spend": spend}
    if spend.months:
        found |= _chart(spend, currency)
    return found


def _chart(spend: SpendByMonth, currency: str) -> dict[str, object]:
    months = [one.month for one in spend.months]
    amounts = [one.amount for one in spend.months]
    name = str(_("Net spend"))
    option = {
        "xAxis": {"type": "category", "data": months},
        "yAxis": {"type": "value"},
        "series": [{"name": name, "type": "bar", "data": amounts, "barMaxWidth": 28}],
    }
    table = ChartTable(
        columns=[_("Month"), name, _("Purchases")],
        rows=[(one.month, one.amount, one.purchases) for one in spend.months],
        forms=["month", f"money:{currency}", "number"],
    )
    return {"spend_option": option, "spend_table": table, "spend_form": f"money:{currency}"}


def _follow_ups(user: User, customer: Customer) -> dict[str, object]:
    if not may(user, "follow_up.see"):
        return {"sees_follow_ups": False}
    return {"sees_follow_ups": True, "follow_ups": follow_ups_of_customer(user, customer.pk, limit=6)}
