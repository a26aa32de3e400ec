from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from idic.domain.interact.standards.errors import StandardDoubled, StandardOutdated, TargetRefused
from idic.domain.interact.standards.models import Standard
from idic.domain.interact.standards.operations.standards import (
    Said,
    Scope,
    archive_standard,
    change_standard,
    create_standard,
    restore_standard,
)
from idic.domain.interact.standards.queries.targets import Contact, target_for
from idic.foundation.accounts.errors import NotAllowed

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
MAIL = Contact("email", "complain", "valuable", "high")


def _said(minutes: int | None = 60, since: datetime | None = LONG_AGO, share: str = ".9") -> Said:
    return Said(Decimal(share), minutes, valid_from=since)


def _make(cast, minutes: int, **scope: str):
    return create_standard("first_response", _said(minutes), scope=Scope(**scope), by=cast.quality)


def test_the_channel_goes_before_purpose_tier_and_priority(cast):
    _make(cast, 240)
    assert target_for(MAIL, "first_response", at=NOW).minutes == 240
    _make(cast, 60, tier="valuable", priority="high")
    _make(cast, 90, purpose="complain")
    assert target_for(MAIL, "first_response", at=NOW).minutes == 90
    _make(cast, 120, mode="email")
    assert target_for(MAIL, "first_response", at=NOW).minutes == 120
    _make(cast, 30, mode="email", purpose="complain")
    assert target_for(MAIL, "first_response", at=NOW).minutes == 30
    assert target_for(Contact("phone", "seek_information"), "first_response", at=NOW).minutes == 240
    assert target_for(MAIL, "resolution", at=NOW) is None


def test_a_contact_without_a_tier_fits_no_standard_for_a_tier(cast):
    _make(cast, 60, tier="valuable")
    assert target_for(Contact("email", "complain"), "first_response", at=NOW) is None


def test_two_that_say_the_same_for_the_same_contacts_are_refused(cast):
    first = _make(cast, 60, mode="email")
    with pytest.raises(StandardDoubled) as refused:
        _make(cast, 90, mode="email")
    assert str(refused.value).startswith("“Time to the first response: E-mail” says the same")
    archive_standard(first, version=first.version, by=cast.quality)
    second = _make(cast, 90, mode="email")
    first.refresh_from_db()
    with pytest.raises(StandardDoubled):
        restore_standard(first, version=first.version, by=cast.quality)
    assert target_for(MAIL, "first_response", at=NOW).standard_id == second.pk


def test_a_contact_keeps_the_version_of_its_own_time(cast):
    standard = _make(cast, 60)
    change_standard(standard, _said(30, datetime(2026, 6, 1, tzinfo=UTC)), version=standard.version, by=cast.quality)
    assert target_for(MAIL, "first_response", at=datetime(2026, 5, 31, tzinfo=UTC)).minutes == 60
    assert target_for(MAIL, "first_response", at=datetime(2026, 6, 1, tzinfo=UTC)).minutes == 30
    with pytest.raises(StandardOutdated):
        change_standard(standard, _said(20, NOW), version=standard.version, by=cast.quality)
    standard.refresh_from_db()
    with pytest.raises(TargetRefused):
        change_standard(standard, _said(20, LONG_AGO), version=standard.version, by=cast.quality)


@pytest.mark.parametrize(
    ("measure", "said", "field"),
    [
        ("resolution", _said(None), "target_minutes"),
        ("resolution", _said(0), "target_minutes"),
        ("resolution", _said(60, share="1.2"), "target_share"),
        ("resolution", _said(60, share="0"), "target_share"),
        ("reopened", _said(60), "target_minutes"),
    ],
)
def test_targets_that_cannot_be_are_refused(cast, measure, said, field):
    with pytest.raises(TargetRefused) as refused:
        create_standard(measure, said, by=cast.quality)
    assert refused.value.field == field


def test_whoever_serves_may_not_set_standards(cast):
    with pytest.raises(NotAllowed):
        create_standard("first_response", _said(), by=cast.service)


def test_what_began_before_it_was_archived_is_kept_to_it(cast):
    general, own = _make(cast, 240), _make(cast, 60, mode="email")
    archived = archive_standard(own, version=own.version, by=cast.quality).archived_at
    second = timedelta(seconds=1)
    assert target_for(MAIL, "first_response", at=archived - second).standard_id == own.pk
    assert target_for(MAIL, "first_response", at=archived).standard_id == general.pk
    Standard.objects.filter(pk=own.pk).update(archived_at=archived - 3 * second)
    own.refresh_from_db()
    restored = restore_standard(own, version=own.version, by=cast.quality).restored_at
    assert target_for(MAIL, "first_response", at=archived - 4 * second).standard_id == own.pk
    assert target_for(MAIL, "first_response", at=restored - second).standard_id == general.pk
    assert target_for(MAIL, "first_response", at=restored).standard_id == own.pk
