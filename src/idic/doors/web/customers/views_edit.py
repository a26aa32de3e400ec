from __future__ import annotations

from collections.abc import Callable, Mapping

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from idic.domain.identify.enums import CustomerKind
from idic.domain.identify.errors import InvalidValue, NameMissing, Outdated
from idic.domain.identify.linkage.queries.alike import Alike, alike_to, likely_duplicates
from idic.domain.identify.models import Customer
from idic.domain.identify.normalising import NormalisedRecord
from idic.domain.identify.operations.customers import create_customer, edit_customer, shown_values
from idic.domain.identify.queries.customers import access_customer
from idic.domain.identify.queries.desk import desk_values
from idic.doors.web.attributes.inputs import typed_attributes
from idic.doors.web.customers.forms import CustomerForm, EditForm
from idic.doors.web.matching.wording import likelihood, why
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.shell.addresses import address_of
from idic.doors.web.shell.form_errors import tell
from idic.doors.web.timeline.entries import Change
from idic.doors.web.timeline.words import FIELD_LABELS
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.attributes.reading import as_typed
from idic.foundation.languages.provinces import shown_province, stored_province

#: (customer, how likely it is the same, why)
Found = list[tuple[Alike, str, str]]


@require_http_methods(["GET", "POST"])
def create(request: SignedInRequest) -> HttpResponse:
    require(request.user, "customer.create")
    attributes = typed_attributes("customer", request.user)
    if request.method != "POST":
        kind = request.GET.get("kind", "")
        name = request.GET.get("given_name", "").replace("\x00", "")[:150]
        form = CustomerForm(
            initial={"kind": kind if kind in CustomerKind.values else CustomerKind.PERSON, "given_name": name},
            attributes=attributes,
        )
        return render(request, "customers/create.html", {"form": form})
    form = CustomerForm(request.POST, attributes=attributes)
    if not form.is_valid():
        return render(request, "customers/create.html", {"form": form}, status=422)
    values = form.values()
    # Who has seen the hints and goes on needs them no more, unless the form comes back for another reason.
    is_new = "anyway" in request.POST
    try:
        customer = create_customer(values, by=request.user, look=None if is_new else _refuse_likely(request.user))
    except _Likely as likely:
        context = {"form": form, "found": _in_sentences(likely.found), "is_asked": True}
        return render(request, "customers/create.html", context, status=422)
    except (NameMissing, InvalidValue) as error:
        tell(form, error)
        found = _duplicates(request.user, values)
        return render(request, "customers/create.html", {"form": form, "found": found}, status=422)
    messages.success(request, _("%(name)s was added.") % {"name": customer.name})
    return HttpResponseRedirect(address_of("customers:detail", [customer.pk]) or "/")


@require_http_methods(["GET", "POST"])
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    customer = access_customer(request.user, pk, permission="customer.change")
    context: dict[str, object] = {"customer": customer}
    attributes = typed_attributes("customer", request.user)
    stored = _in_words(desk_values(customer))
    if request.method != "POST":
        form = EditForm(initial={**stored, "version": customer.version}, attributes=attributes, stored=stored)
        return render(request, "customers/edit.html", {**context, "form": form})
    form = EditForm(request.POST, attributes=attributes, stored=stored)
    if not form.is_valid():
        return render(request, "customers/edit.html", {**context, "form": form}, status=422)
    try:
        edit_customer(customer, form.values(), version=_version(request, form), by=request.user)
    except (NameMissing, InvalidValue) as error:
        tell(form, error)
    except Outdated:
        current = access_customer(request.user, pk, permission="customer.change")
        context |= {"outdated": True, "current": current, "changes": _differences(current, form)}
    else:
        messages.success(request, _("The changes were saved."))
        return redirect("customers:detail", pk=customer.pk)
    return render(request, "customers/edit.html", {**context, "form": form}, status=422)


@require_POST
def duplicates(request: SignedInRequest) -> HttpResponse:
    """A read that travels as a POST: what is typed about a person must not stand in an address or a log."""
    require(request.user, "customer.create")
    typed = {name: value[:300] for name, value in request.POST.items() if isinstance(value, str)}
    return render(request, "customers/duplicates.html", {"found": _duplicates(request.user, typed)})


def _version(request: SignedInRequest, form: EditForm) -> int:
    """The version that the writer has read; the one shown with the differences once they chose to write over it."""
    over = request.POST.get("over", "")
    return int(over) if over.isascii() and over.isdecimal() and len(over) < 10 else int(form.cleaned_data["version"])


class _Likely(Exception):
    def __init__(self, found: list[Alike]) -> None:
        self.found = found


def _refuse_likely(user: User) -> Callable[[NormalisedRecord], None]:
    def look(record: NormalisedRecord) -> None:
        if found := alike_to(user, record):
            raise _Likely(found)

    return look


def _duplicates(user: User, values: Mapping[str, object]) -> Found:
    return _in_sentences(likely_duplicates(user, values))


def _in_sentences(found: list[Alike]) -> Found:
    return [(one, str(likelihood(one.probability)), why(one)) for one in found]


def _differences(current: Customer, form: EditForm) -> list[Change]:
    """What stands there now beside what was typed."""
    stored = _in_words(shown_values(current))
    return [
        Change(str(FIELD_LABELS.get(name) or form.fields[name].label), stored.get(name, ""), as_typed(value))
        for name, value in form.values().items()
        if as_typed(value).strip() != stored.get(name, "") and name != "phone2"
    ]


def _in_words(values: Mapping[str, str]) -> dict[str, str]:
    """As the reader's language names what is stored; the operation knows the one in the other."""
    return {**values, "province": shown_province(stored_province(values.get("province", "")))}
