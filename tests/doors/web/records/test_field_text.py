"""Fields are put into remembered text: it must be what the template itself would have written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory

from idic.domain.identify.models import Customer
from idic.doors.web.records.field_text import field_text
from idic.doors.web.records.values import ShownField, field_groups
from idic.doors.web.shell.stencil import around
from idic.foundation.accounts.models import User
from idic.foundation.desk.subjects import Subject
from idic.foundation.nouns.registry import noun_of

pytestmark = pytest.mark.django_db
TOKEN = "t" * 64


def _whole(one: ShownField, subject: Subject, *, may_reveal: bool = False) -> str:
    values = {
        "one": one, "noun": subject.code, "pk": subject.pk, "field": one.field, "may_reveal": may_reveal,
        "csrf_token": TOKEN,
    }  # fmt: skip
    return render_to_string("records/field.html", values)


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    monkeypatch.setattr("idic.doors.web.records.field_text.get_token", lambda request: TOKEN)
    request = RequestFactory().get("/")

    def write(one: ShownField, subject: Subject, *, may_reveal: bool = False) -> str:
        return field_text(request, around(), one, subject, may_reveal=may_reveal)  # type: ignore[arg-type]  # no session

    return write


def test_every_field_reads_as_its_template_writes_it(
    cast: object, make_customer: Callable[..., Customer], written: Callable[..., str]
) -> None:
    user = User.objects.get(email="manager@example.com")
    for name in ("Ann <b>& Co", 'Bua "Lee"'):
        customer = make_customer(given_name=name, phone="0812345678")
        subject = Subject(noun_of("customer"), customer)
        fields = [one for group in field_groups(user, subject) for one in (*group.filled, *group.empty)]
        assert fields
        for one in fields:
            assert written(one, subject) == _whole(one, subject), one.field.name


def test_masked_linked_and_many_lined_values_do_too(
    cast: object, make_customer: Callable[..., Customer], written: Callable[..., str]
) -> None:
    user = User.objects.get(email="manager@example.com")
    subject = Subject(noun_of("customer"), make_customer(given_name="Ann"))
    one = field_groups(user, subject)[0].filled[0]
    for other in (replace(one, text="a\n<b>"), replace(one, text="x", href="https://example.com/?a=1&b=2")):
        assert written(other, subject) == _whole(other, subject)
    for may_reveal in (True, False):
        for text in ("•••", "••4"):
            masked = replace(one, text=text, is_editable=False, is_masked=True)
            assert written(masked, subject, may_reveal=may_reveal) == _whole(masked, subject, may_reveal=may_reveal)
