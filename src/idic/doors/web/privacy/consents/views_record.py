from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from idic.domain.identify.models import Customer
from idic.domain.identify.privacy.errors import GuardianMissing, PrivacyError
from idic.domain.identify.privacy.operations.consents import record_consent
from idic.domain.identify.privacy.operations.minors import lift_under_age, mark_under_age
from idic.domain.identify.privacy.operations.opt_ins import ask_opt_in
from idic.domain.identify.privacy.queries.notices import published_versions
from idic.domain.identify.privacy.queries.panel import panel_of
from idic.domain.identify.queries.customers import access_customer
from idic.doors.web.privacy.consents.forms import ConsentForm
from idic.doors.web.requests import SignedInRequest
from idic.foundation.accounts.rules import require
from idic.foundation.letters.errors import LetterError
from idic.foundation.letters.merging import language_for


@require_http_methods(["GET", "POST"])
def record(request: SignedInRequest, pk: int) -> HttpResponse:
    require(request.user, "consent.create")
    customer = access_customer(request.user, pk)
    panel, notices = panel_of(customer), published_versions()
    if request.method == "GET":
        start = {
            "use": request.GET.get("use", ""), "at": timezone.localtime().replace(second=0, microsecond=0),
            "language": language_for(customer.language),
        }  # fmt: skip
        return _page(request, customer, ConsentForm(initial=start, panel=panel, notices=notices))
    form = ConsentForm(request.POST, panel=panel, notices=notices)
    if not form.is_valid():
        return _page(request, customer, form, status=422)
    told = form.cleaned_data
    purpose, _slash, channel = told["use"].partition("/")
    try:
        record_consent(
            customer, purpose, channel, kind=told["kind"], method=told["method"], evidence=form.evidence(),
            by=request.user, at=told["at"], language=told["language"],
            notice_version=next((one for one in notices if str(one.pk) == told["notice"]), None),
        )  # fmt: skip
    except PrivacyError as refusal:
        form.add_error("guardian" if isinstance(refusal, GuardianMissing) else "reference", str(refusal))
        return _page(request, customer, form, status=422)
    messages.success(request, _("It is written down and holds from now on."))
    return redirect(_tab(customer))


@require_POST
def ask(request: SignedInRequest, pk: int) -> HttpResponse:
    customer = access_customer(request.user, pk)
    try:
        ask_opt_in(customer, request.POST.get("purpose", ""), asked_from={"note": "customer page"}, by=request.user)
    except (PrivacyError, LetterError) as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The e-mail with the link is on its way. The consent counts when it is clicked."))
    return redirect(_tab(customer))


@require_POST
def under_age(request: SignedInRequest, pk: int) -> HttpResponse:
    customer = access_customer(request.user, pk)
    if request.POST.get("act") == "lift":
        lift_under_age(customer, by=request.user)
        messages.success(request, _("The mark is taken away. The birth date still counts."))
    else:
        mark_under_age(customer, by=request.user)
        messages.success(request, _("Marked as under age: marketing needs the consent of a parent or guardian."))
    return redirect(_tab(customer))


def _tab(customer: Customer) -> str:
    return f"{reverse('customers:detail', args=[customer.pk])}?tab=consents"


def _page(request: SignedInRequest, customer: Customer, form: ConsentForm, *, status: int = 200) -> HttpResponse:
    context = {"form": form, "customer": customer, "back": _tab(customer)}
    return render(request, "privacy/consents/record.html", context, status=status)
