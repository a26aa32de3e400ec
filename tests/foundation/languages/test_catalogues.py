"""Four complete languages: every text of the product stands in every catalogue, with the same placeholders."""

from __future__ import annotations

import re

import pytest
from babel.messages import Message

from idic.foundation.languages.catalogues import LANGUAGES, missing_texts, read_catalogue
from idic.foundation.languages.messages import Message as Text
from idic.foundation.languages.messages import _from_python, messages

# One process reads all texts.
pytestmark = pytest.mark.xdist_group("texts")

_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}")


@pytest.fixture(scope="module")
def product() -> list[Text]:
    """Read once: it is all of the code and all templates."""
    return messages()


def test_every_text_of_the_product_is_in_every_catalogue(product: list[Text]) -> None:
    for language in LANGUAGES:
        known = {
            (message.context or "", message.id[0] if isinstance(message.id, tuple) else message.id)
            for message in read_catalogue(language)
        }
        lacking = [message.text for message in product if (message.context, message.text) not in known]
        assert not lacking, f"{language}: run `python -m idic.foundation.languages.catalogues`, then translate"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_left_untranslated(language: str) -> None:
    assert missing_texts(read_catalogue(language)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_keeps_the_placeholders(language: str) -> None:
    wrong = []
    for message in read_catalogue(language):
        if not message.id:
            continue
        source = message.id[1] if isinstance(message.id, tuple) else message.id
        strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
        wrong += [
            source
            for string in strings
            if string and set(_PLACEHOLDER.findall(source)) != set(_PLACEHOLDER.findall(string))
        ]
    assert wrong == []


def test_no_text_looks_by_chance_as_if_it_had_placeholders(product: list[Text]) -> None:
    """Gettext's own check would take "80% line" for one and refuse every translation of it."""
    texts = [text for one in product for text in (one.text, one.plural) if text]
    plain = [text for text in texts if not _PLACEHOLDER.search(text) and "%%" not in text]
    assert [text for text in plain if Message(text).python_format] == []


def test_a_function_called_by_a_name_of_its_own_is_read_as_what_it_is() -> None:
    source = "from django.utils.translation import gettext as _now\nfrom x import pgettext_lazy as _in\n"
    found = list(_from_python(source + '_now("All open")\n_in("case", "New")\nother("No text")\n', "page.py"))
    assert [(one.context, one.text) for one in found] == [("", "All open"), ("case", "New")]


def test_texts_of_templates_and_of_python_are_both_found(product: list[Text]) -> None:
    places = {message.place.rpartition(".")[2] for message in product}
    assert places == {"py", "html"}
