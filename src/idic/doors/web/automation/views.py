from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from idic.doors.web.automation.log import log_rows, trial_rows
from idic.doors.web.automation.words import POLICIES, Policy, RuleWords, stop_words, worded_rules
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.undo.offering import say_done
from idic.foundation.accounts.rules import may, require
from idic.foundation.events.queries.standing import policies_that_stand
from idic.foundation.events.subscriptions import subscriptions
from idic.foundation.nouns.errors import NounError
from idic.foundation.nouns.registry import fields_of
from idic.foundation.paging.keyset import Order, keyset_page
from idic.loop.automation.enums import Outcome
from idic.loop.automation.errors import AutomationError
from idic.loop.automation.models import Rule
from idic.loop.automation.operations.rules import archive_rule, switch_rule
from idic.loop.automation.operations.webhooks import secret_of, send_again
from idic.loop.automation.queries.rules import (
    MOST_TRIED,
    access_rule,
    access_rules,
    access_webhook,
    runs_in_week,
    runs_of,
    try_rule,
    webhooks_of,
)

_MOST_RULES = 200
_PERIODS = (1, 7, 30)


@dataclass(frozen=True)
class RuleRow:
    rule: Rule
    words: RuleWords
    week: dict[str, int]


@require_GET
def rule_list(request: SignedInRequest) -> HttpResponse:
    rules = list(access_rules(request.user).order_by("-is_on", "name", "pk")[:_MOST_RULES])
    week = runs_in_week(rules)
    fields = {noun: fields_of(noun) for noun in {rule.noun for rule in rules}}
    words = worded_rules(rules, fields)
    rows = [RuleRow(rule, told, week.get(rule.pk, {})) for rule, told in zip(rules, words, strict=True)]
    unknown = Policy(_("A policy of the house"), "")
    standing = {one.name: one for one in policies_that_stand()}
    policies = [(POLICIES.get(one.name, unknown), standing.get(one.name)) for one in subscriptions()]
    return render(
        request, "automation/list.html",
        {"rows": rows, "policies": policies, "may_manage": may(request.user, "automation.manage")},
    )  # fmt: skip


@require_GET
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    rule = access_rule(request.user, pk)
    outcome = request.GET.get("outcome", "")
    page = keyset_page(
        runs_of(rule, outcome=outcome), Order("id", descending=True),
        cursor=request.GET.get("after") or request.GET.get("before"), size=25,
    )  # fmt: skip
    fields = fields_of(rule.noun)
    has_webhook = any(one["act"] == "webhook" for one in rule.acts)
    may_manage = may(request.user, "automation.manage")
    return render(
        request,
        "automation/detail.html",
        {
            "rule": rule, "words": worded_rules([rule], {rule.noun: fields})[0], "page": page,
            "off_words": stop_words(rule.off_reason),
            "runs": log_rows(request.user, rule, page.rows, fields), "outcomes": Outcome.choices, "outcome": outcome,
            "has_webhook": has_webhook, "webhooks": webhooks_of(rule) if has_webhook else [],
            "secret": secret_of(rule) if has_webhook and may_manage else "", "may_manage": may_manage,
            "periods": _PERIODS,
        },
    )  # fmt: skip


@require_GET
def trial(request: SignedInRequest, pk: int) -> HttpResponse:
    """What the rule would have done; nothing is written."""
    rule = access_rule(request.user, pk)
    asked = request.GET.get("days", "")
    days = next((one for one in _PERIODS if str(one) == asked), 7)
    fields = fields_of(rule.noun)
    tried = try_rule(rule, days=days, by=request.user)
    rows = trial_rows(request.user, rule, tried, fields)
    would = sum(one.found.outcome == Outcome.DONE for one in tried)
    context = {"rule": rule, "rows": rows, "days": days, "would": would, "most": MOST_TRIED, "periods": _PERIODS}
    if request.htmx and not request.htmx.history_restore_request:
        return render(request, "automation/_trial.html", context)
    return render(request, "automation/trial.html", context)


@require_POST
def switch(request: SignedInRequest, pk: int) -> HttpResponse:
    require(request.user, "automation.manage")
    rule = access_rule(request.user, pk)
    try:
        rule = switch_rule(rule, is_on=request.POST.get("on") == "yes", by=request.user)
    except (AutomationError, NounError) as error:
        messages.error(request, str(error))
        return redirect("automation:detail", pk)
    messages.success(request, _("The rule is on.") if rule.is_on else _("The rule is off."))
    return redirect("automation:detail", pk)


@require_POST
def webhook_again(request: SignedInRequest, pk: int, delivery_id: int) -> HttpResponse:
    try:
        send_again(access_webhook(access_rule(request.user, pk), delivery_id), by=request.user)
    except AutomationError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The message is on its way again."))
    return redirect("automation:detail", pk)


@require_POST
def archive(request: SignedInRequest, pk: int) -> HttpResponse:
    require(request.user, "automation.manage")
    rule = archive_rule(access_rule(request.user, pk), by=request.user)
    say_done(
        request, _("The rule “%(name)s” is archived; its log stays.") % {"name": rule.name}, noun="rule", pk=rule.pk
    )
    return redirect("automation:list")
