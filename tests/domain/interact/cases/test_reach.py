from __future__ import annotations

from collections import Counter
from itertools import product

import pytest
from django.utils import timezone

from idic.domain.identify.models import Customer
from idic.domain.interact.cases.models import Case
from idic.domain.interact.cases.queries.cases import access_case, holds
from idic.domain.interact.cases.queries.counts import inbox_counts
from idic.domain.interact.cases.queries.marks import MARKS
from idic.domain.interact.cases.rules import visible_by_way, visible_cases
from idic.foundation.accounts.enums import Scope
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import RoleDefinition, User
from idic.foundation.accounts.operations.roles import change_role
from idic.foundation.nouns.compiling import narrowed_by
from idic.foundation.nouns.registry import fields_of
from idic.methods.predicate.tree import Leaf, Operator

pytestmark = pytest.mark.django_db


@pytest.fixture
def cases(cast, make_case, make_customer) -> list[int]:
    """Each owner, team and maker with each other; some are kept from somebody, some are of a customer of another team."""
    people, teams = (None, cast.sales, cast.sales_colleague, cast.service), (None, cast.sales.team, cast.service.team)
    first, apart = make_case(), make_customer()
    Customer.objects.filter(pk=apart.pk).update(owner=cast.service, team=cast.service.team)
    rows = list(product(people, teams, people[1:]))
    Case.objects.bulk_create(
        Case(
            title="The kettle leaks", mode="phone", purpose=first.purpose, received_at=first.received_at,
            last_message_at=first.received_at, owner=owner, team=team, created_by=maker,
            hidden_from=[cast.sales.pk] if number % 9 == 8 else [], customer=apart if number % 5 == 4 else None,
        )
        for number, (owner, team, maker) in enumerate(rows)
    )  # fmt: skip
    return list(Case.objects.order_by("pk").values_list("pk", flat=True))


@pytest.mark.parametrize("team", ["with a team", "without"])
@pytest.mark.parametrize("scope", [Scope.OWN, Scope.TEAM, Scope.ALL])
def test_every_way_to_a_case_leads_to_what_is_visible_and_each_case_is_found_once(cast, cases, scope, team):
    reader = _reader(cast, scope, has_team=team == "with a team")
    visible = set(visible_cases(reader).values_list("pk", flat=True))
    by_way = Counter(pk for found in visible_by_way(reader) for pk in found.values_list("pk", flat=True))
    assert by_way == Counter(visible)
    assert 0 < len(visible) < len(cases)
    assert inbox_counts(reader, now=timezone.now())[5] == len(visible)


@pytest.mark.parametrize("team", ["with a team", "without"])
@pytest.mark.parametrize("scope", [Scope.OWN, Scope.TEAM])
def test_whatever_is_visible_carries_a_mark_of_its_reader_in_the_index_of_words(cast, cases, scope, team):
    reader = _reader(cast, scope, has_team=team == "with a team")
    found = MARKS.carried(visible_cases(reader), MARKS.of_reader(reader, "case.see"))
    assert set(found.values_list("pk", flat=True)) == _visible(reader)
    carried = MARKS.carried(Case.objects.all(), MARKS.of_reader(reader, "case.see")).count()
    assert carried < len(cases)  # and leaves others out


def test_what_a_condition_finds_carries_its_mark(cast, cases):
    Case.objects.filter(pk__in=cases[::3]).update(state="resolved", resolved_at=timezone.now())
    person, team = str(cast.sales.pk), str(cast.sales.team_id)
    for leaf in (
        Leaf("open", Operator.EQ, True), Leaf("open", Operator.EQ, False), Leaf("state", Operator.EQ, "resolved"),
        Leaf("state", Operator.IN, ("new", "waiting")), Leaf("owner", Operator.EQ, person), Leaf("team", Operator.EQ, team),
    ):  # fmt: skip
        found = narrowed_by(Case.objects.all(), "case", leaf, as_of=timezone.localdate(), fields=fields_of("case"))
        marks = MARKS.of_leaf(leaf)
        assert 0 < found.count() == MARKS.carried(found, marks).count()
        assert MARKS.carried(Case.objects.all(), marks).count() < len(cases)
    assert not MARKS.of_leaf(Leaf("state", Operator.IN, ("new", "resolved")))
    assert not MARKS.of_leaf(Leaf("owner", Operator.EQ, "nobody"))


@pytest.mark.parametrize("scope", [Scope.NONE, Scope.OWN, Scope.TEAM, Scope.ALL])
def test_what_a_page_offers_is_what_the_rule_lets_the_reader_do(cast, cases, scope):
    reader = _reader(cast, Scope.TEAM, change=scope)
    seen = list(visible_cases(reader).select_related("owner"))
    allowed = set(visible_cases(reader, "case.change").values_list("pk", flat=True)) if scope else set()
    assert {one.pk for one in seen if holds(reader, one, "case.change")} == allowed & {one.pk for one in seen}


def test_a_case_that_is_read_again_is_asked_by_the_rights_of_now(cast, cases):
    reader = _reader(cast, Scope.TEAM)
    theirs = next(pk for pk in cases if pk in _visible(reader) and pk not in _visible(_reader(cast, Scope.OWN)))
    reader = _reader(cast, Scope.TEAM)
    assert access_case(reader, theirs).pk == theirs
    with pytest.raises(NotVisible):
        access_case(_reader(cast, Scope.OWN), theirs)
    Case.objects.filter(pk=theirs).update(hidden_from=[reader.pk])
    with pytest.raises(NotVisible):
        access_case(_reader(cast, Scope.TEAM), theirs)


def _visible(reader: User) -> set[int]:
    return set(visible_cases(reader).values_list("pk", flat=True))


def _reader(cast, scope: Scope, *, change: Scope = Scope.OWN, has_team: bool = True) -> User:
    role = RoleDefinition.objects.get(code="sales")
    grants = {"case.see": scope, "case.change": change}
    change_role(role, grants=grants, group_access={}, version=role.version, by=cast.administrator)
    if not has_team:
        User.objects.filter(pk=cast.sales.pk).update(team=None)
    return User.with_rights.get(pk=cast.sales.pk)
