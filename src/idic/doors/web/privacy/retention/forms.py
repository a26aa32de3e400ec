from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from idic.domain.identify.belongings import belongings
from idic.domain.identify.privacy.enums import RetentionAction, RetentionClock
from idic.domain.identify.privacy.stores.tables import EVENTS
from idic.doors.web.choices import offer


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
        offer(self, "belonging", _aged())


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
        offer(self, "classes", [(together[0], label) for label, together in codes_by_label().items()])

    def clean_classes(self) -> list[str]:
        """Rows that name two customers are declared once for each: a hold keeps both."""
        chosen = self.cleaned_data["classes"]
        return [code for together in codes_by_label().values() if together[0] in chosen for code in together]

    def clean(self) -> dict[str, object]:
        found = super().clean() or {}
        if not found.get("customer") and not found.get("classes"):
            raise forms.ValidationError(_("Name a customer or a kind of data: a hold on everything stops every rule."))
        return found


def codes_by_label() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in belongings():
        found.setdefault(str(one.label), []).append(one.code)
    return found


def _aged() -> list[tuple[str, str]]:
    """What a rule can count the age of. The rows of one table stand here once, whichever customer of theirs they name;
    those that only speak of a customer are other rows."""
    found: dict[str, tuple[str, str]] = {}
    for one in belongings():
        if not one.moment or one.parent or one.table == EVENTS:
            continue
        label = str(one.label)
        if one.where and label in found:
            label = str(_("%(what)s, about a customer")) % {"what": label}
        found.setdefault(label, (one.code, label))
    return list(found.values())
