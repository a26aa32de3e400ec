"""How many keep silent: what people state with its source, else what customers said when we called."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from idic.domain.interact.complaints.errors import FactMissing
from idic.domain.interact.complaints.operations.saying import say_silence, take_back_silence
from idic.domain.interact.complaints.queries.silence import from_contacts, said_figures, silent_by
from idic.domain.interact.models import FollowUp
from idic.foundation.accounts.errors import NotAllowed

pytestmark = pytest.mark.django_db
STATED = {
    "dissatisfied_share": Decimal("0.06"), "voiced_share": Decimal("0.3333"), "base": 9000, "asked": 300,
    "source": "Survey of October",
}  # fmt: skip


def read(user):
    now = timezone.now()
    return from_contacts(user, now - timedelta(days=30), now + timedelta(days=1))


@pytest.fixture
def called(cast, make_customer):
    """Somebody whom we reached, `days` ago."""

    def call(name, outcome, *, days=1, reason="after_sale", customer=None):
        one = customer or make_customer(given_name=name)
        FollowUp.objects.create(
            customer=one, owner=cast.service, due_on=timezone.localdate(), method="telephone", reason=reason, state="done",
            outcome=f"reached_{outcome}", closed_at=timezone.now() - timedelta(days=days),
        )  # fmt: skip
        return one

    return call


def test_the_three_stated_figures_and_their_source(cast):
    assert said_figures() is None
    say_silence(**STATED, by=cast.manager)
    said = said_figures()
    found = silent_by(said)
    assert (said.source, said.said_by, round(found.silent)) == ("Survey of October", cast.manager, 360)
    assert (round(found.low), round(found.high)) == (207, 617)
    say_silence(**{**STATED, "asked": None}, by=cast.manager)
    assert (silent_by(said_figures()).low, silent_by(said_figures()).high) == (None, None)
    take_back_silence(by=cast.manager)
    assert said_figures() is None


@pytest.mark.parametrize("wrong", [
    {"source": " "}, {"dissatisfied_share": Decimal("1.1")}, {"voiced_share": Decimal("-0.1")}, {"base": 0}, {"asked": 9001},
])  # fmt: skip
def test_figures_that_cannot_be_are_refused(cast, wrong):
    with pytest.raises(FactMissing) as refused:
        say_silence(**{**STATED, **wrong}, by=cast.manager)
    assert refused.value.field in wrong
    with pytest.raises(NotAllowed):
        say_silence(**STATED, by=cast.service)


def test_our_own_contacts_say_who_is_unhappy_and_who_of_these_spoke_up(cast, called, make_complaint):
    assert read(cast.manager) is None
    for name in ("A", "B", "C"):
        called(name, "satisfied")
    silent, spoke, long_ago = called("D", "unhappy"), called("E", "unhappy"), called("F", "unhappy")
    # the last answer counts
    called("", "satisfied", days=9, customer=silent)
    now = timezone.now()
    make_complaint(now - timedelta(days=20), customer=spoke)
    make_complaint(now - timedelta(days=120), customer=long_ago)
    # told only when we asked, and whoever was called because of a case
    make_complaint(now, customer=silent)
    called("G", "unhappy", reason="after_case")
    called("H", "wants_more")
    found = read(cast.manager)
    assert (found.asked, found.dissatisfied, found.voiced) == (6, 3, 1)
    assert found.base == 8
    assert found.estimate.silent == pytest.approx(8 * 2 / 6)
