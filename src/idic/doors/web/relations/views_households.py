from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from idic.domain.identify.enums import CustomerKind
from idic.domain.identify.errors import InvalidValue, Outdated, RelationRefused
from idic.domain.identify.models import Customer, HouseholdMember
from idic.domain.identify.operations.households import (
    add_member,
    change_member,
    create_household,
    end_membership,
    remove_member,
    rename_household,
)
from idic.domain.identify.queries.customers import access_customer
from idic.domain.identify.queries.households import access_household, access_member
from idic.doors.web.relations.answers import form_answer, panel_answer
from idic.doors.web.relations.forms import AddMemberForm, HouseholdForm, MemberForm, RenameForm
from idic.doors.web.relations.picking import picked
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.shell.form_errors import tell


@require_http_methods(["GET", "POST"])
def create(request: SignedInRequest, pk: int) -> HttpResponse:
    customer = access_customer(request.user, pk, permission="customer.change")
    family = customer.family_name or customer.name
    form = HouseholdForm(
        request.POST if request.method == "POST" else None,
        initial={"name": _("%(family)s household") % {"family": family}},
    )
    if request.method == "POST" and form.is_valid():
        try:
            household = create_household(
                customer, form.cleaned_data["name"], starts_on=form.cleaned_data["starts_on"], by=request.user
            )
        except (RelationRefused, InvalidValue) as error:
            tell(form, error)
        else:
            return panel_answer(
                request, customer, _("The household is there. Add its members now."), noun="household", pk=household.pk
            )
    return form_answer(
        request, customer, "relations/household.html", {"form": form}, status=422 if form.is_bound else 200
    )


@require_http_methods(["GET", "POST"])
def rename(request: SignedInRequest, pk: int, household_pk: int) -> HttpResponse:
    customer = access_customer(request.user, pk, permission="customer.change")
    household = access_household(request.user, household_pk, permission="customer.change")
    form = RenameForm(
        request.POST if request.method == "POST" else None,
        initial={"name": household.name, "version": household.version},
    )
    if request.method == "POST" and form.is_valid():
        try:
            rename_household(
                household, form.cleaned_data["name"], version=form.cleaned_data["version"], by=request.user
            )
        except (InvalidValue, Outdated) as error:
            tell(form, error)
        else:
            return panel_answer(request, customer, _("The changes were saved."), noun="household", pk=household.pk)
    values = {"form": form, "household": household}
    return form_answer(request, customer, "relations/household_name.html", values, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def add(request: SignedInRequest, pk: int, household_pk: int) -> HttpResponse:
    customer = access_customer(request.user, pk, permission="customer.change")
    household = access_household(request.user, household_pk, permission="customer.change")
    form = AddMemberForm(request.POST if request.method == "POST" else None)
    values: dict[str, object] = {"form": form, "household": household, "other_kind": CustomerKind.PERSON.value}
    if request.method == "POST" and form.is_valid():
        person, values["found"] = picked(request.user, form, but=customer, kind=CustomerKind.PERSON)
        if person is not None:
            try:
                member = add_member(household, person, form.facts(), by=request.user)
            except (RelationRefused, InvalidValue) as error:
                tell(form, error)
            else:
                told = _("%(name)s is of the household now.") % {"name": person.name}
                return panel_answer(request, customer, told, noun="household_member", pk=member.pk)
            values["picked"] = person
    return form_answer(request, customer, "relations/member_add.html", values, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def edit(request: SignedInRequest, pk: int, member_pk: int) -> HttpResponse:
    customer, member = _accessed(request, pk, member_pk)
    initial = {name: getattr(member, name) for name in ("role", "starts_on", "ends_on", "version")}
    form = MemberForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            change_member(member, form.facts(), version=form.cleaned_data["version"] or member.version, by=request.user)
        except (RelationRefused, InvalidValue, Outdated) as error:
            tell(form, error)
        else:
            return panel_answer(request, customer, _("The changes were saved."), noun="household_member", pk=member_pk)
    return _edit_answer(request, customer, member, form, status=422 if form.is_bound else 200)


@require_POST
def end(request: SignedInRequest, pk: int, member_pk: int) -> HttpResponse:
    customer, member = _accessed(request, pk, member_pk)
    try:
        end_membership(member, on=timezone.localdate(), by=request.user)
    except InvalidValue as error:
        form = MemberForm(initial={"role": member.role, "starts_on": member.starts_on, "version": member.version})
        return _edit_answer(request, customer, member, form, status=422, refusal=str(error))
    return panel_answer(
        request,
        customer,
        _("The membership has ended today. It stays in the history."),
        noun="household_member",
        pk=member_pk,
    )


@require_POST
def remove(request: SignedInRequest, pk: int, member_pk: int) -> HttpResponse:
    customer, member = _accessed(request, pk, member_pk)
    remove_member(member, by=request.user)
    return panel_answer(
        request,
        customer,
        _("The member was removed. The timeline remembers it."),
        noun="household_member",
        pk=member_pk,
    )


def _accessed(request: SignedInRequest, pk: int, member_pk: int) -> tuple[Customer, HouseholdMember]:
    customer = access_customer(request.user, pk, permission="customer.change")
    return customer, access_member(request.user, member_pk, permission="customer.change")


def _edit_answer(
    request: SignedInRequest,
    customer: Customer,
    member: HouseholdMember,
    form: MemberForm,
    *,
    status: int,
    refusal: str = "",
) -> HttpResponse:
    values = {"form": form, "member": member, "refusal": refusal}
    return form_answer(request, customer, "relations/member_edit.html", values, status=status)
