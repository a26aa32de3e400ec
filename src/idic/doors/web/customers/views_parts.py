"""The panels of the customer page that are asked for later. Opened by themselves they are whole pages."""

from __future__ import annotations

import json

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from idic.domain.customize.queries.campaigns import campaigns_of_customer
from idic.domain.differentiate.queries.segments import access_segment, explain_membership
from idic.domain.identify.models import Customer
from idic.domain.identify.queries.customers import access_customer
from idic.domain.identify.queries.records import access_record, versions_of
from idic.doors.web.customers.conditions import worded_conditions
from idic.doors.web.customers.wording import segment_name
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.timeline.merged import Position, customer_timeline
from idic.foundation.accounts.enums import AttributeGroup, GroupAccess
from idic.foundation.accounts.rules import group_access, may, require


@require_GET
def timeline(request: SignedInRequest, pk: int) -> HttpResponse:
    customer = access_customer(request.user, pk)
    position = Position.read(request.GET)
    page = customer_timeline(
        customer.pk, position, with_purchases=may(request.user, "purchase.see"), reader=request.user
    )
    return part(
        request, customer, _("Timeline"), "customers/timeline.html", {"page": page, "is_first": position == Position()}
    )


@require_GET
def campaigns(request: SignedInRequest, pk: int) -> HttpResponse:
    require(request.user, "campaign.see")
    customer = access_customer(request.user, pk)
    return part(
        request, customer, _("Campaigns"), "customers/campaigns.html", {"campaigns": campaigns_of_customer(customer.pk)}
    )


@require_GET
def record(request: SignedInRequest, pk: int, record_pk: int) -> HttpResponse:
    customer = access_customer(request.user, pk)
    found = access_record(customer, record_pk)
    if any(group_access(request.user, "customer", group) < GroupAccess.SEEN for group in AttributeGroup):
        # A payload has the columns of its source: nothing in it tells which of them the role hides.
        return part(request, customer, _("Source record"), "customers/record.html", {"is_hidden": True})
    versions = [(version, _lines(version.payload)) for version in versions_of(found)]
    values = {"record": found, "payload": _lines(found.payload), "versions": versions}
    return part(request, customer, _("Source record"), "customers/record.html", values)


@require_GET
def membership(request: SignedInRequest, pk: int, segment_pk: int) -> HttpResponse:
    customer = access_customer(request.user, pk)
    segment = access_segment(request.user, segment_pk)
    explanation = explain_membership(segment, customer.pk)
    values = {
        "segment": segment, "segment_name": segment_name(segment), "outcome": explanation.outcome,
        "currency": settings.CONFIGURATION.currency, "conditions": worded_conditions(explanation, customer.pk, request.user),
    }  # fmt: skip
    return part(request, customer, _("Why in this segment?"), "customers/membership.html", values)


def part(
    request: SignedInRequest, customer: Customer, title: str, template: str, values: dict[str, object]
) -> HttpResponse:
    values |= {"customer": customer, "title": title}
    if request.htmx and not request.htmx.history_restore_request:
        return render(request, template, values)
    return render(request, "customers/part_page.html", {**values, "part": template})


def _lines(payload: object) -> list[tuple[str, str]]:
    """As received: column and value, in the order of the file; nested values as JSON."""
    if not isinstance(payload, dict):
        return [("", json.dumps(payload, ensure_ascii=False))]
    return [
        (str(name), value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
        for name, value in payload.items()
    ]
