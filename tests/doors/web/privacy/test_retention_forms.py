"""The kinds of data that rules and holds name."""

from __future__ import annotations

from collections import Counter

import pytest
from django import forms
from django.utils import translation

from idic.domain.identify.belongings import belongings
from idic.domain.identify.privacy.prefilled.retention_rules import FIRST_RULES
from idic.doors.web.privacy.retention.forms import HoldForm, NewRuleForm
from idic.doors.web.privacy.retention.wording import in_words

pytestmark = pytest.mark.django_db


def _labels(form: forms.Form, name: str) -> list[str]:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    return [str(label) for _code, label in field.choices]


def test_no_two_choices_read_the_same() -> None:
    for form, name in ((NewRuleForm(), "belonging"), (HoldForm(), "classes")):
        labels = _labels(form, name)
        assert labels
        assert [label for label, count in Counter(labels).items() if count > 1] == []


def test_a_hold_on_rows_that_name_two_customers_keeps_both_sides() -> None:
    form = HoldForm({"reason": "A dispute", "classes": ["relation"]})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["classes"] == ["relation", "relation_to"]


def test_every_kind_of_data_can_still_be_held() -> None:
    field = HoldForm().fields["classes"]
    assert isinstance(field, forms.MultipleChoiceField)
    form = HoldForm({"reason": "A dispute", "classes": [code for code, _label in field.choices]})
    assert form.is_valid(), form.errors
    assert set(form.cleaned_data["classes"]) == {one.code for one in belongings()}


def test_the_first_rules_read_in_the_readers_language_and_own_ones_as_written() -> None:
    with translation.override("zh-hans"):
        assert in_words("Who looked at whom") == "谁查看过谁的资料"
        assert in_words("Delete") == "Delete"
    for rule in FIRST_RULES:
        for language in ("th", "zh-hans", "zh-hant"):
            with translation.override(language):
                assert in_words(rule.name) != rule.name
                assert in_words(rule.basis) != rule.basis
