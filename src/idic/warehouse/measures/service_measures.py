from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from idic.warehouse.measures.declaration import Good, Measure, Unit

_C, _S, _A, _M = Unit.COUNT, Unit.SHARE, Unit.MEAN, Unit.MONEY
_OF_PROMISES = _("Open time without pauses, of promises that have been decided.")

SERVICE = (
    Measure("cases", _("Cases"), _("By the day of the first contact; merged ones and unwanted mail are not counted."), _C,
            "cases", good=Good.NEITHER, family="service"),
    Measure("cases_open", _("Open cases"), _("Not resolved when the figures were refreshed, whenever they came."), _C,
            "cases_open", good=Good.DOWN, family="service"),
    Measure("cases_resolved", _("Cases resolved"), _("By the day on which they were resolved."), _C, "resolved",
            family="service"),
    Measure("answered_in_time", _("Share answered in time"),
            _("First answers within what was promised, out of the promises that have been decided."), _S,
            "answer_kept", "answer_decided", family="service"),
    Measure("resolved_in_time", _("Share resolved in time"),
            _("Resolved within what was promised, out of the promises that have been decided."), _S,
            "resolution_kept", "resolution_decided", family="service"),
    Measure("answer_median", _("Minutes to the first answer, median"), _OF_PROMISES, _A,
            "answer_median", "answer_once", Good.DOWN, "service"),
    Measure("answer_ninth", _("Minutes to the first answer, nine of ten"), _OF_PROMISES, _A,
            "answer_ninth", "answer_once", Good.DOWN, "service"),
    Measure("resolution_median", _("Minutes to resolve, median"), _OF_PROMISES, _A,
            "resolution_median", "resolution_once", Good.DOWN, "service"),
    Measure("resolution_ninth", _("Minutes to resolve, nine of ten"), _OF_PROMISES, _A,
            "resolution_ninth", "resolution_once", Good.DOWN, "service"),
    Measure("first_contact_share", _("Share solved at the first contact"),
            _("Of the cases that have ended: one message and one answer at most, and never opened again."), _S,
            "cases_at_once", "cases_ended", family="service"),
    Measure("reopened_share", _("Share opened again"), _("Of the cases that were ever resolved."), _S,
            "cases_reopened", "cases_resolved_once", Good.DOWN, "service"),
    Measure("messages_in", _("Messages from customers"), _("Messages and conversations in cases, by their day."), _C,
            "messages_in", good=Good.NEITHER, family="service"),
    Measure("answers", _("Answers to customers"), _("Messages of ours in cases, written by a person."), _C, "answers",
            good=Good.NEITHER, family="service"),
    Measure("complaints", _("Complaints"), _("By the day of the first contact; what was told twice counts once."), _C,
            "complaints", good=Good.DOWN, family="service"),
    Measure("complaints_per_thousand", _("Complaints per 1,000 customers"),
            _("Complaints of the time asked for, out of the customers on record today."), _A,
            "complaints_thousandfold", "customers", Good.DOWN, "service"),
    Measure("severe_complaints", _("Severe complaints"), _("Of severity 4 or 5."), _C, "complaints_severe",
            good=Good.DOWN, family="service"),
    Measure("remedy_cost", _("Cost of remedies"), _("What was given to put complaints right, as far as it was written down."),
            _M, "remedy_cost", good=Good.DOWN, family="service"),
    Measure("content_with_outcome", _("Content with the outcome"),
            _("Complaints with 4 or 5 of 5 for what came of them, out of those with a word on it."), _S,
            "content_outcome", "rated_outcome", family="service"),
)  # fmt: skip
