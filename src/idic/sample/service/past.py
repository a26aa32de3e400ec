"""A complaint that ended long ago, as it is told to `write_past`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from idic.domain.catalogue.models import Product
from idic.domain.identify.models import Customer
from idic.domain.interact.cases.models import CaseTopic
from idic.domain.interact.complaints.operations.receiving import PRIORITIES
from idic.foundation.accounts.models import User
from idic.methods.complaint_priority import priority as priority_of
from idic.methods.complaint_priority import severity as severity_of
from idic.sample.service.stories import Story

Moments = dict[str, datetime]


@dataclass(frozen=True)
class Past:
    """`times`: of its kind within 90 days, itself included. `at`: by the name of each step, in their order; which steps there
    are says how it ended. `words`: what was written down with them; `grades`: for the handling and for what came of it."""

    story: Story
    customer: Customer | None
    topic: CaseTopic
    received_at: datetime
    handler: User
    checker: User
    times: int
    impacts: tuple[str, ...]
    at: Moments
    answered_at: datetime
    again_at: datetime | None
    words: dict[str, str]
    grades: tuple[int, int]
    remedy: Decimal
    work: Decimal
    product: Product | None = None

    @property
    def priority(self) -> str:
        found = priority_of(severity_of(list(self.impacts)), customers=1, times=self.times)
        return PRIORITIES[found.level]
