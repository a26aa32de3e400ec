"""Django's tags that remember: what they show is what Django's own show."""

from __future__ import annotations

import pytest
from django.template import Context, Engine, engines
from django.urls import reverse
from django.utils import translation

from idic.doors.web.shell.addresses import address_of

TEXTS = (
    '{% load i18n %}{% translate "Customers" %}',
    '{% load i18n %}{% translate "Customers" as one %}[{{ one }}]',
    '{% load i18n %}{% translate "None" context "no value" %}',
    "{% load i18n %}{% translate given %}",
    '{% load i18n %}{% translate "Customers"|upper %}',
    '{% load i18n %}{% translate "%n selected" %}',
    "{% load i18n %}{% blocktranslate trimmed with value=given %}Here: {{ value }}{% endblocktranslate %}",
    "{% load i18n %}{% blocktranslate trimmed count n=number %}{{ n }} member{% plural %}{{ n }} members{% endblocktranslate %}",
)


def _own(text: str, **values: object) -> str:
    return str(engines["django"].from_string(text).render(values))


def _djangos(text: str, **values: object) -> str:
    return Engine(libraries={"i18n": "django.templatetags.i18n"}).from_string(text).render(Context(values))


@pytest.mark.parametrize("text", TEXTS)
def test_words_read_as_django_reads_them_in_every_language(text: str) -> None:
    values = {"given": "<Customers>", "number": 2}
    for language in ("en", "th", "zh-hans", "en", "th"):
        with translation.override(language):
            assert _own(text, **values) == _djangos(text, **values)


def test_one_template_reads_in_the_language_of_each_reader() -> None:
    template = engines["django"].from_string('{% load i18n %}{% translate "Customers" %}')
    read = []
    for language in ("en", "th", "en"):
        with translation.override(language):
            read.append(template.render())
    assert read[0] == read[2] != read[1]


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("customers:list", []),
        ("customers:detail", [7]),
        ("customers:detail", [12_345_678]),
        ("customers:membership", [7, 8]),
        ("records:field", ["customer", 7, "given_name"]),
        ("records:field", ["customer", 7, "<a b>"]),
    ],
)
def test_addresses_are_those_of_reverse(name: str, args: list[object]) -> None:
    for _ in range(2):
        assert address_of(name, args) in (None, reverse(name, args=args))
    assert address_of("customers:detail", [7]) == reverse("customers:detail", args=[7])


def test_what_only_reverse_can_tell_is_left_to_it() -> None:
    assert address_of("customers:detail", [-1]) is None
    assert address_of("nothing:here", [1]) is None
    assert _own('{% url "nothing:here" 1 as one %}[{{ one }}]') == "[]"
