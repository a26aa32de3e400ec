from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from idic.domain.catalogue.queries.categories import names_from_root, upper_categories
from idic.domain.differentiate.errors import ValueSettingRefused, ValueSettingsOutdated
from idic.domain.differentiate.operations.value_settings import change_value_settings
from idic.domain.differentiate.queries.refreshes import newest_refresh
from idic.domain.differentiate.queries.value_settings import access_value_settings
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.shell.form_errors import tell
from idic.doors.web.value.forms import MarginChoices, ValueSettingsForm, as_told
from idic.foundation.accounts.rules import require

_MOST_ROWS = 60
_MOST_CHOICES = 1_000


@require_http_methods(["GET", "POST"])
def change(request: SignedInRequest) -> HttpResponse:
    require(request.user, "refresh.run")
    refresh = newest_refresh(request.user)
    fifths = (refresh.fitted.get("rfm") or {}).get("fifths", {}) if refresh else {}
    kept = access_value_settings(request.user)
    form = ValueSettingsForm(
        request.POST if request.method == "POST" else None, initial=as_told(kept, fifths),
        margins=_margins(request, kept.category_margins if kept else {}),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            change_value_settings(form.parameters(), version=form.cleaned_data["version"], by=request.user)
        except ValueSettingRefused as error:
            tell(form, error)
        except ValueSettingsOutdated as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Saved. The next refresh reckons with it."))
            return HttpResponseRedirect(reverse("value:overview"))
    return render(request, "value/settings.html", {"form": form}, status=422 if form.is_bound else 200)


def _margins(request: SignedInRequest, kept: dict[str, float]) -> MarginChoices:
    """The main categories and whatever has a margin stand in the form; those right below can be added."""
    upper = list(upper_categories(request.user, limit=_MOST_CHOICES))
    named = {pk: " / ".join(names) for pk, names in names_from_root([int(pk) for pk in kept]).items()}
    main = [one for one in upper if one.parent_id is None][:_MOST_ROWS]
    rows = {one.pk: one.name for one in main} | named
    return MarginChoices(
        [(pk, name, kept.get(str(pk))) for pk, name in sorted(rows.items(), key=lambda one: one[1])],
        [(one.pk, one.path) for one in upper if one.pk not in rows],
    )
