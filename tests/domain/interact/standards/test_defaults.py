from __future__ import annotations

from decimal import Decimal

import pytest

from idic.domain.interact.standards.models import AccessCell, CharterSettings, Standard, StandardVersion
from idic.domain.interact.standards.operations.cells import complaints_heard, set_cell
from idic.domain.interact.standards.operations.charter import show_charter
from idic.domain.interact.standards.operations.defaults import start_with_defaults
from idic.domain.interact.standards.queries.charter import charter_settings
from idic.foundation.accounts.errors import NotAllowed
from idic.foundation.events.models import Event


def test_three_standards_and_three_ways_for_every_purpose(cast):
    assert start_with_defaults(by=cast.quality) == 3
    said = {
        (one.standard.measure, one.standard.purpose): (one.target_share, one.target_minutes)
        for one in StandardVersion.objects.select_related("standard")
    }
    assert said == {
        ("first_response", ""): (Decimal("0.9"), 240),
        ("resolution", ""): (Decimal("0.8"), 1260),
        ("acknowledgement", "complain"): (Decimal("0.95"), 60),
    }
    assert all(one.customer_words["en"] and one.staff_words["en"] for one in StandardVersion.objects.all())
    assert complaints_heard()
    assert start_with_defaults(by=cast.quality) == 0
    assert Standard.objects.count() == 3


def test_what_was_said_before_stays(cast):
    set_cell("fax", "complain", {"offered": "yes"}, by=cast.quality)
    start_with_defaults(by=cast.quality)
    assert list(AccessCell.objects.values_list("mode", "purpose")) == [("fax", "complain")]


def test_only_who_keeps_the_standards_begins(cast):
    with pytest.raises(NotAllowed):
        start_with_defaults(by=cast.service)
    assert not Standard.objects.exists()


def test_the_charter_is_inside_until_an_administrator_says_otherwise(cast):
    assert not charter_settings().is_public
    with pytest.raises(NotAllowed):
        show_charter(is_public=True, shows_attainment=False, by=cast.manager)
    show_charter(is_public=True, shows_attainment=False, by=cast.administrator)
    show_charter(is_public=True, shows_attainment=False, by=cast.administrator)
    assert charter_settings().is_public
    assert CharterSettings.objects.count() == 1
    assert Event.objects.filter(verb="charter.changed").count() == 1
