from __future__ import annotations

import pytest
from django import forms
from django.core.exceptions import NON_FIELD_ERRORS

from idic.doors.web.shell.form_errors import tell
from idic.foundation.errors import FieldRefused, WordedError


class VisitForm(forms.Form):
    day = forms.CharField(required=False)
    customer = forms.CharField(required=False, widget=forms.HiddenInput)


class HouseClosed(WordedError):
    sentence = "We are closed."


@pytest.mark.parametrize(
    ("error", "names", "place"),
    [
        (FieldRefused("day", "Choose a day to come."), None, "day"),
        (FieldRefused("starts_at", "Choose a day to come."), {"starts_at": "day"}, "day"),
        (FieldRefused("colour", "Not this one."), None, NON_FIELD_ERRORS),
        # beside what nobody sees it would be read by nobody
        (FieldRefused("customer", "This customer is locked."), None, NON_FIELD_ERRORS),
        (HouseClosed(), None, NON_FIELD_ERRORS),
    ],
)
def test_a_refusal_stands_where_it_is_seen(error: WordedError, names: dict[str, str] | None, place: str) -> None:
    form = VisitForm({"day": "2026-11-23", "customer": "7"})
    assert form.is_valid()
    tell(form, error, names)
    assert dict(form.errors) == {place: [str(error)]}
