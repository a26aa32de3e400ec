"""The three most frequent causes call for corrective actions: whoever leads complaints is told which have none."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from idic.domain.interact.cases.models import CaseTopic
from idic.domain.interact.complaints.models import CorrectiveAction
from idic.domain.interact.complaints.operations.corrective import open_corrective
from idic.domain.interact.complaints.queries.frequent import frequent_without_action
from idic.foundation.accounts.errors import NotAllowed


@pytest.fixture
def topics(make_complaint):
    """Received within 90 days: five of Late, four of Rude, three of Torn, two of Cold, and one of before."""
    made = {}
    for name, count in (("Late", 5), ("Rude", 4), ("Torn", 3), ("Cold", 2)):
        topic = CaseTopic.objects.create(code=name.lower(), name=name)
        made[name] = [make_complaint(topic=topic) for _ in range(count)]
        make_complaint(timezone.now() - timedelta(days=120), topic=topic)
    return made


def told(user):
    return [(one.topic, one.count) for one in frequent_without_action(user, today=timezone.localdate())]


def test_the_first_three_are_told_until_somebody_works_on_them(topics, cast):
    assert told(cast.quality) == [("Late", 5), ("Rude", 4), ("Torn", 3)]
    day = timezone.localdate() + timedelta(days=30)
    made = open_corrective(
        topics["Rude"][0], title="Manners", trigger="pareto", owner=cast.manager, due_on=day, by=cast.quality
    )
    assert told(cast.quality) == [("Late", 5), ("Torn", 3)]
    # one that works already, and the cause is frequent all the same
    CorrectiveAction.objects.filter(pk=made.pk).update(state="effective")
    assert told(cast.quality) == [("Late", 5), ("Rude", 4), ("Torn", 3)]


def test_it_leads_to_an_action_of_the_latest_complaint_with_its_reason(topics, cast, signed_in):
    client, latest = signed_in("quality"), topics["Late"][-1]
    page = client.get("/complaints/actions/").content.decode()
    assert f"/complaints/{latest.pk}/action/?trigger=pareto" in page
    form = client.get(f"/complaints/{latest.pk}/action/?trigger=pareto").context["form"]
    assert form["trigger"].value() == "pareto"


def test_what_came_once_is_not_frequent_and_it_is_for_whoever_leads(make_complaint, cast):
    make_complaint()
    assert told(cast.quality) == []
    with pytest.raises(NotAllowed):
        told(cast.service)
