from __future__ import annotations

import pytest

from idic.domain.interact.cases.errors import CaseOutdated
from idic.domain.interact.cases.models import AssignmentRule, Skill
from idic.domain.interact.cases.operations.settings import save_topic
from idic.domain.interact.cases.operations.skills import save_skills
from idic.domain.interact.cases.queries.skills import able, access_people
from idic.foundation.accounts.enums import Scope
from idic.foundation.accounts.errors import NotAllowed, NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.accounts.operations.roles import change_role
from idic.foundation.accounts.queries.roles import access_role


@pytest.fixture
def rule(cast):
    return AssignmentRule.objects.create(name="All", team=cast.service.team, giving="least_loaded")


def teach(person, by, *, version=0, capacity=None, topics=(), **languages):
    return save_skills(person, languages=languages, topics=dict(topics), capacity=capacity, version=version, by=by)


def test_a_case_goes_to_whoever_knows_its_language_and_its_topic(cast, make_case, rule):
    bills = save_topic(None, name="Bills", parent=None, by=cast.administrator)
    lost = save_topic(None, name="Lost bills", parent=bills, by=cast.administrator)
    teach(cast.service, cast.manager, th=3)
    teach(cast.service_colleague, cast.manager, en=2, topics={bills.pk: 2})
    asked = [("th", None), ("en", None), ("en", lost), ("zh-hans", None), ("", bills)]
    owners = [make_case(language=language, topic=topic, by=cast.sales).owner for language, topic in asked]
    assert owners == [cast.service, cast.service_colleague, cast.service_colleague, None, cast.service]


def test_who_can_only_help_out_comes_last_and_a_full_desk_gets_none(cast, make_case, rule):
    teach(cast.service, cast.manager, th=1)
    desk = teach(cast.service_colleague, cast.manager, th=2, capacity=2)
    owners = [make_case(language="th", by=cast.sales).owner for _ in range(3)]
    assert owners == [cast.service_colleague, cast.service_colleague, cast.service]
    teach(cast.service_colleague, cast.manager, th=2, capacity=3, version=desk.version)
    assert make_case(language="th", by=cast.sales).owner == cast.service_colleague


def test_skills_are_kept_whole_and_by_whoever_may(cast):
    first = teach(cast.service, cast.manager, th=2, en=1, capacity=5, topics={999: 3})
    assert (able([cast.service.pk])[cast.service.pk].languages, Skill.objects.count()) == ({"th": 2, "en": 1}, 2)
    teach(cast.service, cast.manager, en=3, version=first.version)
    assert [(one.language, one.level) for one in Skill.objects.all()] == [("en", 3)]
    with pytest.raises(CaseOutdated):
        teach(cast.service, cast.manager, version=first.version)
    with pytest.raises(NotAllowed):
        teach(cast.service, cast.service, version=2)


def test_who_leads_a_team_says_it_of_their_own_people_alone(cast):
    role = access_role(cast.administrator, "service")
    change_role(role, grants={"skill.manage": Scope.TEAM}, group_access={}, version=role.version, by=cast.administrator)
    lead = User.objects.get(pk=cast.service.pk)
    teach(cast.service_colleague, lead, th=2)
    assert set(access_people(lead)) == {cast.service, cast.service_colleague}
    with pytest.raises(NotVisible):
        teach(cast.sales, lead, th=2)
    User.objects.filter(pk=lead.pk).update(team=None)
    assert list(access_people(User.objects.get(pk=lead.pk))) == [lead]
