"""What a stencil writes is what its template would have written, and nothing of what it wrote before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from django.template import engines
from django.utils import translation
from django.utils.safestring import SafeString

from idic.doors.web.shell.stencil import Stencil, around

TEMPLATE = (
    '{% load i18n %}{% url \'customers:detail\' pk as address %}<a href="{{ address }}" title="{{ name }}">'
    "{% if is_loud %}<b>{{ name }}</b>{% else %}{{ name }}{% endif %}</a>"
    "{% if note %} {% blocktranslate trimmed with source=note %}from {{ source }}{% endblocktranslate %}{% endif %}"
)
HOSTILE = "<script>'x' & \"y\" %s %(name)s {name}</script>"


def _written(values: Mapping[str, Any]) -> str:
    return str(engines["django"].from_string(TEMPLATE).render(dict(values)))


def _stencil() -> Stencil:
    return Stencil(_written, decided=("is_loud",), ids=("pk",), texts=("name", "note"))


@pytest.mark.parametrize("language", ["en", "th", "zh-hans"])
def test_it_writes_what_its_template_would_have_written(language: str) -> None:
    stencil = _stencil()
    with translation.override(language):
        for is_loud in (True, False, True):
            for pk, name, note in ((1, "Ann", ""), (22, HOSTILE, "till"), (333, "", HOSTILE), (1, "Bob", "")):
                values = {"is_loud": is_loud, "pk": pk, "name": name, "note": note}
                assert stencil(around(), (is_loud,), pk, name, note) == _written(values)


def test_a_safe_text_stands_as_it_is() -> None:
    text = _stencil()(around(), (False,), 7, SafeString("<i>Ann</i>"), "")
    assert "<i>Ann</i></a>" in text


def test_every_language_has_its_own_words() -> None:
    stencil = _stencil()
    texts = []
    for language in ("en", "th", "en"):
        with translation.override(language):
            texts.append(stencil(around(), (False,), 7, "Ann", "till"))
    assert texts[0] == texts[2] != texts[1]


def test_a_text_that_looks_like_a_hole_is_only_text() -> None:
    stencil = _stencil()
    first = stencil(around(), (False,), 7, "holeabcn1end", "")
    assert "holeabcn1end" in first


def test_what_is_not_named_is_refused() -> None:
    with pytest.raises(ValueError, match="zip"):
        _stencil()(around(), (False, True), 7, "Ann", "")
    with pytest.raises(ValueError, match="zip"):
        _stencil()(around(), (False,), 7, "Ann")
