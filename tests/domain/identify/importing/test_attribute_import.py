from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from idic.domain.identify.models import Customer, ImportBatch, ImportRefusal
from idic.foundation.attributes.draft import Draft
from idic.foundation.attributes.models import AttributeDefinition, Choice
from idic.foundation.attributes.operations.definitions import create_attribute
from tests.conftest import Cast

Take = Callable[..., ImportBatch]
pytestmark = pytest.mark.django_db

PETS = (Choice("cat", {"en": "Cat", "th": "แมว"}), Choice("dog", {"en": "Dog"}))
HEADER = "customer id,full name,ขนาด,x_pets,Since\n"


@pytest.fixture
def attributes(cast: Cast) -> dict[str, AttributeDefinition]:
    def make(code: str, type_: str, **more: Any) -> AttributeDefinition:
        values: dict[str, Any] = {"labels": {"en": code.title()}, "group": "behavioural", **more}
        return create_attribute("customer", Draft(code, type_, **values), by=cast.manager)

    return {
        "size": make("size", "number", labels={"en": "Size", "th": "ขนาด"}, rules={"maximum": "100"}),
        "pets": make("pets", "choices", choices=PETS),
        "since": make("since", "date"),
    }


def facts() -> dict[str, object]:
    return dict(Customer.objects.values_list("name", "facts"))


def test_headers_are_guessed_in_any_language_and_values_are_taken(attributes: Any, take: Take) -> None:
    batch = take(HEADER + '1,Anan Jaidee,"1,5",แมว; dog,31/01/2569\n2,Malee Suk,,,\n', options={"decimal": ","})
    assert batch.mapping == {
        "source_id": "customer id", "name": "full name", "x_size": "ขนาด", "x_pets": "x_pets", "x_since": "Since",
    }  # fmt: skip
    assert facts() == {
        "Anan Jaidee": {"x_size": "1.5", "x_pets": ["cat", "dog"], "x_since": "2026-01-31"}, "Malee Suk": {},
    }  # fmt: skip


def test_what_does_not_fit_is_a_doubt_and_the_rest_of_the_row_is_taken(attributes: Any, take: Take) -> None:
    batch = take(HEADER + "1,Anan Jaidee,200,horse,31/02/2026\n2,Malee Suk,many,cat,\n")
    assert batch.refused_count == 0
    assert batch.figures["doubts"] == {
        "attribute_large": 1, "attribute_choice": 1, "attribute_date": 1, "attribute_number": 1,
    }  # fmt: skip
    assert facts() == {"Anan Jaidee": {}, "Malee Suk": {"x_pets": ["cat"]}}


def test_a_unique_value_that_repeats_is_refused_with_its_column(cast: Cast, take: Take) -> None:
    create_attribute(
        "customer", Draft("card", "text", "behavioural", {"en": "Card"}, is_unique=True), by=cast.manager
    )  # fmt: skip
    header = "customer id,full name,card\n"
    first = take(header + "1,Anan Jaidee,A1\n2,Malee Suk,A1\n3,Boon Dee,A3\n")
    assert first.refused_count == 1
    again = take(header + "1,Anan Jaidee,A1\n3,Boon Dee,A1\n4,New One,A3\n5,Else One,A5\n")
    refused = ImportRefusal.objects.filter(batch=again).order_by("row")
    assert [(one.code, one.column, one.value) for one in refused] == [
        ("attribute_repeated", "card", "A1"),
        ("attribute_repeated", "card", "A3"),
    ]
    assert {name: held.get("x_card") for name, held in facts().items()} == {
        "Anan Jaidee": "A1", "Boon Dee": "A3", "Else One": "A5",
    }  # fmt: skip
