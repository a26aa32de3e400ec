from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from idic.domain.differentiate.risk.operations.lists import LARGEST_LIST
from idic.domain.differentiate.risk.question import GROUPS, LEARNERS, Kind, Question
from idic.domain.interact.enums import FollowUpMethod
from idic.doors.web.choices import offer
from idic.foundation.accounts.models import User
from idic.foundation.accounts.queries.users import assignable_users
from idic.foundation.calendars.queries.clocks import default_clock
from idic.foundation.calendars.working_days import next_working_day

_TARGETS = ("attribute", "category", "campaign", "contract")


class QuestionForm(forms.Form):
    """The wizard's first page. Which fields matter depends on the kind; the others are not read."""

    name = forms.CharField(
        label=_("Name of this run"), max_length=120, required=False,
        help_text=_("Empty: it is called by what it foretells, in the language of whoever reads it."),
    )  # fmt: skip
    kind = forms.ChoiceField(
        label=_("What is to be foretold?"), choices=Kind.choices, initial=Kind.SILENCE, widget=forms.RadioSelect
    )
    horizon_days = forms.IntegerField(
        label=_("How many days ahead"),
        initial=90,
        min_value=7,
        max_value=1095,
        help_text=_("The next page proposes a number from how long customers usually stay away."),
    )
    feature_days = forms.IntegerField(
        label=_("How many days back to look"),
        initial=365,
        min_value=30,
        max_value=1825,
        help_text=_("What customers did within these days is what the model learns from."),
    )
    gap_days = forms.IntegerField(
        label=_("Days left blind in between"),
        initial=0,
        min_value=0,
        max_value=180,
        help_text=_("The time you need before a contact reaches anybody."),
    )
    cut = forms.FloatField(label=_("Limit of the probability (0 to 1)"), initial=0.5, required=False)
    grace_days = forms.IntegerField(
        label=_("Days of grace after the end"), initial=30, min_value=0, max_value=365, required=False
    )
    contract = forms.ChoiceField(label=_("Attribute with the end of the contract"), required=False)
    category = forms.ChoiceField(label=_("Category"), required=False)
    campaign = forms.ChoiceField(label=_("Campaign"), required=False)
    attribute = forms.ChoiceField(label=_("Attribute"), required=False)
    value = forms.CharField(
        label=_("Value that counts as “yes”"),
        max_length=80,
        required=False,
        help_text=_("As it is kept: for a yes-or-no attribute “yes”, for a choice its code."),
    )
    groups = forms.MultipleChoiceField(
        label=_("What may explain it?"),
        choices=GROUPS,
        initial=["behaviour", "demography"],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    attributes = forms.MultipleChoiceField(
        label=_("Attributes that may explain it"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Take only what was known before the outcome, or the model foretells the past."),
    )
    learner = forms.ChoiceField(label=_("Method"), choices=LEARNERS, initial="boosting")
    contact_cost = forms.FloatField(label=_("Cost of one contact"), initial=20, min_value=0)
    save_rate = forms.FloatField(
        label=_("Of those who would leave, part that a contact keeps (0 to 1)"), initial=0.2, min_value=0, max_value=1
    )
    worth = forms.FloatField(label=_("What a kept customer is worth"), initial=1000, min_value=0)

    def __init__(self, *args: Any, choices: dict[str, list[tuple[str, str]]], **more: Any) -> None:
        super().__init__(*args, **more)
        nothing = [("", _("choose"))]
        for name in _TARGETS:
            offer(self, name, [*nothing, *choices.get(name, [])])
        offer(self, "attributes", choices.get("attribute", []))
        if not choices.get("attribute"):
            del self.fields["attributes"]

    def question(self) -> Question:
        told = self.cleaned_data
        target = {
            Kind.CONTRACT: "contract", Kind.CATEGORY: "category", Kind.CAMPAIGN: "campaign", Kind.ATTRIBUTE: "attribute",
        }.get(Kind(told["kind"]))  # fmt: skip
        return Question(
            kind=told["kind"], horizon_days=told["horizon_days"], gap_days=told["gap_days"],
            feature_days=told["feature_days"], grace_days=told["grace_days"] or 0,
            cut=told["cut"] if told["cut"] is not None else 0.5, target=told[target] if target else "",
            value=told["value"].strip() if told["kind"] == Kind.ATTRIBUTE else "", learner=told["learner"],
            groups=tuple(told["groups"]), attributes=tuple(told.get("attributes", ())),
            contact_cost=told["contact_cost"], save_rate=told["save_rate"], worth=told["worth"],
        )  # fmt: skip


def as_told(name: str, question: Question) -> dict[str, object]:
    target = {
        Kind.CONTRACT: "contract", Kind.CATEGORY: "category", Kind.CAMPAIGN: "campaign", Kind.ATTRIBUTE: "attribute",
    }.get(Kind(question.kind))  # fmt: skip
    told: dict[str, object] = {**question.as_dict(), "name": name}
    if target:
        told[target] = question.target
    return told


class ListForm(forms.Form):
    """Whom to contact, and who does it."""

    size = forms.IntegerField(label=_("How many customers"), min_value=1, max_value=LARGEST_LIST, initial=50)
    owner = forms.ModelChoiceField(User.objects.none(), label=_("Who"), empty_label=None)
    due_on = forms.DateField(
        label=_("When"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), input_formats=["%Y-%m-%d"]
    )
    method = forms.ChoiceField(label=_("How"), choices=FollowUpMethod.choices)
    held_out = forms.IntegerField(
        label=_("Held out, percent"),
        min_value=0,
        max_value=50,
        initial=10,
        help_text=_("Drawn by lot and left alone: only beside them can you tell later what the contacts brought."),
    )

    def __init__(
        self, data: Any = None, *, by: User, today: date, initial: dict[str, object] | None = None, **more: Any
    ) -> None:
        first = {"owner": by, "due_on": next_working_day(today, default_clock()), **(initial or {})}
        super().__init__(data, initial=first, **more)
        owner = self.fields["owner"]
        assert isinstance(owner, forms.ModelChoiceField)
        owner.queryset = assignable_users(by, "follow_up.change").order_by("display_name", "id")


class TermsForm(forms.Form):
    """The sum behind the order of the list."""

    contact_cost = forms.FloatField(label=_("Cost of one contact"), min_value=0)
    save_rate = forms.FloatField(label=_("Part that a contact keeps (0 to 1)"), min_value=0, max_value=1)
    worth = forms.FloatField(
        label=_("Worth of a kept customer"),
        min_value=0,
        required=False,
        help_text=_("Empty: each customer's own lifetime value."),
    )

    def __init__(self, *args: Any, is_churn: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        if not is_churn:
            self.fields["save_rate"].label = _("Share of contacts that succeed (0 to 1)")
            self.fields["worth"].label = _("Worth of a success")
