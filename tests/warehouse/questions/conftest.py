from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings

from idic.warehouse.asking.desk import Desk
from idic.warehouse.questions.answering import answer
from idic.warehouse.questions.pivot import Pivot
from idic.warehouse.questions.reading import read_question
from tests.warehouse.questions import world

Ask = Callable[..., Pivot]


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    home = tmp_path_factory.mktemp("questions")
    world.write(home / "warehouse")
    return Desk(dataclasses.replace(settings.CONFIGURATION, home=home))


@pytest.fixture
def asking(desk: Desk) -> Ask:
    """A question, put to the engine in this process, as it comes over the socket."""

    def ask(*measures: str, cut: str = world.WHOLE, today: Any = world.TODAY, **more: Any) -> Pivot:
        stored = {"measures": list(measures), **more}
        body = {"question": stored, "cut": cut, "today": today.isoformat(), "currency": "THB"}
        with desk.within(60):
            return Pivot(read_question(stored), json.loads(answer(body, desk)))

    return ask
