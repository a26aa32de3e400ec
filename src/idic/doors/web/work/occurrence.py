"""Which occurrence of a series an address speaks of."""

from __future__ import annotations

from django import forms

from idic.domain.work.errors import OccurrenceUnknown
from idic.domain.work.models import Task
from idic.domain.work.queries.calendar import Entry, at_occurrence
from idic.domain.work.series import anchor_of, require_occurrence
from idic.doors.web.work.views_calendar import read_moment
from idic.foundation.accounts.errors import NotVisible


def entry_at(task: Task, text: str) -> Entry:
    """A time at which the series does not come about answers as what is not there."""
    if not task.rule:
        return at_occurrence(task, None)
    try:
        moment = read_moment(text) if text else anchor_of(task)
        if moment is not None and moment != anchor_of(task):
            require_occurrence(task, moment)
    except (forms.ValidationError, OccurrenceUnknown):
        raise NotVisible from None
    return at_occurrence(task, moment)
