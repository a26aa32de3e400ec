from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from idic.domain.catalogue.queries.categories import upper_categories
from idic.domain.differentiate.enums import Tier
from idic.domain.differentiate.queries.segments import access_segments
from idic.domain.identify.privacy.queries.purposes import name_of, purposes_in_use
from idic.domain.interact.cases.models import CaseTopic
from idic.domain.interact.cases.queries.topics import offered_topics
from idic.domain.interact.contact import Purpose
from idic.domain.interact.enums import FollowUpMethod
from idic.domain.interact.plans.drafts import PlanDraft, StepDraft
from idic.domain.interact.plans.enums import DayKind, OwnerRule, PlanKind, Trigger
from idic.domain.interact.plans.models import Plan, PlanStep, PlanVersion
from idic.domain.interact.plans.operations.plans import (
    LONGEST_QUESTIONS,
    MOST_A_DAY,
    MOST_A_YEAR,
    MOST_DAYS,
    MOST_HELD_OUT,
    MOST_SILENT,
    MOST_TRIES,
)
from idic.doors.web.customers.wording import segment_name
from idic.foundation.accounts.models import Team, User
from idic.foundation.accounts.queries.users import active_users, assignable_users, teams
from idic.foundation.attributes.enums import AttributeType
from idic.foundation.attributes.queries.definitions import definitions_of
from idic.foundation.attributes.queries.labels import attribute_label
from idic.foundation.calendars.models import Calendar
from idic.foundation.calendars.queries.calendars import offered_calendars

STEPS = 4
_ANY = ("", pgettext_lazy("condition", "Any"))
_CATEGORIES = 200


@dataclass(frozen=True)
class StepFields:
    place: int
    method: Any
    days: Any
    questions: Any


def _rows(form: forms.Form, name: str, rows: Any, label: Any = None) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = rows
    if label is not None:
        field.label_from_instance = label  # type: ignore[method-assign]


