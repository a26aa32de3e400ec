from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from idic.domain.interact.chat.errors import ChatError
from idic.domain.interact.chat.models import ChatSite
from idic.domain.interact.chat.operations.sites import save_site, switch_site
from idic.domain.interact.chat.queries.sites import access_site, access_sites
from idic.domain.interact.sites import SiteRefused
from idic.doors.web.chat.forms import ChatSiteForm
from idic.doors.web.outside.addresses import public_address
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.shell.form_errors import tell
from idic.foundation.accounts.rules import require
from idic.foundation.paging.keyset import Order, keyset_page


@require_GET
def sites(request: SignedInRequest) -> HttpResponse:
    page = keyset_page(
        access_sites(request.user), Order("name"), cursor=request.GET.get("after") or request.GET.get("before")
    )
    return render(request, "chat/sites.html", {"page": page})


@require_http_methods(["GET", "POST"])
def create(request: SignedInRequest) -> HttpResponse:
    require(request.user, "channel.manage")
    return _page(request, None)


@require_http_methods(["GET", "POST"])
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    return _page(request, access_site(request.user, pk))


@require_POST
def pause(request: SignedInRequest, pk: int) -> HttpResponse:
    site = switch_site(access_site(request.user, pk), is_active=False, by=request.user)
    messages.success(request, _("Nobody begins a chat on “%(name)s” any more.") % {"name": site.name})
    return redirect("chat_sites:edit", pk)


@require_POST
def resume(request: SignedInRequest, pk: int) -> HttpResponse:
    site = switch_site(access_site(request.user, pk), is_active=True, by=request.user)
    messages.success(request, _("“%(name)s” is in use again.") % {"name": site.name})
    return redirect("chat_sites:edit", pk)


def _page(request: SignedInRequest, site: ChatSite | None) -> HttpResponse:
    form = ChatSiteForm(site, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            saved = save_site(site, form.draft(), by=request.user, version=form.cleaned_data["version"] or None)
        except (ChatError, SiteRefused) as error:
            tell(form, error)
        else:
            messages.success(request, _("The chat “%(name)s” is saved.") % {"name": saved.name})
            return redirect("chat_sites:edit", saved.pk)
    context: dict[str, Any] = {"form": form, "site": site, "texts": form.texts()}
    if site is not None:
        script = public_address(request, reverse("chat:loader", args=[site.key]))
        context |= {
            "snippet": f'<script src="{script}" async></script>',
            "address": public_address(request, reverse("chat:page", args=[site.key])),
        }
    return render(request, "chat/site.html", context, status=422 if form.is_bound and form.errors else 200)
