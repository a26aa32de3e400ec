from __future__ import annotations

from datetime import datetime, timedelta

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from idic.domain.identify.errors import IdentifyError
from idic.domain.identify.privacy.enums import BreachKind, Decision
from idic.domain.identify.privacy.errors import PrivacyError
from idic.domain.identify.privacy.models import Breach
from idic.domain.identify.privacy.operations.breaches import (
    close_breach,
    decide_on_authority,
    decide_on_people,
    describe_breach,
    log_breach,
    tell_authority,
    tell_people,
)
from idic.domain.identify.privacy.queries.breaches import access_breach, access_breaches
from idic.doors.web.privacy.breaches.forms import DecisionForm, FactsForm, NewBreachForm
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.shell.parts.signs import Tone
from idic.foundation.accounts.rules import may, require

_SHOWN = 100
_LITTLE = timedelta(hours=12)


@require_GET
def breach_list(request: SignedInRequest) -> HttpResponse:
    now = timezone.now()
    rows = [(one, *_left(one, now), _kinds(one)) for one in access_breaches(request.user)[:_SHOWN]]
    return render(
        request, "privacy/breaches/list.html", {"rows": rows, "may_manage": may(request.user, "privacy.manage")}
    )


@require_http_methods(["GET", "POST"])
def create(request: SignedInRequest) -> HttpResponse:
    require(request.user, "privacy.manage")
    form = NewBreachForm(request.POST or None, initial={"found_at": timezone.localtime()})
    if request.method == "POST" and form.is_valid():
        try:
            made = log_breach(**form.cleaned_data, by=request.user)
        except IdentifyError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Written down; the clock runs."))
            return redirect("breaches:detail", pk=made.pk)
    return render(request, "privacy/breaches/create.html", {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    breach = access_breach(request.user, pk)
    if request.method == "GET":
        return _page(request, breach)
    require(request.user, "privacy.manage")
    form = FactsForm(request.POST, found_at=breach.found_at)
    if form.is_valid():
        try:
            describe_breach(breach, form.facts(), version=form.cleaned_data["version"], by=request.user)
        except (IdentifyError, PrivacyError) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Saved."))
            return redirect("breaches:detail", pk=pk)
    return _page(request, breach, facts=form, status=422)


@require_POST
def decide(request: SignedInRequest, pk: int, whom: str) -> HttpResponse:
    breach = access_breach(request.user, pk, permission="privacy.manage")
    form = DecisionForm(request.POST)
    if form.is_valid():
        operation = decide_on_authority if whom == "authority" else decide_on_people
        try:
            operation(breach, **form.cleaned_data, by=request.user)
        except (IdentifyError, PrivacyError) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The decision is written down with its reason."))
            return redirect("breaches:detail", pk=pk)
    return _page(request, breach, decision=form, whom=whom, status=422)


@require_POST
def tell(request: SignedInRequest, pk: int, whom: str) -> HttpResponse:
    return _act(request, pk, tell_authority if whom == "authority" else tell_people)


@require_POST
def close(request: SignedInRequest, pk: int) -> HttpResponse:
    return _act(request, pk, close_breach)


def _act(request: SignedInRequest, pk: int, operation: object) -> HttpResponse:
    breach = access_breach(request.user, pk, permission="privacy.manage")
    assert callable(operation)
    try:
        operation(breach, by=request.user)
    except (IdentifyError, PrivacyError) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Written down."))
    return redirect("breaches:detail", pk=pk)


def _left(breach: Breach, now: datetime) -> tuple[str, Tone]:
    """Real time, nights and holidays included."""
    if breach.authority == Decision.NOT_NEEDED:
        return _("Need not be told"), "neutral"
    if breach.authority_told_at is not None:
        return (
            (_("Told in time"), "success") if breach.authority_told_at <= breach.due_at else (_("Told late"), "danger")
        )
    left = breach.due_at - now
    hours = int(left.total_seconds() // 3600)
    if left < timedelta(0):
        return _("%(hours)s hours late") % {"hours": -hours - 1}, "danger"
    return _("%(hours)s hours left") % {"hours": hours}, "warning" if left < _LITTLE else "info"


def _kinds(breach: Breach) -> str:
    return ", ".join(str(BreachKind(one).label).partition(":")[0] for one in breach.kinds)


def _page(
    request: SignedInRequest, breach: Breach, *, facts: FactsForm | None = None, decision: DecisionForm | None = None,
    whom: str = "", status: int = 200,
) -> HttpResponse:  # fmt: skip
    words, tone = _left(breach, timezone.now())
    names = [name for name in FactsForm.base_fields if name not in ("version", "persons_told")]
    first = {name: getattr(breach, name) for name in names} | {
        "persons_told": ", ".join(f"{law} {count}" for law, count in breach.persons.items()), "version": breach.version,
    }  # fmt: skip
    sides = []
    for code, title, value, reason, told in (
        ("authority", _("The authority"), breach.authority, breach.authority_reason, breach.authority_told_at),
        ("people", _("The people themselves"), breach.people, breach.people_reason, breach.people_told_at),
    ):
        form: forms.Form = (
            decision if decision is not None and whom == code
            else DecisionForm(initial={"decision": value, "reason": reason, "version": breach.version}, prefix=None)
        )  # fmt: skip
        sides.append({
            "code": code, "title": title, "label": str(Decision(value).label), "reason": reason, "told_at": told,
            "form": form, "is_open": not value, "is_due": value == Decision.NOTIFY and told is None,
        })  # fmt: skip
    return render(
        request, "privacy/breaches/detail.html",
        {
            "breach": breach, "words": words, "tone": tone, "sides": sides,
            "form": facts or FactsForm(initial=first, found_at=breach.found_at),
            "may_manage": may(request.user, "privacy.manage") and breach.closed_at is None, "risk": breach.risk,
        },
        status=status,
    )  # fmt: skip
