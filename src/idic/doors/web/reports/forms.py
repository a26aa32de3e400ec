from __future__ import annotations

from datetime import time
from typing import Any

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import gettext_lazy as _

from idic.doors.web.choices import offer
from idic.foundation.accounts.models import User
from idic.foundation.accounts.queries.choices import people_choices
from idic.foundation.accounts.rules import may
from idic.warehouse.adhoc.queries import visible_queries
from idic.warehouse.models import Report, ReportFormat, Rhythm, Weekday
from idic.warehouse.queries.questions import access_dashboards, access_questions
from idic.warehouse.reports.operations import Settings
from idic.warehouse.reports.sources import DASHBOARD, QUESTION, SQL, source_choices

_MOST = 500
#: The field that says which one, for a source that tells what somebody saved.
ASKED_BY = {SQL: "query", QUESTION: "question", DASHBOARD: "dashboard"}


class ReportForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120, validators=[ProhibitNullCharactersValidator()])
    note = forms.CharField(
        label=_("What it is for"), max_length=500, required=False, validators=[ProhibitNullCharactersValidator()],
        help_text=_("Stands under the title, for who reads it."),
    )  # fmt: skip
    source = forms.ChoiceField(label=_("What it tells"), choices=source_choices)
    query = forms.ChoiceField(label=_("The saved question in SQL"), required=False)
    question = forms.ChoiceField(label=_("The saved question"), required=False)
    dashboard = forms.ChoiceField(
        label=_("The dashboard"), required=False,
        help_text=_("Each of its questions becomes a table, and a sheet of its own in Excel."),
    )  # fmt: skip
    format = forms.ChoiceField(label=_("Format"), choices=ReportFormat.choices)
    rhythm = forms.ChoiceField(label=_("Sent by mail"), choices=Rhythm.choices)
    weekday = forms.TypedChoiceField(
        label=_("Weekday"), choices=Weekday.choices, coerce=int, required=False, empty_value=""
    )
    month_day = forms.IntegerField(
        label=_("Day of the month"), min_value=1, max_value=31, required=False,
        help_text=_("In a shorter month on its last day."),
    )  # fmt: skip
    at = forms.TimeField(
        label=_("Time of day"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=_("By the clock of the business."),
    )  # fmt: skip
    readers = forms.TypedMultipleChoiceField(
        label=_("Readers"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Each gets what their own role may read, in their own language."),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, user: User, report: Report | None = None, **more: Any) -> None:
        super().__init__(*args, **more)
        told = (report.query, report.question, report.dashboard) if report is not None else (None, None, None)
        offered = (
            offered_queries(user), access_questions(user).order_by("name", "id")[:_MOST],
            access_dashboards(user).order_by("name", "id")[:_MOST],
        )  # fmt: skip
        self.offered: dict[str, dict[str, str]] = {}
        for name, found, kept in zip(ASKED_BY.values(), offered, told, strict=True):
            choices = {str(one.pk): one.name for one in found}
            if kept is not None:
                # It may be told by somebody whom it is no longer shared with.
                choices.setdefault(str(kept.pk), kept.name)
            self.offered[name] = choices
            offer(self, name, [("", _("None")), *choices.items()])
        offer(self, "readers", people_choices())

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        asked = ASKED_BY.get(told.get("source", ""))
        if asked and not told.get(asked) and asked not in self.errors:
            self.add_error(asked, _("Choose what the report tells."))
        return told

    def settings(self) -> Settings:
        told = self.cleaned_data
        return Settings(
            name=told["name"], note=told["note"], source=told["source"],
            query_id=int(told["query"]) if told["query"] else None,
            question_id=int(told["question"]) if told["question"] else None,
            dashboard_id=int(told["dashboard"]) if told["dashboard"] else None, format=told["format"], rhythm=told["rhythm"],
            weekday=told["weekday"] or 1, month_day=told["month_day"] or 1, at=told["at"] or time(8),
            reader_ids=tuple(told["readers"]),
        )  # fmt: skip


def offered_queries(user: User) -> list[Any]:
    return list(visible_queries(user)[:_MOST]) if may(user, "sql.ask") else []


def initial_of(report: Report) -> dict[str, Any]:
    return {
        "name": report.name, "note": report.note, "source": report.source, "query": str(report.query_id or ""),
        "question": str(report.question_id or ""), "dashboard": str(report.dashboard_id or ""),
        "format": report.format, "rhythm": report.rhythm, "weekday": report.weekday, "month_day": report.month_day,
        "at": report.at, "version": report.version,
        "readers": list(report.readers.filter(left_at__isnull=True).values_list("user_id", flat=True)),
    }  # fmt: skip
