from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from idic.domain.identify.enums import (
    Attitude,
    CustomerKind,
    HouseholdRole,
    RelationSide,
    RelationType,
    ShareSource,
    Stake,
)
from idic.domain.identify.models import Relation
from idic.domain.identify.operations.households import MemberFacts
from idic.domain.identify.operations.relations import KINDS, OWN_FACTS, RelationFacts
from idic.doors.web.name_field import NameField

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


def day_field(
    label: str | _StrPromise, *, required: bool = False, help_text: str | _StrPromise = ""
) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(
        label=label, widget=widget, input_formats=["%Y-%m-%d"], required=required, help_text=help_text
    )


class PickForm(forms.Form):
    """A form about another customer. Chosen from the list it comes as an id; typed only, it comes as a text, and the
    page asks whom that means."""

    customer = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=1, max_value=2**62)
    customer_text = forms.CharField(required=False, max_length=100)

    @property
    def typed(self) -> str:
        return str(self.data.get("customer_text", ""))[:100] if self.is_bound else ""


class FactsForm(forms.Form):
    """The facts that a relation of this type takes."""

    job_title = forms.CharField(label=_("Job title or role"), max_length=120, required=False)
    stake = forms.ChoiceField(label=_("Part they play"), choices=Stake.choices)
    attitude = forms.ChoiceField(label=_("Attitude towards us"), choices=Attitude.choices, initial=Attitude.UNKNOWN)
    starts_on = day_field(_("From"), help_text=_("Leave it empty where nobody knows."))
    ends_on = day_field(_("Until"), help_text=_("The first day on which it no longer holds."))
    is_main = forms.BooleanField(label=_("The main place of work"), required=False)
    note = forms.CharField(label=_("Note"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *arguments: Any, type_: RelationType, **named: Any) -> None:
        super().__init__(*arguments, **named)
        kept = {*OWN_FACTS[type_], "starts_on", "ends_on", "note", "version"}
        if type_ == RelationType.REFERRED_BY:
            kept.remove("ends_on")
            self.fields["starts_on"].label = _("Day of the referral")
        for name in [name for name in FactsForm.base_fields if name not in kept]:
            del self.fields[name]

    def facts(self) -> RelationFacts:
        names = ("starts_on", "ends_on", "job_title", "is_main", "stake", "attitude", "note")
        return RelationFacts(**{name: self.cleaned_data[name] for name in names if name in self.cleaned_data})

    @staticmethod
    def of(relation: Relation) -> dict[str, object]:
        return {name: getattr(relation, name) for name in FactsForm.base_fields}


class AddForm(FactsForm, PickForm):
    """`side` is what this customer is to the other."""

    def __init__(self, *arguments: Any, side: RelationSide, **named: Any) -> None:
        super().__init__(*arguments, type_=side.type, **named)
        self.side = side

    @property
    def other_kind(self) -> CustomerKind | None:
        source, target = KINDS[self.side.type]
        return target if self.side.is_source else source


class HouseholdForm(forms.Form):
    name = NameField(label=_("Name of the household"), max_length=200)
    starts_on = day_field(_("Since"), help_text=_("Leave it empty where nobody knows."))


class RenameForm(forms.Form):
    name = NameField(label=_("Name of the household"), max_length=200)
    version = forms.IntegerField(widget=forms.HiddenInput)


class MemberForm(forms.Form):
    role = forms.ChoiceField(
        label=_("Role in the household"), choices=HouseholdRole.choices, initial=HouseholdRole.OTHER
    )
    starts_on = day_field(_("From"), help_text=_("Leave it empty where nobody knows."))
    ends_on = day_field(_("Until"), help_text=_("The first day on which the person is no longer of the household."))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def facts(self) -> MemberFacts:
        return MemberFacts(self.cleaned_data["role"], self.cleaned_data["starts_on"], self.cleaned_data["ends_on"])


class AddMemberForm(MemberForm, PickForm):
    pass


US, THEM = "us", "them"


class ShareForm(forms.Form):
    """One point of the history: of ourselves or of a competitor."""

    who = forms.ChoiceField(
        label=_("Whose share"),
        choices=[(US, _("Ours")), (THEM, _("A competitor's"))],
        widget=forms.RadioSelect,
        initial=US,
    )
    competitor = NameField(
        label=_("Competitor"), max_length=120, required=False,
        help_text=_("Choose a name from the list or type a new one. Leave it empty for our own share."),
    )  # fmt: skip
    category = NameField(
        label=_("Category"), max_length=120, required=False, help_text=_("Leave it empty for everything that they buy.")
    )
    percent = forms.DecimalField(
        label=_("Share of their spend"), min_value=0, max_value=100, max_digits=5, decimal_places=2, required=False,
        help_text=_("0 says that the seller is used no longer; empty, that nobody knows how much a competitor gets."),
    )  # fmt: skip
    as_of = day_field(_("As of"), required=True)
    told_by = forms.ChoiceField(label=_("Who told it"), choices=ShareSource.choices, initial=ShareSource.ESTIMATE)
    note = forms.CharField(label=_("Note"), max_length=300, required=False)

    def __init__(self, *arguments: Any, today: date, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["as_of"].initial = today
        self.fields["competitor"].widget.attrs["list"] = "known-competitors"
        self.fields["category"].widget.attrs["list"] = "known-categories"

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("who") == THEM and not values.get("competitor") and "competitor" not in self.errors:
            self.add_error("competitor", _("Give the name of the competitor."))
        return values

    def told(self) -> dict[str, Any]:
        values = {name: self.cleaned_data[name] for name in ("category", "as_of", "told_by", "note")}
        percent: Decimal | None = self.cleaned_data["percent"]
        is_ours = self.cleaned_data["who"] == US
        return {**values, "percent": percent, "competitor": "" if is_ours else self.cleaned_data["competitor"]}
