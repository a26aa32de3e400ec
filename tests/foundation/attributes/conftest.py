from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from idic.foundation.attributes.draft import Draft
from idic.foundation.attributes.models import AttributeDefinition, Choice
from idic.foundation.attributes.operations.definitions import create_attribute
from tests.conftest import Cast

PETS = (Choice("cat", {"en": "Cat", "th": "แมว"}), Choice("dog", {"en": "Dog", "th": "หมา"}))


@pytest.fixture
def make_attribute(cast: Cast) -> Callable[..., AttributeDefinition]:
    def make(code: str, type_: str = "text", **more: Any) -> AttributeDefinition:
        values: dict[str, Any] = {"group": "behavioural", "labels": {"en": code.title()}, **more}
        return create_attribute("customer", Draft(code=code, type=type_, **values), by=cast.manager)

    return make
