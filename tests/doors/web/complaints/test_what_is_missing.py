"""An empty field of these forms says what to do."""

from __future__ import annotations

import pytest

from idic.domain.interact.complaints.models import CorrectiveAction
from idic.doors.web.complaints import forms, forms_actions

pytestmark = pytest.mark.django_db


def test_no_required_field_says_only_that_it_is_required(make_complaint, cast):
    complaint = make_complaint()
    action = CorrectiveAction(title="Seals", owner=cast.manager)
    steps = (forms.NoteForm, forms.AssessForm, forms.ProposeForm, forms.DecideForm)
    empty = [kind({"version": "1"}, complaint=complaint, by=cast.service, act="x") for kind in steps]
    kinds = (forms_actions.SheetForm, forms_actions.StepForm, forms_actions.CarryOutForm)
    empty += [kind({"version": "1"}, action=action) for kind in kinds]
    empty += [forms_actions.OpenForm({"trigger": "order"})]
    told = [(name, text) for form in empty for name, texts in form.errors.items() for text in texts]
    assert len(told) == 19
    assert all(text.startswith("Say ") for _name, text in told), told
