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
from idic.warehouse.queries.questions import access_questions
from idic.warehouse.reports.operations import Settings
from idic.warehouse.reports.sources import source_choices


class ReportForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120, validators=[ProhibitNullCharactersValidator()])
    note = forms.CharField(
        label=_("What it is for"), max_length=500, required=False, validators=[ProhibitNullCharactersValidator()],
        help_text=_("Stands under the title, for who reads it."),
    )  # fmt: skip
    source = forms.ChoiceField(label=_("What it tells"), choices=source_choices)
    query = forms.ChoiceField(label=_("The saved question in SQL"), required=False)
    question = forms.ChoiceField(label=_("The saved question"), required=False)
    format = forms.ChoiceField(label=_("As"), choices=ReportFormat.choices)
    rhythm = forms.ChoiceField(label=_("Sent by mail"), choices=Rhythm.choices)
    weekday = forms.TypedChoiceField(label=_("On"), choices=Weekday.choices, coerce=int, required=False, empty_value="")
    month_day = forms.IntegerField(
        label=_("On day"), min_value=1, max_value=31, required=False,
        help_text=_("In a shorter month on its last day."),
    )  # fmt: skip
    at = forms.TimeField(
        label=_("At"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=_("By the clock of the business."),
    )  # fmt: skip
    readers = forms.TypedMultipleChoiceField(
        label=_("Readers"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Each gets what their own role may read, in their own language."),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, user: User, report: Report | None = None, **more: Any) -> None:
        super().__init__(*args, **more)
        queries = [("", _("None"))] + [(str(one.pk), one.name) for one in offered_queries(user)]
        if report is not None and report.query is not None and str(report.query_id) not in dict(queries):
            queries.append((str(report.query_id), report.query.name))
        offer(self, "query", queries)
        questions = [("", _("None"))] + [
            (str(one.pk), one.name) for one in access_questions(user).order_by("name")[:500]
        ]
        if report is not None and report.question is not None and str(report.question_id) not in dict(questions):
            questions.append((str(report.question_id), report.question.name))
        offer(self, "question", questions)
        offer(self, "readers", people_choices())

    def settings(self) -> Settings:
        told = self.cleaned_data
        return Settings(
            name=told["name"], note=told["note"], source=told["source"],
            query_id=int(told["query"]) if told["query"] else None,
            question_id=int(told["question"]) if told["question"] else None, format=told["format"], rhythm=told["rhythm"],
            weekday=told["weekday"] or 1, month_day=told["month_day"] or 1, at=told["at"] or time(8),
            reader_ids=tuple(told["readers"]),
        )  # fmt: skip


def offered_queries(user: User) -> list[Any]:
    return list(visible_queries(user)[:500]) if may(user, "sql.ask") else []


def initial_of(report: Report) -> dict[str, Any]:
    return {
        "name": report.name, "note": report.note, "source": report.source, "query": str(report.query_id or ""),
        "question": str(report.question_id or ""),
        "format": report.format, "rhythm": report.rhythm, "weekday": report.weekday, "month_day": report.month_day,
        "at": report.at, "version": report.version,
        "readers": list(report.readers.filter(left_at__isnull=True).values_list("user_id", flat=True)),
    }  # fmt: skip
