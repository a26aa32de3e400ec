from __future__ import annotations

import pytest

from idic.foundation.letters.errors import TemplateRefused
from idic.foundation.letters.sandbox import check, fields_named, fill

ROOTS = {"customer": {"name", "province"}, "sender": {"name"}}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{% for one in customer %}x{% endfor %}", "loop"),
        ("{{ range(10) }}", "call"),
        ("{{ customer.name.upper() }}", "call"),
        ("{{ customer.__class__ }}", "field"),
        ("{{ customer.name.__class__ }}", "name"),
        ("{{ customer['name'] }}", "statement"),
        ("{{ settings.SECRET_KEY }}", "name"),
        ("{{ customer }}", "name"),
        ("{{ customer.salary }}", "field"),
        ("{% include 'x' %}", "statement"),
        ("{% import 'os' as os %}", "statement"),
        ("{% set x = 1 %}", "statement"),
        ("{% macro x() %}{% endmacro %}", "statement"),
        ("{{ 9 * 9 }}", "statement"),
        ("{{ customer.name|attr('x') }}", "filter"),
        ("{{ customer.name|map }}", "filter"),
        ("line\n{{ customer.name", "syntax"),
        ("{% if customer.name %}", "syntax"),
        ("x" * 50_001, "long"),
    ],
)
def test_what_a_template_may_not_do_is_refused(text: str, code: str) -> None:
    with pytest.raises(TemplateRefused) as refused:
        check(text, ROOTS)
    assert refused.value.code == code
    assert str(refused.value)


def test_the_line_of_the_trouble_is_named() -> None:
    with pytest.raises(TemplateRefused) as refused:
        check("one\ntwo\n{{ customer.salary }}", ROOTS)
    assert refused.value.line == 3


def test_fields_conditions_and_the_few_filters_are_filled_in() -> None:
    text = (
        "Dear {{ customer.name }}{% if customer.province == 'Bangkok' %} of the capital{% else %}{% endif %},"
        " {{ customer.province|default('somewhere', true)|upper }} {{ sender.name }}"
    )
    check(text, ROOTS)
    assert fields_named(text) == {("customer", "name"), ("customer", "province"), ("sender", "name")}
    values = {"customer": {"name": "สมชาย", "province": "Bangkok"}, "sender": {"name": "Anan"}}
    assert fill(text, values) == "Dear สมชาย of the capital, BANGKOK Anan"
    values["customer"]["province"] = ""
    assert fill(text, values) == "Dear สมชาย, SOMEWHERE Anan"


def test_a_value_that_looks_like_a_template_stays_a_value() -> None:
    assert fill("{{ customer.name }}", {"customer": {"name": "{{ sender.name }}"}}) == "{{ sender.name }}"
