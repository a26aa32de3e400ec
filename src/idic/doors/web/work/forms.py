from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import Any

from babel.dates import get_day_names
from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from idic.domain.identify.models import Customer
from idic.domain.identify.queries.customers import customers_numbered
from idic.domain.identify.rules import visible_customers
from idic.domain.work.drafts import Guest, TaskDraft, TaskValues
from idic.domain.work.enums import TIMED_KINDS, Priority, Span, TaskKind
from idic.domain.work.errors import TitleMissing
from idic.domain.work.models import Task
from idic.domain.work.queries.calendar import Entry
from idic.domain.work.queries.people import assignable, colleagues
from idic.domain.work.recurrence import FREQUENCIES, Rule, zone
from idic.domain.work.series import rule_of
from idic.domain.work.times import Times, day_of, midnight
from idic.doors.web.choices import offer
from idic.doors.web.name_field import NameField
from idic.doors.web.work.wording import REMINDER_CHOICES, before
from idic.foundation.accounts.models import Team, User
from idic.foundation.accounts.queries.users import active_users, teams
from idic.foundation.accounts.rules import may
from idic.foundation.languages import formats

_SEPARATORS = re.compile(r"[\s,;]+")
_MOST_ADDRESSES = 50


def _day(label: Any, **named: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    # Farther away nothing can be reckoned; what lies far but not so far is refused with a better word.
    bounds = [MinValueValidator(date(1800, 1, 1)), MaxValueValidator(date(2900, 1, 1))]
    return forms.DateField(
        label=label, widget=widget, input_formats=["%Y-%m-%d"], required=False, validators=bounds, **named
    )


def _clock(label: Any) -> forms.TimeField:
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(label=label, widget=widget, input_formats=["%H:%M", "%H:%M:%S"], required=False)


class TaskForm(forms.Form):
    """A task by its day, or a call, visit or meeting at its time; the rest may stay empty."""

    kind = forms.ChoiceField(label=_("Kind"), choices=TaskKind.choices, widget=forms.RadioSelect)
    title = NameField(label=_("What is to be done"), max_length=300, error_messages={"required": TitleMissing.sentence})
    day = _day(_("Day"))
    clock = _clock(_("Time"))
    end_day = _day(_("Last day"))
    end_clock = _clock(_("Until"))
    is_all_day = forms.BooleanField(label=_("All day"), required=False)
    owner = forms.ModelChoiceField(User.objects.none(), label=_("Who"), empty_label=None)
    team = forms.ModelChoiceField(Team.objects.none(), label=_("Team"), required=False, empty_label=_("No team"))
    priority = forms.ChoiceField(label=_("Priority"), choices=Priority.choices, initial=Priority.NORMAL)
    place = NameField(label=_("Place"), max_length=300, required=False)
    text = forms.CharField(
        label=_("Details"), required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 4})
    )
    customer = forms.ModelChoiceField(
        Customer.objects.none(), label=_("Customer"), required=False, widget=forms.HiddenInput
    )
    colleagues = forms.ModelMultipleChoiceField(
        User.objects.none(), label=_("Colleagues"), required=False, widget=forms.SelectMultiple(attrs={"size": 5})
    )
    invites_customer = forms.BooleanField(
        label=_("Invite the customer by e-mail"), required=False, help_text=_("Where an e-mail address is known.")
    )
    addresses = forms.CharField(
        label=_("People outside"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("E-mail addresses, one on each line. They get an invitation that their calendar understands."),
    )  # fmt: skip
    reminders = forms.TypedMultipleChoiceField(
        label=_("Remind"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    frequency = forms.ChoiceField(label=_("Repeat"), required=False)
    interval = forms.IntegerField(label=_("Every"), min_value=1, max_value=99, required=False, initial=1)
    weekdays = forms.TypedMultipleChoiceField(
        label=_("On these days"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    until = _day(_("Last time on"), help_text=_("Leave both empty for a series without an end."))
    count = forms.IntegerField(label=_("Or so many times"), min_value=1, max_value=1000, required=False)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    at = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    span = forms.ChoiceField(
        label=_("What is this change for?"), choices=Span.choices, required=False, widget=forms.RadioSelect
    )

    def __init__(
        self, data: Any = None, *, by: User, task: Task | None = None, initial: dict[str, object] | None = None
    ) -> None:
        first = {"kind": TaskKind.TASK, "owner": by, "priority": Priority.NORMAL, "span": Span.THIS, **(initial or {})}
        super().__init__(data, initial=first)
        self.task = task
        owners = assignable(by)
        if task is not None:
            owners = owners | active_users(task.owner_id).filter(pk=task.owner_id)
        self._offer("owner", owners.order_by("display_name", "id"))
        self._offer("team", teams())
        self._offer("colleagues", colleagues())
        known = visible_customers(by) if may(by, "customer.see") else Customer.objects.none()
        if task is not None and task.customer_id is not None:
            known = known | customers_numbered(task.customer_id)
        self._offer("customer", known.defer("search_text", "search_keys", "facts", "provenance"))
        names = get_day_names("abbreviated", locale=formats.current_locale())
        offer(self, "weekdays", [(number, names[number]) for number in range(7)])
        offer(self, "reminders", [(minutes, before(minutes)) for minutes in REMINDER_CHOICES])
        offer(self, "frequency", [
            ("", _("It does not repeat")), ("daily", _("By days")), ("weekly", _("By weeks")), ("monthly", _("By months")),
            ("yearly", _("By years")),
        ])  # fmt: skip

    @property
    def is_series(self) -> bool:
        return self.task is not None and bool(self.task.rule)

    @property
    def chosen_customer(self) -> Customer | None:
        """Also while the form is shown again with an error."""
        value = self["customer"].value()
        if isinstance(value, Customer):
            return value
        field = self.fields["customer"]
        assert isinstance(field, forms.ModelChoiceField)
        try:
            found = field.clean(value)
        except forms.ValidationError:
            return None
        return found if isinstance(found, Customer) else None

    def values(self) -> TaskValues:
        data = self.cleaned_data
        found = TaskValues(
            title=data["title"], kind=data["kind"], text=data["text"], priority=data["priority"], place=data["place"],
            owner=data["owner"], team=data["team"], customer=data["customer"], guests=self._guests(),
            reminders=tuple(data["reminders"]), times=self._times(),
        )  # fmt: skip
        if self.task is None or self.task.occurrence_at is None:
            found["rule"] = self._rule()
        return found

    def draft(self, *, subject_kind: str = "", subject_id: int | None = None) -> TaskDraft:
        values = self.values()
        return TaskDraft(
            title=values["title"], kind=values["kind"], text=values["text"], priority=values["priority"],
            times=values["times"], place=values["place"], owner=values["owner"], team=values["team"],
            customer=values["customer"], subject_kind=subject_kind, subject_id=subject_id, guests=values["guests"],
            reminders=values["reminders"], rule=values["rule"],
        )  # fmt: skip

    def _times(self) -> Times:
        data = self.cleaned_data
        day: date | None = data["day"]
        if data["kind"] not in TIMED_KINDS:
            return Times(due_on=day, due_at=_at(day, data["clock"]) if day and data["clock"] else None)
        if day is None:
            return Times()
        last: date = data["end_day"] or day
        if data["is_all_day"]:
            return Times(starts_at=midnight(day), ends_at=midnight(last) + timedelta(days=1), is_all_day=True)
        start = _at(day, data["clock"] or time(9))
        return Times(starts_at=start, ends_at=_at(last, data["end_clock"]) if data["end_clock"] else None)

    def _guests(self) -> tuple[Guest, ...]:
        data = self.cleaned_data
        found = [Guest(user_id=one.pk) for one in data["colleagues"]]
        customer: Customer | None = data["customer"]
        if data["invites_customer"] and customer is not None:
            found.append(Guest(customer_id=customer.pk, name=customer.name, email=customer.email))
        addresses = [one for one in _SEPARATORS.split(data["addresses"].strip()) if one][: _MOST_ADDRESSES + 1]
        return (*found, *(Guest(email=one) for one in addresses))

    def _rule(self) -> str:
        data = self.cleaned_data
        if data["frequency"] not in FREQUENCIES:
            return ""
        return str(
            Rule(
                data["frequency"], data["interval"] or 1,
                weekdays=tuple(data["weekdays"]) if data["frequency"] == "weekly" else (),
                count=data["count"], until=data["until"],
            )
        )  # fmt: skip

    def _offer(self, name: str, rows: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = rows


def initial_of(entry: Entry) -> dict[str, object]:
    """The task as the form shows it; of a series, the occurrence that is open."""
    task, times = entry.task, entry.times
    found: dict[str, object] = {
        "kind": task.kind, "title": task.title, "text": task.text, "priority": task.priority, "place": task.place,
        "owner": task.owner, "team": task.team, "customer": task.customer, "reminders": task.reminders,
        "version": task.version, "at": entry.occurrence_at.isoformat() if entry.occurrence_at else "",
        "day": times.due_on, "is_all_day": times.is_all_day,
    }  # fmt: skip
    start = times.starts_at or times.due_at
    if start is not None and not times.is_all_day:
        found["clock"] = start.astimezone(zone()).time()
    if times.ends_at is not None:
        ends = times.ends_at - timedelta(microseconds=1 if times.is_all_day else 0)
        found["end_day"] = day_of(ends)
        if not times.is_all_day:
            found["end_clock"] = ends.astimezone(zone()).time()
    people = list(task.participants.all())
    found["colleagues"] = [one.user_id for one in people if one.user_id]
    found["invites_customer"] = any(one.customer_id for one in people)
    found["addresses"] = "\n".join(one.email for one in people if not one.user_id and not one.customer_id)
    rule = rule_of(task)
    if rule is not None:
        found |= {
            "frequency": rule.frequency, "interval": rule.interval, "weekdays": list(rule.weekdays),
            "count": rule.count, "until": rule.until,
        }  # fmt: skip
    return found


class OutcomeForm(forms.Form):
    outcome = forms.CharField(
        label=_("What came of it?"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 3})
    )
    at = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)


class AbsenceForm(forms.Form):
    starts_on = _day(_("First day"))
    ends_on = _day(_("Last day"))
    deputy = forms.ModelChoiceField(User.objects.none(), label=_("Who stands in"), empty_label=None)
    note = NameField(label=_("Note"), max_length=200, required=False)

    def __init__(self, data: Any = None, *, by: User) -> None:
        today = timezone.localdate()
        super().__init__(data, initial={"starts_on": today, "ends_on": today})
        for name in ("starts_on", "ends_on"):
            self.fields[name].required = True
        deputy = self.fields["deputy"]
        assert isinstance(deputy, forms.ModelChoiceField)
        deputy.queryset = colleagues().exclude(pk=by.pk)


def _at(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, tzinfo=zone())
