from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import gettext_lazy as _

from idic.doors.web.choices import offer
from idic.doors.web.reports.forms import offered_queries
from idic.foundation.accounts.models import User
from idic.foundation.accounts.queries.choices import people_choices
from idic.warehouse.alerts.measures import measure_choices
from idic.warehouse.alerts.operations import Settings
from idic.warehouse.models import Alert, Period, RuleSet


class AlertForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120, validators=[ProhibitNullCharactersValidator()])
    measure = forms.ChoiceField(label=_("The figure"), choices=measure_choices)
    query = forms.ChoiceField(
        label=_("The saved question"), required=False,
        help_text=_("Two columns: the day on which a period begins, and the figure."),
    )  # fmt: skip
    period = forms.ChoiceField(label=_("For every"), choices=Period.choices)
    rules = forms.ChoiceField(
        label=_("Rules"), choices=RuleSet.choices,
        help_text=_("Western Electric has four rules and rings seldom; Nelson has eight and sees more."),
    )  # fmt: skip
    baseline_until = forms.DateField(
        label=_("What is usual: figures up to"), required=False, widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("The 26 whole periods before this day are the measure, and stay it. Empty: up to now."),
    )  # fmt: skip
    people = forms.TypedMultipleChoiceField(
        label=_("Who is told"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("By mail, once for each time it rings. You are told in any case."),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, user: User, alert: Alert | None = None, **more: Any) -> None:
        super().__init__(*args, **more)
        queries = [("", _("None")), *((str(one.pk), one.name) for one in offered_queries(user))]
        if alert is not None and alert.query is not None and str(alert.query_id) not in dict(queries):
            queries.append((str(alert.query_id), alert.query.name))
        offer(self, "query", queries)
        offer(self, "people", people_choices())

    def settings(self) -> Settings:
        told = self.cleaned_data
        return Settings(
            name=told["name"], measure=told["measure"], query_id=int(told["query"]) if told["query"] else None,
            period=told["period"], rules=told["rules"], people_ids=tuple(told["people"]),
            baseline_until=told["baseline_until"],
        )  # fmt: skip


def initial_of(alert: Alert) -> dict[str, Any]:
    return {
        "name": alert.name, "measure": alert.measure, "query": str(alert.query_id or ""), "period": alert.period,
        "rules": alert.rules, "version": alert.version, "people": list(alert.people.values_list("pk", flat=True)),
    }  # fmt: skip
