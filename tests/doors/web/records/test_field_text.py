"""Fields are put into remembered text: it must be what the template itself would have written."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.template.loader import render_to_string

from idic.domain.identify.models import Customer
from idic.doors.web.records.field_text import remembered_field
from idic.doors.web.records.values import ShownField, field_groups
from idic.foundation.accounts.models import User
from idic.foundation.desk.subjects import Subject
from idic.foundation.nouns.registry import noun_of

pytestmark = pytest.mark.django_db


def _whole(one: ShownField, subject: Subject) -> str:
    return render_to_string(
        "records/field.html", {"one": one, "noun": subject.code, "pk": subject.pk, "field": one.field}
    )


def test_every_field_reads_as_its_template_writes_it(cast: object, make_customer: Callable[..., Customer]) -> None:
    user = User.objects.get(email="manager@example.com")
    for name in ("Ann <b>& Co", 'Bua "Lee"'):
        customer = make_customer(given_name=name, phone="0812345678")
        subject = Subject(noun_of("customer"), customer)
        fields = [one for group in field_groups(user, subject) for one in (*group.filled, *group.empty)]
        assert fields
        for one in fields:
            assert remembered_field(one, subject) == _whole(one, subject), one.field.name


def test_masked_and_many_lined_values_are_rendered_by_themselves(
    cast: object, make_customer: Callable[..., Customer]
) -> None:
    user = User.objects.get(email="manager@example.com")
    subject = Subject(noun_of("customer"), make_customer(given_name="Ann"))
    one = field_groups(user, subject)[0].filled[0]
    assert remembered_field(ShownField(one.field, "a\nb", "", True), subject) is None
    assert remembered_field(ShownField(one.field, "•••", "", False, is_masked=True), subject) is None
