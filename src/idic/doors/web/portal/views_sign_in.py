from __future__ import annotations

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from idic.domain.interact.portal.errors import PortalError
from idic.domain.interact.portal.operations.links import LIFE, ask_link, link_of
from idic.domain.interact.portal.operations.sessions import choose_customer, leave
from idic.domain.interact.portal.operations.sessions import enter as enter_with
from idic.domain.interact.portal.queries.sessions import people_of
from idic.doors.web.outside.limiting import limited
from idic.doors.web.outside.visitors import in_visitors_language, page
from idic.doors.web.portal.visits import forget, remember, visit_of
from idic.methods.masking import mask
from idic.methods.normalise.emails import parse_email


class AddressForm(forms.Form):
    use_required_attribute = False
    email = forms.CharField(
        label=_("Your e-mail address"), max_length=254, validators=[ProhibitNullCharactersValidator()],
        widget=forms.TextInput(attrs={"autocomplete": "email", "inputmode": "email"}),
        error_messages={"required": _("Write your e-mail address.")},
    )  # fmt: skip

    def clean_email(self) -> str:
        text: str = self.cleaned_data["email"]
        if not parse_email(text).valid:
            raise forms.ValidationError(_("This is no e-mail address. It looks like name@example.org."))
        return text


@require_http_methods(["GET", "POST"])
@in_visitors_language
@never_cache
@limited("portal.sign_in", most=20, minutes=60)
def sign_in(request: HttpRequest) -> HttpResponse:
    """The same words whether or not the address is known: nobody learns here who our customers are."""
    if request.method == "GET":
        session = visit_of(request)
        if session is not None:
            return redirect("portal:home")
        return page(request, "portal/sign_in.html", {"form": AddressForm()})
    form = AddressForm(request.POST)
    if not form.is_valid():
        return page(request, "portal/sign_in.html", {"form": form}, status=422)
    ask_link(form.cleaned_data["email"], language=translation.get_language() or "en")
    return page(request, "portal/link_sent.html", {"minutes": int(LIFE.total_seconds() // 60)})


@require_http_methods(["GET", "POST"])
@in_visitors_language
@never_cache
@limited("portal.enter", most=60, minutes=60, methods=("GET", "POST"))
def enter(request: HttpRequest, key: str) -> HttpResponse:
    """GET asks, POST does: whoever looks through mails for viruses follows links and must use none up."""
    if request.method == "GET":
        link = link_of(key)
        if link is None:
            return page(request, "portal/used_up.html", {}, status=404)
        return page(request, "portal/enter.html", {"address": mask("email", link.email)})
    try:
        opened, session = enter_with(key)
    except PortalError:
        return page(request, "portal/used_up.html", {}, status=404)
    return remember(redirect("portal:home" if session.customer_id else "portal:choose"), opened)


@require_http_methods(["GET", "POST"])
@in_visitors_language
@never_cache
def choose(request: HttpRequest) -> HttpResponse:
    session = visit_of(request)
    if session is None:
        return forget(redirect("portal:sign-in"))
    if request.method == "POST":
        given = request.POST.get("customer", "")
        try:
            choose_customer(session, int(given) if given.isdecimal() and len(given) < 19 else 0)
        except PortalError:
            return redirect("portal:choose")
        return redirect("portal:home")
    return page(request, "portal/choose.html", {"people": people_of(session)})


@require_POST
@in_visitors_language
@never_cache
def sign_out(request: HttpRequest) -> HttpResponse:
    session = visit_of(request)
    if session is not None:
        leave(session, everywhere=request.POST.get("everywhere") == "1")
    return forget(redirect("portal:sign-in"))
