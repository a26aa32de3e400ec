from __future__ import annotations

from collections.abc import Callable

import pytest

from idic.domain.interact.cases.drafts import CaseDraft
from idic.domain.interact.cases.models import Case
from idic.domain.interact.cases.operations.open import open_case


@pytest.fixture
def make_case(cast) -> Callable[..., Case]:
    def make(title: str = "The kettle leaks", by=None, **named) -> Case:
        return open_case(CaseDraft(title=title, **{"mode": "phone", **named}), by=by or cast.service)

    return make
