from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from idic.domain.identify.privacy.enums import Channel
from idic.domain.identify.privacy.errors import PrivacyError
from idic.domain.identify.privacy.operations.consents import record_for
from idic.domain.identify.privacy.operations.own_words import choices_of, choose
from idic.doors.web.portal.visits import VisitorRequest, for_customers, portal_page
from idic.doors.web.privacy.public.views import choice_rows, evidence_of
from idic.foundation.accounts.masking import MASK_KINDS
from idic.foundation.languages import formats
from idic.methods.masking import mask


@require_http_methods(["GET", "POST"])
@for_customers
def choices(request: VisitorRequest) -> HttpResponse:
    """The same choices as behind the link of a mail, and written down by the same operation."""
    record_id, refusal = record_for(request.customer, "").pk, ""
    if request.method == "POST":
        wanted = {
            (name, channel) for name, _slash, channel in (one.partition("/") for one in request.POST.getlist("yes"))
        }
        language = translation.get_language() or "en"
        try:
            changed = choose(record_id, wanted, evidence=evidence_of(request), language=language)
        except PrivacyError as error:
            refusal = str(error)
        else:
            messages.success(request, _("Your choices are saved.") if changed else _("Nothing was changed."))
            return redirect("portal:choices")
    context = {"rows": choice_rows(choices_of(record_id)), "channels": Channel.choices, "refusal": refusal}
    return portal_page(request, "portal/choices.html", context, status=422 if refusal else 200)


@require_GET
@for_customers
def details(request: VisitorRequest) -> HttpResponse:
    """Enough to recognise it and too little to use it: whoever looks over a shoulder learns nothing."""
    person = request.customer
    labels = {
        "name": _("Name"), "email": _("E-mail"), "phone": _("Telephone"), "address": _("Address"),
        "postcode": _("Postcode"), "province": _("Province"), "country": _("Country"),
    }  # fmt: skip
    told = [
        (label, _masked(name, str(getattr(person, name)))) for name, label in labels.items() if getattr(person, name)
    ]
    context = {"told": told, "signed_in_with": mask("email", request.portal.email)}
    return portal_page(request, "portal/details.html", context)


def _masked(name: str, value: str) -> str:
    if name == "country":
        return str(formats.current_locale().territories.get(value, value))
    if name in ("name", "province"):
        return value
    return mask(MASK_KINDS.get(name, "text"), value)
