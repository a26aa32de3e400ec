from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.db import connection

from idic.foundation.attributes.models import AttributeDefinition
from idic.foundation.stamps.kept import STAMP_SQL, held_stamp, hold, kept, on_begin, under_one_stamp
from idic.foundation.stamps.models import TableChange
from idic.foundation.views.models import SavedView
from tests.conftest import Cast


def stamp() -> int | None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {STAMP_SQL}")
        found: int | None = cursor.fetchone()[0]
        return found


@pytest.fixture
def request_of() -> Iterator[Callable[[str], None]]:
    """Tells everybody who listens that a request begins, as the web server does."""

    def begin(method: str) -> None:
        on_begin(environ={"REQUEST_METHOD": method})

    yield begin
    begin("")


def counted(made: list[int]) -> Callable[[], int]:
    def make() -> int:
        made.append(len(made))
        return made[-1]

    return make


def test_every_write_into_a_watched_table_gives_a_stamp_that_was_never_there(cast: Cast) -> None:
    stamps = [stamp()]
    view = SavedView.objects.create(noun="customer", name="Mine", owner=cast.sales, state={})
    stamps.append(stamp())
    SavedView.objects.filter(pk=view.pk).update(name="Ours")
    stamps.append(stamp())
    view.delete()
    stamps.append(stamp())
    AttributeDefinition.objects.update(version=2)
    stamps.append(stamp())
    assert len(set(stamps)) == len(stamps)


def test_a_table_that_is_not_watched_leaves_the_stamp_alone(cast: Cast, make_customer: Callable[..., object]) -> None:
    before = stamp()
    make_customer(given_name="Anan")
    assert stamp() == before


def test_changes_that_everybody_has_seen_are_taken_away_by_the_next_one(cast: Cast) -> None:
    SavedView.objects.create(noun="customer", name="Mine", owner=cast.sales, state={})
    with connection.cursor() as cursor:
        cursor.execute("UPDATE stamps_tablechange SET at = now() - interval '2 hours'")
    before = stamp()
    SavedView.objects.create(noun="customer", name="Another", owner=cast.sales, state={})
    assert TableChange.objects.count() == 1
    assert stamp() != before


def test_a_request_that_reads_keeps_what_was_made_as_long_as_the_stamp_stays(
    db: None, request_of: Callable[[str], None]
) -> None:
    made: list[int] = []
    request_of("GET")
    hold(907_001)
    assert [kept("one", counted(made)) for _turn in range(3)] == [0, 0, 0]
    request_of("GET")
    hold(907_001)
    assert kept("one", counted(made)) == 0
    request_of("GET")
    hold(907_002)
    assert kept("one", counted(made)) == 1
    assert kept("another", counted(made)) == 2


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", ""])
def test_a_request_that_writes_reads_what_it_has_written(
    db: None, request_of: Callable[[str], None], method: str
) -> None:
    made: list[int] = []
    request_of(method)
    hold(907_003)
    assert held_stamp() is None
    assert [kept("one", counted(made)) for _turn in range(2)] == [0, 1]


def test_a_request_that_writes_may_keep_what_its_writers_forget(db: None, request_of: Callable[[str], None]) -> None:
    made: list[int] = []
    request_of("POST")
    hold(907_005)
    assert [kept("one", counted(made), is_writing_known=True) for _turn in range(2)] == [0, 0]
    request_of("POST")
    assert kept("one", counted(made), is_writing_known=True) == 1


def test_a_request_learns_nothing_of_the_one_before(db: None, request_of: Callable[[str], None]) -> None:
    made: list[int] = []
    request_of("GET")
    hold(907_004)
    request_of("GET")
    assert [kept("one", counted(made)) for _turn in range(2)] == [0, 1]


def test_a_job_keeps_under_the_stamp_that_it_took(cast: Cast) -> None:
    made: list[int] = []
    with under_one_stamp():
        assert [kept("of a job", counted(made)) for _each in range(3)] == [0, 0, 0]
    kept("of a job", counted(made))
    assert held_stamp() is None
    SavedView.objects.create(noun="customer", name="Mine", owner=cast.sales, state={})
    with under_one_stamp():
        kept("of a job", counted(made))
    assert len(made) == 3
