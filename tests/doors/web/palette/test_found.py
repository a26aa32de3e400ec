"""The composed statements find what each noun's own `visible` and `search` find."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from idic.domain.identify.models import Customer
from idic.domain.identify.privacy.enums import ConsentKind, Method
from idic.domain.identify.privacy.models import ConsentEvent, Purpose
from idic.domain.work.models import Absence, Participant, Task
from idic.doors.web.palette.found import found_among
from idic.doors.web.palette.statements import Asked, NotComposable, composed
from idic.foundation.accounts.models import RoleDefinition, User
from idic.foundation.nouns.noun import Noun
from idic.foundation.nouns.registry import noun_of
from idic.foundation.nouns.search import TextSearch

TEXTS = ("invoice", "INVOICE", "100%", "a_b", "\\", "jai", "ใจดี", "王", "-", "nobody at all", "'")
NOUNS = ("task", "consent")
LIMIT = 6


def _directly(user: User, noun: Noun, text: str) -> list[int]:
    assert noun.search is not None
    rows = noun.search(noun.visible(user, noun.permission("see")), text)
    return list(rows.order_by("-pk").values_list("pk", flat=True)[:LIMIT])


def _found(user: User, text: str) -> dict[str, list[int]]:
    return found_among(user, [noun_of(code) for code in NOUNS], text, LIMIT)


def _again(user: User) -> User:
    """As a new request reads the person: with the rights that hold now."""
    return User.with_rights.get(pk=user.pk)


@pytest.fixture
def world(cast: Any, make_customer: Callable[..., Any]) -> None:
    people = [cast.manager, cast.service, cast.service_colleague, cast.sales, cast.sales_colleague, cast.quality]
    names = [("Anan", "Jaidee"), ("สมชาย", "ใจดี"), ("伟", "王")]
    customers = [make_customer(given_name=given, family_name=family) for given, family in names]
    for place, one in enumerate(customers):
        Customer.objects.filter(pk=one.pk).update(
            owner=[cast.sales, None, cast.service][place], team=[None, None, cast.sales.team][place]
        )
    titles = ("Invoice {}", "Invoice 100% {}", "a_b {}", "acb \\ {}", "โทรหา คุณใจดี {}", "回访王伟 {}")
    tasks = Task.objects.bulk_create(
        Task(
            title=titles[at % len(titles)].format(at), owner=people[at % 6], created_by=people[at // 6 % 6],
            team=people[at // 3 % 6].team, deleted_at=timezone.now() if at % 7 == 0 else None,
        )
        for at in range(150)
    )  # fmt: skip
    Participant.objects.bulk_create(Participant(task=one, user=cast.sales) for one in tasks[::9])
    today = timezone.localdate()
    Absence.objects.create(user=cast.manager, deputy=cast.sales, starts_on=today, ends_on=today)
    purpose = Purpose.objects.first()
    assert purpose is not None
    ConsentEvent.objects.bulk_create(
        ConsentEvent(
            record=customers[at % 3].records.first(), customer=customers[at % 3], purpose=purpose, kind=ConsentKind.GIVEN,
            method=Method.FORM, at=timezone.now(),
        )
        for at in range(120)
    )  # fmt: skip


@pytest.mark.parametrize("reach", [{}, *({"customer.see": one, "task.see": one} for one in ("own", "team", "all"))])
def test_every_role_finds_what_it_may_see_whatever_its_reach(world: None, cast: Any, reach: dict[str, str]) -> None:
    RoleDefinition.objects.exclude(code="administrator").update(grants=reach)
    seen: set[tuple[int, ...]] = set()
    for person in vars(cast).values():
        user = _again(person)
        for text in TEXTS:
            found = _found(user, text)
            assert found == {code: _directly(user, noun_of(code), text) for code in NOUNS}, (user.role, text)
            seen |= {tuple(one) for one in found.values()}
    assert len(seen) > LIMIT


def test_two_people_of_equal_rights_each_find_their_own(world: None, cast: Any) -> None:
    RoleDefinition.objects.filter(code="sales").update(grants={"task.see": "own"})
    one, other = _again(cast.sales), _again(cast.sales_colleague)
    assert _found(one, "invoice")["task"] != _found(other, "invoice")["task"]


def test_who_stands_in_for_a_colleague_does_so_until_the_last_day(world: None, cast: Any) -> None:
    RoleDefinition.objects.filter(code="sales").update(grants={"task.see": "own"})
    user, noun = _again(cast.sales), noun_of("task")
    Absence.objects.update(starts_on=timezone.localdate() - timedelta(days=3))
    before = _found(user, "invoice")["task"]
    Absence.objects.update(ends_on=timezone.localdate() - timedelta(days=1))
    assert _found(user, "invoice")["task"] == _directly(user, noun, "invoice") != before


def test_a_right_to_nothing_behind_the_noun_finds_nothing(world: None, cast: Any) -> None:
    RoleDefinition.objects.filter(code="quality").update(grants={"customer.see": "none"})
    assert _found(_again(cast.quality), "jai")["consent"] == []


def test_what_the_newest_rows_do_not_hold_is_looked_for_among_all(world: None, cast: Any) -> None:
    user = _again(cast.manager)
    oldest = Task.objects.order_by("pk")[1]
    Task.objects.filter(pk=oldest.pk).update(title="Rarest of all")
    assert _found(user, "rarest")["task"] == [oldest.pk]


def test_all_nouns_are_asked_by_one_statement_where_the_newest_rows_tell_enough(world: None, cast: Any) -> None:
    user = _again(cast.manager)
    _found(user, "jai")
    for text in ("invoice", "a"):
        with CaptureQueriesContext(connection) as captured:
            _found(user, text)
        assert len(captured) <= 1 + len(NOUNS)
    Task.objects.filter(pk__lt=Task.objects.order_by("-pk")[50].pk).delete()
    with CaptureQueriesContext(connection) as captured:
        found_among(user, [noun_of("task")], "nobody at all", LIMIT)
    assert len(captured) == 1


def test_a_noun_with_a_plain_function_is_found_too(world: None, cast: Any) -> None:
    def by_title(rows: QuerySet[Task], text: str) -> QuerySet[Task]:
        return rows.filter(title__icontains=text)

    user, noun = _again(cast.sales), noun_of("task")
    plain = replace(noun, search=by_title)
    assert found_among(user, [plain], "invoice", LIMIT)["task"] == _directly(user, noun, "invoice") != []


def _mine_by_name(user: User, permission: str) -> QuerySet[Task]:
    return Task.objects.filter(pk__in=list(Task.objects.filter(owner=user).values_list("pk", flat=True)))


def _made_before_now(user: User, permission: str) -> QuerySet[Task]:
    return Task.objects.filter(created_at__lt=timezone.now())


def _told_in_words(user: User, permission: str) -> QuerySet[Task]:
    return Task.objects.exclude(title=f"of {user.pk}")


@pytest.mark.parametrize("visible", [_mine_by_name, _made_before_now, _told_in_words])
def test_a_noun_that_cannot_be_composed_is_asked_for_each_text(
    world: None, cast: Any, visible: Callable[[User, str], QuerySet[Task]]
) -> None:
    user, noun = _again(cast.manager), replace(noun_of("task"), visible=visible)
    assert isinstance(noun.search, TextSearch)
    with pytest.raises(NotComposable):
        composed(user, Asked(noun, noun.search, ("x",)), newest=10, limit=LIMIT)
    assert found_among(user, [noun], "invoice", LIMIT)["task"] == _directly(user, noun, "invoice") != []


def test_a_text_that_can_find_nothing_asks_nothing(world: None, cast: Any) -> None:
    user, noun = _again(cast.manager), noun_of("task")
    search = TextSearch(lambda text: None, lambda rows, title: rows)
    with CaptureQueriesContext(connection) as captured:
        assert found_among(user, [replace(noun, search=search)], "invoice", LIMIT) == {}
    assert len(captured) == 0
    assert not search(noun.visible(user, "task.see"), "invoice").exists()
