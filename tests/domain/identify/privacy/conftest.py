from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from idic.domain.identify.models import Customer
from idic.domain.identify.privacy.enums import ConsentKind, Method
from idic.domain.identify.privacy.models import ConsentEvent
from idic.domain.identify.privacy.operations.consents import record_consent

Say = Callable[..., ConsentEvent]


@pytest.fixture
def say(cast: Any) -> Say:
    """A word of a customer about marketing by e-mail, written down by the service desk; "given" unless told otherwise."""

    def said(
        customer: Customer, kind: str = ConsentKind.GIVEN, *, purpose: str = "marketing", channel: str = "email",
        at: datetime | None = None, **more: Any,
    ) -> ConsentEvent:  # fmt: skip
        told: dict[str, Any] = {"method": Method.PHONE, "evidence": {"call": "C-17"}, "by": cast.administrator, **more}
        return record_consent(customer, purpose, channel, kind=kind, at=at, **told)

    return said
