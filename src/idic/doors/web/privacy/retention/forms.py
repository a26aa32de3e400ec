from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from idic.domain.identify.belongings import belongings
from idic.domain.identify.privacy.enums import RetentionAction, RetentionClock
from idic.domain.identify.privacy.stores.tables import EVENTS


class RuleForm(forms.Form):
    months = forms.IntegerField(label=_("Months"), min_value=1, max_value=1200)
    action = forms.ChoiceField(label=_("What then happens"), choices=RetentionAction.choices)
    basis = forms.CharField(label=_("Ground"), required=False, max_length=200)
    reviewed = forms.BooleanField(label=_("I checked this rule against our law"), required=False)
    is_on = forms.BooleanField(label=_("The rule is on"), required=False)


class NewRuleForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=160)
    belonging = forms.ChoiceField(label=_("Which data"))
    months = forms.IntegerField(label=_("Months"), min_value=1, max_value=1200)
    clock = forms.ChoiceField(label=_("Counted from"), choices=RetentionClock.choices)
    action = forms.ChoiceField(
        label=_("What then happens"), choices=RetentionAction.choices,
        help_text=_("Rows are deleted; a customer as a whole is erased."),
    )  # fmt: skip
    basis = forms.CharField(label=_("Ground"), required=False, max_length=200)

    def __init__(self, *arguments: object, **named: object) -> None:
        super().__init__(*arguments, **named)  # type: ignore[arg-type]  # passed on as they came
        chosen = self.fields["belonging"]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = [
            (one.code, str(one.label)) for one in belongings() if one.moment and not one.parent and one.table != EVENTS
        ]


class HoldForm(forms.Form):
    customer = forms.IntegerField(
        label=_("Number of the customer"), required=False, min_value=1, help_text=_("Empty: everybody.")
    )
    classes = forms.MultipleChoiceField(
        label=_("What is held"), required=False, widget=forms.SelectMultiple(attrs={"size": 6}),
        help_text=_("Nothing chosen: everything."),
    )  # fmt: skip
    reason = forms.CharField(label=_("Reason"), max_length=300)

    def __init__(self, *arguments: object, **named: object) -> None:
        super().__init__(*arguments, **named)  # type: ignore[arg-type]  # passed on as they came
        classes = self.fields["classes"]
        assert isinstance(classes, forms.MultipleChoiceField)
        classes.choices = [(one.code, str(one.label)) for one in belongings()]

    def clean(self) -> dict[str, object]:
        found = super().clean() or {}
        if not found.get("customer") and not found.get("classes"):
            raise forms.ValidationError(_("Name a customer or a kind of data: a hold on everything stops every rule."))
        return found
