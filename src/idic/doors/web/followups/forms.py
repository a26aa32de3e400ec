from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from idic.domain.interact.enums import FollowUpMethod, FollowUpOutcome, FollowUpReason
from idic.domain.interact.operations.follow_ups import LARGEST_LIST
from idic.domain.interact.plans.drafts import FindingDraft
from idic.domain.interact.plans.enums import FindingKind, Severity
from idic.foundation.accounts.models import User
from idic.foundation.accounts.queries.users import active_users, assignable_users
from idic.foundation.calendars.queries.clocks import default_clock
from idic.foundation.calendars.working_days import next_working_day

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


# Longer ahead it is a slip of the hand, or a year of another era.
_FURTHEST = timedelta(days=5 * 366)


def _due_within(field: forms.Field, first: date, last: date) -> None:
    field.validators = [*field.validators, MinValueValidator(first), MaxValueValidator(last)]


def _day_field(label: _StrPromise) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(
        label=label, widget=widget, input_formats=["%Y-%m-%d"], error_messages={"required": _("Choose a day.")}
    )


class WorkForm(forms.Form):
    """Who, when, how and why: the same for one customer and for the members of a segment."""

    owner = forms.ModelChoiceField(User.objects.none(), label=_("Who"), empty_label=None)
    due_on = _day_field(_("When"))
    method = forms.ChoiceField(label=_("How"), choices=FollowUpMethod.choices)
    reason = forms.ChoiceField(label=_("Why"), choices=FollowUpReason.choices)
    note = forms.CharField(
        label=_("Note"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What the colleague should know or say."),
    )  # fmt: skip

    def __init__(
        self, data: Any = None, *, by: User, today: date, initial: dict[str, object] | None = None, **named: Any
    ) -> None:
        first = {"owner": by, "due_on": next_working_day(today, default_clock()), **(initial or {})}
        super().__init__(data, initial=first, **named)
        owner = self.fields["owner"]
        assert isinstance(owner, forms.ModelChoiceField)
        owner.queryset = assignable_users(by, "follow_up.change").order_by("display_name", "id")
        _due_within(self.fields["due_on"], today, today + _FURTHEST)


class PlanForm(WorkForm):
    limit = forms.IntegerField(
        label=_("How many"), min_value=1, max_value=LARGEST_LIST, initial=50, help_text=_("The most valuable first.")
    )
    per_day = forms.IntegerField(
        label=_("At most for each day"), min_value=1, max_value=LARGEST_LIST, required=False,
        help_text=_("Spread over working days, Monday to Friday. Leave it empty to make all due on one day."),
    )  # fmt: skip


class OutcomeForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("What came of it?"), choices=FollowUpOutcome.choices, widget=forms.RadioSelect, required=False
    )
    note = forms.CharField(
        label=_("What was said"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
    finding_kind = forms.ChoiceField(
        label=_("Finding"), required=False, choices=[("", _("Nothing to keep")), *FindingKind.choices],
        help_text=_("What we should know or do something about."),
    )  # fmt: skip
    severity = forms.TypedChoiceField(
        label=_("How much it matters"), required=False, choices=Severity.choices, coerce=int, initial=Severity.MATTERS,
    )  # fmt: skip
    finding_text = forms.CharField(
        label=_("In the customer's words"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )

    promised_for = forms.DateField(
        label=_("Promised by"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_(
            "If you promised something: whoever sees to it is reminded the working day before, on the day, and daily once it "
            "is past."
        ),
    )  # fmt: skip

    def result(self) -> tuple[str, str, FindingDraft | None]:
        """Outcome, note, and the finding; what was written without a kind is a finding of no special kind."""
        data = self.cleaned_data
        kind, text = data["finding_kind"], data["finding_text"]
        if not kind and not text.strip():
            return data["outcome"], data["note"], None
        finding = FindingDraft(kind or FindingKind.OTHER, text, data["severity"] or Severity.MATTERS,
                               promised_for=data["promised_for"])  # fmt: skip
        return data["outcome"], data["note"], finding


class RescheduleForm(forms.Form):
    owner = forms.ModelChoiceField(User.objects.none(), label=_("Who"), empty_label=None)
    due_on = _day_field(_("When"))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, *arguments: Any, by: User, today: date, due_on: date, current: User | None = None, **named: Any
    ) -> None:
        """`due_on` is the present day: one that has passed may stay when only the person changes."""
        super().__init__(*arguments, **named)
        choices = assignable_users(by, "follow_up.change")
        owner = self.fields["owner"]
        assert isinstance(owner, forms.ModelChoiceField)
        # The person who has it now may be out of reach: leaving it there is no new assignment to refuse in the form.
        owner.queryset = (choices | active_users(current.pk).filter(pk=current.pk) if current else choices).order_by(
            "display_name", "id"
        )
        _due_within(self.fields["due_on"], min(today, due_on), max(today + _FURTHEST, due_on))
