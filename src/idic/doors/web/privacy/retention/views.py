from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from idic.domain.identify.belongings import belongings
from idic.domain.identify.errors import IdentifyError
from idic.domain.identify.privacy.models import LegalHold, RetentionRule
from idic.domain.identify.privacy.operations.retention import (
    add_rule,
    change_rule,
    confirm_run,
    list_due,
    release_hold,
    set_hold,
)
from idic.domain.identify.privacy.queries.holds import access_hold, open_holds
from idic.domain.identify.privacy.queries.retention import access_rule, rules_of, runs_of
from idic.domain.identify.queries.customers import access_customer
from idic.doors.web.privacy.retention.forms import HoldForm, NewRuleForm, RuleForm
from idic.doors.web.privacy.retention.wording import in_words
from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.rules import may, require

_SHOWN = 50


@require_GET
def rules(request: SignedInRequest) -> HttpResponse:
    return _rules_page(request, HoldForm())


@require_http_methods(["GET", "POST"])
def rule(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access_rule(request.user, pk)
    if request.method == "GET":
        return _rule_page(request, found, _form_of(found))
    require(request.user, "privacy.manage")
    form = RuleForm(request.POST)
    if form.is_valid():
        try:
            change_rule(found, **form.cleaned_data, by=request.user)
        except IdentifyError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The rule is saved."))
            return redirect("retention:rule", pk=pk)
    return _rule_page(request, found, form, status=422)


@require_http_methods(["GET", "POST"])
def create(request: SignedInRequest) -> HttpResponse:
    require(request.user, "privacy.manage")
    form = NewRuleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = add_rule(**form.cleaned_data, by=request.user)
        except IdentifyError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The rule is saved and still off. List what is due, then switch it on."))
            return redirect("retention:rule", pk=made.pk)
    return render(request, "privacy/retention/create.html", {"form": form}, status=422 if form.is_bound else 200)


@require_POST
def listing(request: SignedInRequest, pk: int) -> HttpResponse:
    """The dry run, now instead of tonight."""
    found = access_rule(request.user, pk)
    list_due(found, as_of=timezone.localdate(), by=request.user)
    return redirect("retention:rule", pk=pk)


@require_POST
def execute(request: SignedInRequest, pk: int) -> HttpResponse:
    require(request.user, "privacy.manage")
    found = access_rule(request.user, pk)
    run = next(iter(runs_of(found)), None)
    if run is None:
        raise NotVisible
    try:
        confirm_run(run, by=request.user)
    except IdentifyError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Confirmed. What the list names goes now."))
    return redirect("retention:rule", pk=pk)


@require_POST
def hold(request: SignedInRequest) -> HttpResponse:
    require(request.user, "privacy.manage")
    form = HoldForm(request.POST)
    if form.is_valid():
        told = form.cleaned_data
        try:
            customer = access_customer(request.user, told["customer"]) if told["customer"] else None
            set_hold(customer=customer, classes=told["classes"], reason=told["reason"], by=request.user)
        except NotVisible:
            form.add_error("customer", _("There is no such customer."))
        except IdentifyError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Held. Nothing of it goes until the hold is released."))
            return redirect("retention:rules")
    return _rules_page(request, form, status=422)


@require_POST
def release(request: SignedInRequest, pk: int) -> HttpResponse:
    try:
        release_hold(access_hold(request.user, pk), by=request.user)
    except IdentifyError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The hold is released."))
    return redirect("retention:rules")


def _form_of(found: RetentionRule) -> RuleForm:
    return RuleForm(
        initial={
            "months": found.months, "action": found.action, "basis": found.basis, "is_on": found.is_on,
            "reviewed": not found.needs_review,
        }
    )  # fmt: skip


def _rules_page(request: SignedInRequest, form: HoldForm, *, status: int = 200) -> HttpResponse:
    labels = {one.code: str(one.label) for one in belongings()}
    rows = [
        (one, in_words(one.name), in_words(one.basis), labels.get(one.belonging, one.belonging))
        for one in rules_of(request.user)
    ]
    holds: list[tuple[LegalHold, str]] = [
        (one, ", ".join(dict.fromkeys(labels.get(code, code) for code in one.classes)))
        for one in open_holds(request.user)
    ]
    return render(
        request, "privacy/retention/rules.html",
        {"rows": rows, "holds": holds, "form": form, "may_manage": may(request.user, "privacy.manage")}, status=status,
    )  # fmt: skip


def _rule_page(request: SignedInRequest, found: RetentionRule, form: RuleForm, *, status: int = 200) -> HttpResponse:
    runs = runs_of(found)
    latest = next((one for one in runs if one.executed_at is None), None)
    return render(
        request, "privacy/retention/rule.html",
        {
            "rule": found, "name": in_words(found.name), "basis": in_words(found.basis), "form": form,
            "latest": latest, "shown": latest.ids[:_SHOWN] if latest else [],
            "more": max(0, len(latest.ids) - _SHOWN) if latest else 0, "held": len(latest.held_ids) if latest else 0,
            "done": [(one, len(one.done_ids)) for one in runs if one.executed_at is not None],
            "is_person": found.belonging == "customer", "may_manage": may(request.user, "privacy.manage"),
            "may_execute": bool(latest and latest.ids and found.is_on and found.action != "review"),
        },
        status=status,
    )  # fmt: skip
