from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from idic.domain.identify.models import Customer
from idic.domain.identify.privacy.enums import Need
from idic.domain.identify.privacy.queries.consents import access_consent
from idic.domain.identify.privacy.queries.panel import Cell, history_of, panel_of
from idic.domain.identify.privacy.queries.purposes import name_of, text_of, worded
from idic.domain.identify.queries.customers import access_customer
from idic.doors.web.privacy.consents.wording import KIND_TONES, VERDICT_TONES, channel_label, evidence_rows
from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.rules import may, require

_SHOWN = 20


@require_GET
def of_customer(request: SignedInRequest, pk: int) -> HttpResponse:
    """The tab of the customer's page: where they stand, and every word that led there."""
    require(request.user, "consent.see")
    customer = access_customer(request.user, pk)
    context = panel_context(request, customer)
    if request.htmx and not request.htmx.history_restore_request:
        return render(request, "privacy/consents/panel.html", context)
    return render(request, "privacy/consents/panel_page.html", context)


def panel_context(request: SignedInRequest, customer: Customer) -> dict[str, Any]:
    panel = panel_of(customer)
    history = list(history_of(customer)[: _SHOWN + 1])
    return {
        "customer": customer, "back": reverse("customers:detail", args=[customer.pk]), "panel": panel,
        "rows": [
            {"purpose": purpose, "name": name_of(purpose), "cells": [_cell(cell) for cell in cells]}
            for purpose, cells in panel.rows
        ],
        "disputed": [_cell(cell) | {"purpose": name_of(cell.purpose)} for cell in panel.disputed],
        "history": [
            {"event": one, "purpose": name_of(one.purpose), "channel": channel_label(one.channel),
             "tone": KIND_TONES[one.kind]}
            for one in history[:_SHOWN]
        ],
        "has_more": len(history) > _SHOWN,
        "may_record": may(request.user, "consent.create"),
        "askable": [
            (one.code, name_of(one)) for one, cells in panel.rows if any(cell.channel == "email" for cell in cells)
        ] if customer.email else [],
    }  # fmt: skip


@require_GET
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    event = access_consent(request.user, pk)
    language = event.language
    version = event.purpose_version
    context = {
        "event": event, "customer": event.customer, "tone": KIND_TONES[event.kind], "purpose": name_of(event.purpose),
        "channel": channel_label(event.channel), "evidence": evidence_rows(event),
        "is_over": event.valid_until is not None and event.valid_until <= timezone.now(),
        "read_text": worded(version.texts, "text", language) if version is not None else text_of(event.purpose, language),
        "read_version": version.number if version is not None else None,
    }  # fmt: skip
    return render(request, "privacy/consents/detail.html", context)


def _cell(cell: Cell) -> dict[str, Any]:
    return {
        "channel": channel_label(cell.channel), "verdict": cell.verdict.label, "tone": VERDICT_TONES[cell.verdict],
        "event": cell.event, "opposite": cell.opposite, "is_asked": cell.need != Need.NOTHING,
        "key": f"{cell.purpose.code}/{cell.channel}",
    }  # fmt: skip
