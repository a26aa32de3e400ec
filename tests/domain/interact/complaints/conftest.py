from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest


@pytest.fixture
def topic(cast):
    from idic.domain.interact.cases.models import CaseTopic

    return CaseTopic.objects.create(code="leak", name="Leaks")


@pytest.fixture
def make_complaint(cast, topic) -> Callable[..., object]:
    """Of a case that the service member has; `received_at` None is now."""
    from idic.domain.interact.cases.drafts import CaseDraft
    from idic.domain.interact.cases.operations.open import open_case
    from idic.domain.interact.complaints.operations.receiving import open_complaint

    def make(received_at: datetime | None = None, **values):
        wanted = {"title": "The kettle leaks", "mode": "phone", "text": "It leaks since Monday.", "topic": topic,
                  "owner": cast.service, **values}  # fmt: skip
        case = open_case(CaseDraft(purpose="complain", received_at=received_at, **wanted), by=cast.service)
        return open_complaint(case, remedy_wanted="A new kettle", by=cast.service)

    return make


@pytest.fixture
def walk(cast) -> Callable[..., object]:
    """Takes a complaint through its steps up to `until`, each by its own operation."""
    from idic.domain.interact.complaints.models import Complaint
    from idic.domain.interact.complaints.operations import deciding, ending, receiving

    def take(complaint, until: str, *, impacts=("defect_minor",), by=None):
        by = by or cast.service
        steps = {
            "acknowledged": lambda row: receiving.acknowledge(
                row, channel="phone", handler="Somsri", version=row.version, by=by
            ),
            "assessed": lambda row: receiving.assess(
                row, impacts=impacts, immediate_action="Sale stopped", version=row.version, by=by
            ),
            "investigating": lambda row: deciding.investigate(row, version=row.version, by=by),
            "proposed": lambda row: deciding.propose(
                row, customer_facts="It leaks.", our_facts="The seal is brittle.", root_cause="A new supplier",
                options="A new kettle or the money", version=row.version, by=by,
            ),
            "decided": lambda row: deciding.decide(row, decision="A new kettle", version=row.version, by=by),
            "accepted": lambda row: ending.take_verdict(
                row, is_accepted=True, satisfied_handling=5, satisfied_outcome=4, version=row.version, by=by
            ),
            "closed": lambda row: ending.close_complaint(row, version=row.version, by=by),
        }  # fmt: skip
        for name, step in steps.items():
            step(Complaint.objects.get(pk=complaint.pk))
            if name == until:
                break
        return Complaint.objects.get(pk=complaint.pk)

    return take
