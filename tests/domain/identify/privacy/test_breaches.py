from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from idic.domain.identify.models import Customer
from idic.domain.identify.privacy.errors import Kept, PrivacyOutdated, ReasonNeeded, SecondPersonNeeded, WrongState
from idic.domain.identify.privacy.models import Breach, ImpactAssessment, Processor
from idic.domain.identify.privacy.operations.breaches import (
    close_breach,
    decide_on_authority,
    decide_on_people,
    describe_breach,
    log_breach,
    tell_authority,
)
from idic.domain.identify.privacy.operations.registers import decide_assessment, remove_entry, write_entry
from idic.domain.identify.privacy.queries.public_table import public_table_of
from idic.methods.deadlines import months_later

pytestmark = pytest.mark.django_db
BANGKOK = timezone(timedelta(hours=7))


@pytest.fixture
def breach(cast: Any) -> Breach:
    return log_breach(
        title="List sent to the wrong address", found_at=datetime(2026, 4, 10, 16, tzinfo=BANGKOK),
        kinds=["confidentiality"], is_exercise=False, by=cast.manager,
    )  # fmt: skip


def test_the_authority_is_due_after_three_days_although_a_holiday_lies_between(breach: Breach) -> None:
    assert breach.due_at == datetime(2026, 4, 13, 16, tzinfo=BANGKOK)


def test_a_decision_has_its_reason_and_a_breach_is_closed_when_everybody_knows(breach: Breach, cast: Any) -> None:
    with pytest.raises(ReasonNeeded):
        decide_on_authority(breach, decision="notify", reason=" ", version=breach.version, by=cast.manager)
    told = decide_on_authority(breach, decision="notify", reason="Many people", version=breach.version, by=cast.manager)
    told = decide_on_people(told, decision="not_needed", reason="Encrypted", version=told.version, by=cast.manager)
    with pytest.raises(WrongState):
        close_breach(told, by=cast.manager)
    tell_authority(told, by=cast.manager)
    closed = close_breach(told, by=cast.manager)
    assert closed.closed_at is not None
    with pytest.raises(WrongState):
        describe_breach(closed, {"cause": "Other"}, version=closed.version, by=cast.manager)


def test_two_who_describe_at_once_do_not_overwrite_each_other(breach: Breach, cast: Any) -> None:
    facts = {"likelihood": 3, "severity": 4, "persons": {"TH": 1200}}
    assert describe_breach(breach, facts, version=breach.version, by=cast.manager).risk == 12
    with pytest.raises(PrivacyOutdated):
        describe_breach(breach, {"cause": "x"}, version=breach.version, by=cast.administrator)


def test_an_assessment_is_decided_by_another_and_then_kept_three_years(cast: Any) -> None:
    entry = write_entry(
        ImpactAssessment(), {"name": "Scores", "processing": "Scores", "result": "Low risk"}, version=0, by=cast.manager
    )
    assert isinstance(entry, ImpactAssessment)
    with pytest.raises(SecondPersonNeeded):
        decide_assessment(entry, approve=True, by=cast.manager)
    decided = decide_assessment(entry, approve=True, by=cast.administrator)
    assert decided.decided_at is not None
    assert decided.keep_until == months_later(decided.decided_at.astimezone().date(), 36)
    with pytest.raises(Kept):
        remove_entry(decided, by=cast.administrator)
    with pytest.raises(Kept):
        write_entry(decided, {"result": "Other"}, version=decided.version, by=cast.manager)


def test_a_register_entry_is_changed_and_removed(cast: Any) -> None:
    entry = write_entry(Processor(), {"name": "Mail house", "service": "Letters"}, version=0, by=cast.manager)
    changed = write_entry(entry, {"country": "Thailand"}, version=entry.version, by=cast.manager)
    assert str(changed) == "Mail house"
    remove_entry(changed, by=cast.manager)
    assert not Processor.objects.exists()


def test_a_public_table_shows_no_small_row(cast: Any, make_customer: Any) -> None:
    for number in range(12):
        make_customer(
            given_name=f"N{number}", family_name="Jaidee", email=f"n{number}@example.com",
            province="Bangkok" if number < 9 else "Phrae",
        )  # fmt: skip
    table = public_table_of(cast.manager, ["province"], k=5, merge=False)
    assert all(count >= 5 for count in table.rows.values())
    assert sum(table.rows.values()) + table.suppressed_people == 12
    merged = public_table_of(cast.manager, ["province"], k=5, merge=True)
    assert sum(merged.rows.values()) + merged.suppressed_people == 12


def test_a_public_table_tells_years_of_the_house(cast: Any, make_customer: Any) -> None:
    midnight = datetime(2026, 1, 1, tzinfo=BANGKOK)
    for minutes in (-2, -1, 0, 1):
        made = make_customer(given_name=f"N{minutes}", family_name="Jaidee", email=f"n{minutes}@example.com")
        Customer.objects.filter(pk=made.pk).update(created_at=midnight + timedelta(minutes=minutes))
    table = public_table_of(cast.manager, ["since"], k=2, merge=False)
    assert dict(table.rows) == {("2025",): 2, ("2026",): 2}