class FollowUpPlanForm(forms.Form):
    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        validators=[ProhibitNullCharactersValidator()],
        error_messages={"required": _("Give the plan a name.")},
    )
    kind = forms.ChoiceField(label=_("Type"), choices=PlanKind.choices)
    trigger = forms.ChoiceField(label=_("What begins it"), choices=Trigger.choices)
    silent_days = forms.IntegerField(
        label=_("Days without a purchase"), required=False, min_value=1, max_value=MOST_SILENT,
        help_text=_("Only where no purchase begins it: on the day that makes it so many."),
    )  # fmt: skip
    attribute = forms.ChoiceField(
        label=_("Where the contract's end stands"), required=False,
        help_text=_("Only before a contract ends: a custom attribute of customers that holds a date."),
    )  # fmt: skip
    a_year = forms.IntegerField(
        label=_("Times a year"), required=False, min_value=1, max_value=MOST_A_YEAR,
        help_text=_("Only for so many times a year: each customer of the tiers below has their own day in turn."),
    )  # fmt: skip
    day_kind = forms.ChoiceField(label=_("Days are counted as"), choices=DayKind.choices)
    calendar = forms.ModelChoiceField(
        Calendar.objects.none(), label=_("Calendar"), required=False, empty_label=_("The default calendar")
    )
    segment = forms.ModelChoiceField(User.objects.none(), label=_("Segment"), required=False, empty_label=_ANY[1])
    tiers = forms.MultipleChoiceField(
        label=_("Value tier of the customer"), choices=Tier.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    category = forms.ModelChoiceField(
        User.objects.none(), label=_("Category of the product"), required=False, empty_label=_ANY[1],
        help_text=_("After a sale or a case."),
    )  # fmt: skip
    topic = forms.ModelChoiceField(
        CaseTopic.objects.none(), label=_("Topic of the case"), required=False, empty_label=_ANY[1]
    )
    case_purpose = forms.ChoiceField(label=_("Purpose of the case"), choices=[_ANY, *Purpose.choices], required=False)
    value_at_least = forms.DecimalField(
        label=_("Value at least"), required=False, min_value=0, max_digits=16, decimal_places=2,
        help_text=_("After a sale its amount, else the expected lifetime value."),
    )  # fmt: skip
    owner_rule = forms.ChoiceField(label=_("Who does it"), choices=OwnerRule.choices)
    owner = forms.ModelChoiceField(
        User.objects.none(), label=_("Person"), required=False, empty_label=pgettext_lazy("person", "None")
    )
    team = forms.ModelChoiceField(
        Team.objects.none(), label=_("Team"), required=False, empty_label=pgettext_lazy("team", "None")
    )
    use = forms.ModelChoiceField(
        User.objects.none(), label=_("Purpose of using their data"), required=False,
        empty_label=_("None: only restricted data is left alone"),
        help_text=_("Whoever has not agreed, or objected to this purpose or its channel, is left out."),
    )  # fmt: skip
    gap_days = forms.IntegerField(
        label=_("Days since somebody last reached them"), min_value=0, max_value=MOST_DAYS, initial=0,
        help_text=_("Whoever was reached more recently, by anybody, is left out."),
    )  # fmt: skip
    per_day = forms.IntegerField(
        label=_("At most on one day"), min_value=1, max_value=MOST_A_DAY, initial=50,
        help_text=_("The others wait for the next day, in an order drawn by lot."),
    )  # fmt: skip
    tries = forms.IntegerField(
        label=_("Tries where nobody is reached"), min_value=1, max_value=MOST_TRIES, initial=2,
        help_text=_("Each on the next working day."),
    )  # fmt: skip
    held_out = forms.IntegerField(
        label=_("Left alone by lot, of a hundred"), min_value=0, max_value=MOST_HELD_OUT, initial=0,
        help_text=_("Only with such a group can it be told later whether the plan brought purchases."),
    )  # fmt: skip
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, data: Any = None, *, by: User, plan: Plan | None = None, last: PlanVersion | None = None, steps: Any = ()
    ) -> None:
        super().__init__(data, initial=_initial(plan, last))
        _rows(self, "calendar", offered_calendars(last.calendar_id if last else None))
        _rows(self, "segment", access_segments(by), segment_name)
        _rows(self, "category", upper_categories(by, limit=_CATEGORIES))
        _rows(self, "topic", offered_topics(last.topic_id if last else None), lambda one: one.name)
        _rows(self, "owner", active_users())
        _rows(self, "team", teams())
        _rows(self, "use", purposes_in_use(), name_of)
        dates = [one.key for one in definitions_of("customer") if one.type == AttributeType.DATE]
        attribute = self.fields["attribute"]
        assert isinstance(attribute, forms.ChoiceField)
        attribute.choices = [("", pgettext_lazy("attribute", "None")), *((key, attribute_label(key)) for key in dates)]
        for place in range(1, STEPS + 1):
            self._add_step(place, steps[place - 1] if place <= len(steps) else None)

    def _add_step(self, place: int, step: PlanStep | None) -> None:
        methods = FollowUpMethod.choices if place == 1 else [("", _("No further step")), *FollowUpMethod.choices]
        self.fields[f"method_{place}"] = forms.ChoiceField(
            label=_("How"), choices=methods, required=place == 1, initial=step.method if step else ""
        )
        self.fields[f"days_{place}"] = forms.IntegerField(
            label=_("Days"),
            min_value=0,
            max_value=MOST_DAYS,
            required=False,
            initial=step.days if step else 2,
            help_text=_("After the step before is done.")
            if place > 1
            else _("After what begins it, or before the end of a contract."),
        )
        self.fields[f"questions_{place}"] = forms.CharField(
            label=_("What to ask"), required=False, max_length=LONGEST_QUESTIONS, initial=step.questions if step else "",
            widget=forms.Textarea(attrs={"rows": 3}), validators=[ProhibitNullCharactersValidator()],
        )  # fmt: skip

    @property
    def step_fields(self) -> list[StepFields]:
        return [
            StepFields(place, self[f"method_{place}"], self[f"days_{place}"], self[f"questions_{place}"])
            for place in range(1, STEPS + 1)
        ]

    def draft(self) -> PlanDraft:
        data = self.cleaned_data
        steps = tuple(
            StepDraft(data[f"method_{place}"], data[f"days_{place}"] or 0, data[f"questions_{place}"])
            for place in range(1, STEPS + 1)
            if data[f"method_{place}"]
        )
        names = (
            "trigger", "silent_days", "attribute", "a_year", "day_kind", "calendar", "segment", "category", "topic",
            "case_purpose", "value_at_least", "owner_rule", "owner", "team", "use", "gap_days", "per_day", "tries", "held_out",
        )  # fmt: skip
        return PlanDraft(steps=steps, tiers=tuple(data["tiers"]), **{name: data[name] for name in names})


def _initial(plan: Plan | None, last: PlanVersion | None) -> dict[str, object]:
    if plan is None or last is None:
        return {"day_kind": DayKind.BUSINESS, "owner_rule": OwnerRule.CUSTOMER}
    names = (
        "trigger", "silent_days", "attribute", "a_year", "day_kind", "calendar", "segment", "tiers", "category", "topic",
        "case_purpose", "value_at_least", "owner_rule", "owner", "team", "use", "gap_days", "per_day", "tries", "held_out",
    )  # fmt: skip
    return {"name": plan.name, "kind": plan.kind, "version": plan.version} | {
        name: getattr(last, name) for name in names
    }


class GiveForm(forms.Form):
    owner = forms.ModelChoiceField(
        User.objects.none(), label=_("Who"), empty_label=None, error_messages={"required": _("Choose the person.")}
    )

    def __init__(self, data: Any = None, *, by: User, current: User) -> None:
        super().__init__(data, initial={"owner": current.pk})
        _rows(self, "owner", assignable_users(by, "follow_up.change").order_by("display_name", "pk"))


class DoneForm(forms.Form):
    done = forms.CharField(
        label=_("What was done about it"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        validators=[ProhibitNullCharactersValidator()],
        error_messages={"required": _("Write what was done about it.")},
    )  # fmt: skip
