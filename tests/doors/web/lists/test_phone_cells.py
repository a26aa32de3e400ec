"""A number in a list is called by a click, where it is whole."""

from __future__ import annotations

from idic.domain.identify.models import Customer
from idic.doors.web.lists.cells import renderer
from idic.foundation.nouns.fields import Field
from idic.methods.predicate import FieldType


def test_only_a_whole_number_is_a_link() -> None:
    cell = renderer(Field("phone", "contact", FieldType.TEXT, "Phone", "c.phone", value=lambda one: one.phone), {}, {})
    assert cell(Customer(phone="+66812345678")) == '<a class="text-nowrap" href="tel:+66812345678">+66812345678</a>'
    for text in ("•••••678", "ask at the shop", "+6681 javascript:alert(1)"):
        assert "href" not in cell(Customer(phone=text))
