from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from idic.domain.identify.enums import RelationSide, RelationType
from idic.domain.identify.errors import InvalidValue, Outdated, RelationRefused
from idic.domain.identify.models import Customer, Relation
from idic.domain.identify.operations.relations import add_relation, change_relation, end_relation, remove_relation
from idic.domain.identify.queries.customers import access_customer
from idic.domain.identify.queries.relations import access_relation
from idic.doors.web.relations.answers import form_answer, panel_answer
from idic.doors.web.relations.forms import AddForm, FactsForm
from idic.doors.web.relations.picking import picked
from idic.doors.web.relations.words import ADDING, HEADINGS, OTHERS, sides_of
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.shell.form_errors import tell
from idic.foundation.accounts.errors import NotVisible


@require_http_methods(["GET", "POST"])
def add(request: SignedInRequest, pk: int) -> HttpResponse:
    customer = access_customer(request.user, pk, permission="customer.change")
    asked = request.POST.get("side") or request.GET.get("side") or ""
    offered = sides_of(customer.kind)
    side = RelationSide(asked) if asked in RelationSide.values and asked in offered else offered[0]
    form = AddForm(request.POST if request.method == "POST" else None, side=side)
    values: dict[str, object] = {
        "form": form, "side": side, "title": ADDING[side], "offered": [(one, ADDING[one]) for one in offered],
        "other_kind": form.other_kind or "", "other_label": OTHERS[side],
    }  # fmt: skip
    if request.method == "POST" and form.is_valid():
        other, values["found"] = picked(request.user, form, but=customer, kind=form.other_kind)
        if other is not None:
            source, target = (customer, other) if side.is_source else (other, customer)
            try:
                relation = add_relation(source, target, type_=side.type, facts=form.facts(), by=request.user)
            except (RelationRefused, InvalidValue) as error:
                tell(form, error)
            else:
                told = _("The relation with %(name)s is noted.") % {"name": other.name}
                return panel_answer(request, customer, told, noun="relation", pk=relation.pk)
            values["picked"] = other
    return form_answer(request, customer, "relations/add.html", values, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def edit(request: SignedInRequest, pk: int, relation_pk: int) -> HttpResponse:
    customer, relation = _accessed(request, pk, relation_pk)
    initial = FactsForm.of(relation)
    form = FactsForm(
        request.POST if request.method == "POST" else None, type_=RelationType(relation.type), initial=initial
    )
    if request.method == "POST" and form.is_valid():
        try:
            change_relation(
                relation, form.facts(), version=form.cleaned_data["version"] or relation.version, by=request.user
            )
        except (RelationRefused, InvalidValue, Outdated) as error:
            tell(form, error)
        else:
            return panel_answer(request, customer, _("The changes were saved."), noun="relation", pk=relation.pk)
    return form_answer(
        request,
        customer,
        "relations/edit.html",
        {"form": form, **_shown(customer, relation)},
        status=422 if form.is_bound else 200,
    )


@require_POST
def end(request: SignedInRequest, pk: int, relation_pk: int) -> HttpResponse:
    customer, relation = _accessed(request, pk, relation_pk)
    try:
        end_relation(relation, on=timezone.localdate(), by=request.user)
    except (RelationRefused, InvalidValue) as error:
        form = FactsForm(type_=RelationType(relation.type), initial=FactsForm.of(relation))
        values = {"form": form, "refusal": str(error), **_shown(customer, relation)}
        return form_answer(request, customer, "relations/edit.html", values, status=422)
    return panel_answer(
        request, customer, _("The relation has ended today. It stays in the history."), noun="relation", pk=relation.pk
    )


@require_POST
def remove(request: SignedInRequest, pk: int, relation_pk: int) -> HttpResponse:
    customer, relation = _accessed(request, pk, relation_pk)
    remove_relation(relation, by=request.user)
    return panel_answer(
        request, customer, _("The relation was removed. The timeline remembers it."), noun="relation", pk=relation_pk
    )


def _accessed(request: SignedInRequest, pk: int, relation_pk: int) -> tuple[Customer, Relation]:
    customer = access_customer(request.user, pk, permission="customer.change")
    relation = access_relation(request.user, relation_pk, permission="customer.change")
    if customer.pk not in (relation.source_id, relation.target_id):
        raise NotVisible
    return customer, relation


def _shown(customer: Customer, relation: Relation) -> dict[str, object]:
    is_source = relation.source_id == customer.pk
    side = RelationSide.of(relation.type, is_source=is_source)
    return {
        "relation": relation,
        "other": relation.target if is_source else relation.source,
        "title": HEADINGS[side],
        "has_end": relation.type != RelationType.REFERRED_BY,
    }
