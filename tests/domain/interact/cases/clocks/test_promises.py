from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from idic.domain.interact.cases.operations.ending import resolve_case
from idic.domain.interact.cases.operations.joining import merge_case
from idic.domain.interact.cases.operations.removal import delete_case
from idic.domain.interact.cases.queries.attainment import Period
from idic.domain.interact.cases.queries.promises import by_day, by_person, by_standard, for_everybody

BANGKOK = ZoneInfo("Asia/Bangkok")
APRIL = Period(datetime(2026, 4, 1, tzinfo=UTC), datetime(2026, 5, 1, tzinfo=UTC))
FRIDAY = datetime(2026, 4, 10, 9, tzinfo=BANGKOK)


def _solved(make_case, cast, minutes: int, **values):
    case = make_case(FRIDAY, **values)
    return resolve_case(
        case, outcome="solved", version=case.version, by=cast.service, at=FRIDAY + timedelta(minutes=minutes)
    )


def test_each_standard_has_its_own_figures(bangkok, make_standard, make_case, cast):
    wide, narrow = make_standard("resolution", 60), make_standard("resolution", 10, priority="critical")
    _solved(make_case, cast, 30)
    _solved(make_case, cast, 90)
    _solved(make_case, cast, 30, priority="critical")
    kept = by_standard(cast.service, APRIL, [wide.pk, narrow.pk])
    assert (kept[wide.pk].met, kept[wide.pk].breached) == (1, 1)
    assert (kept[narrow.pk].met, kept[narrow.pk].breached) == (0, 1)
    assert by_standard(cast.service, APRIL, [narrow.pk]).keys() == {narrow.pk}
    assert by_standard(cast.service, Period(APRIL.until, APRIL.until + timedelta(days=30)), [wide.pk]) == {}


def test_the_day_is_the_one_on_which_it_was_due_where_the_reader_is(bangkok, make_standard, make_case, cast):
    standard = make_standard("resolution", 420)
    _solved(make_case, cast, 30)
    # half past four on Friday is half an hour too early
    with timezone.override(BANGKOK):
        assert by_day(cast.service, APRIL, standard.pk) == ([date(2026, 4, 16)], ["met"])
    make_case(FRIDAY)
    # still open and long past due
    assert sorted(by_day(cast.service, APRIL, standard.pk)[1]) == ["breached", "met"]


def test_people_are_counted_by_whose_case_it_is(bangkok, make_standard, make_case, cast):
    standard = make_standard("resolution", 60)
    _solved(make_case, cast, 30)
    _solved(make_case, cast, 90)
    _solved(make_case, cast, 90, owner=cast.service_colleague)
    people = [cast.service.pk, cast.service_colleague.pk, cast.sales.pk]
    assert by_person(cast.manager, APRIL, people) == {
        (cast.service.pk, standard.pk): (1, 1), (cast.service_colleague.pk, standard.pk): (0, 1)
    }  # fmt: skip
    assert by_person(cast.sales, APRIL, people) == {}


def test_the_charter_counts_every_case_that_is_left(bangkok, make_standard, make_case, cast):
    standard = make_standard("resolution", 60)
    _solved(make_case, cast, 30)
    gone, first, second = make_case(FRIDAY), make_case(FRIDAY), make_case(FRIDAY)
    delete_case(gone, by=cast.administrator)
    merge_case(second, into=first, by=cast.administrator)
    assert for_everybody(APRIL) == {standard.pk: (1, 1)}
