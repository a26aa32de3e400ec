from __future__ import annotations

from datetime import timedelta

import pytest
from django.db.models import Q
from django.utils import timezone

from idic.domain.interact.cases.models import Case, CaseClock, Message
from idic.domain.interact.complaints.models import Complaint, CorrectiveAction
from idic.domain.interact.complaints.queries.costs import cost_of
from idic.domain.interact.complaints.queries.marks import VERDICTS
from idic.domain.interact.complaints.queries.recovery import recovery
from idic.domain.interact.knowledge.models import Article, ArticleText, ArticleUse
from idic.domain.interact.knowledge.queries.articles import due_for_review, stale_translations
from idic.doors.web.standards.ladder import levels
from idic.foundation.events.models import Event
from idic.sample.people import make_staff
from idic.sample.service.ladder_words import LATE
from idic.sample.service.make import make_service
from idic.sample.service.stories import STORIES


def test_every_story_is_told_in_a_language_of_the_house_and_answered():
    assert {one.language for one in STORIES} == {"th", "en", "zh-hans", "zh-hant"}
    assert all(one.title and one.text and one.answer for one in STORIES)
    assert {one.purpose for one in STORIES} == {"complain", "request_service", "seek_information"}


@pytest.mark.django_db(transaction=True)
def test_two_months_of_contacts_stand_at_every_step(loaded):
    """That they go again is told with all others, where the whole sample is removed."""
    staff = make_staff()
    told = Case.objects.filter(text__in=[one.text for one in STORIES])
    assert 2 * len(STORIES) < told.count() < Case.objects.count()
    assert {"new", "open", "closed"} <= set(Case.objects.values_list("state", flat=True))
    assert not Case.objects.filter(received_at__gt=timezone.now()).exists()
    assert not Message.objects.filter(at__gt=timezone.now()).exists()
    states = set(Complaint.objects.values_list("state", flat=True))
    assert "closed" in states
    assert len(states) >= 3
    actions = CorrectiveAction.objects.values_list("state", "reopened")
    assert {("effective", 0), ("ineffective", 1), ("open", 0)} <= set(actions)
    assert Complaint.objects.filter(reopened__gt=0).exists()
    assert Complaint.objects.filter(appealed__gt=0).exists()
    _the_year_before_tells_what_came_of_it(staff[0])
    _somebody_stands_on_every_rung()
    assert Article.objects.count() == 12
    states = set(ArticleText.objects.values_list("state", flat=True))
    assert states == {"published", "review", "draft"}
    assert stale_translations(staff[0]).count() == 3
    assert due_for_review(staff[0]).count() == 3
    assert ArticleUse.objects.exists()
    assert not Case.objects.filter(signature=[]).exists()
    assert {"met", "breached"} <= set(CaseClock.objects.values_list("state", flat=True))
    assert make_service(staff, today=timezone.localdate()) == 0


def _the_year_before_tells_what_came_of_it(manager):
    """Out of the product's own figures, not out of the sample."""
    now = timezone.now()
    ended = Complaint.objects.filter(received_at__lt=now - timedelta(days=63))
    assert set(ended.values_list("state", flat=True)) == {"closed", "unresolved"}
    assert not ended.filter(Q(closed_at=None) | Q(closed_at__gt=now)).exists()
    since = ended.earliest("received_at").received_at
    found = recovery(manager, since, today=timezone.localdate())
    assert {one.verdict for one in found.groups if one.complaints > 3} == set(VERDICTS)
    assert cost_of(manager, since, now).handling.known > ended.count() * 0.9


def _somebody_stands_on_every_rung():
    names = {one.label: one.people for one in levels()}
    assert all(people for people in names.values())
    assert all(name for people in names.values() for _of, name in people)
    told = Event.objects.filter(verb="case.escalated").values_list("after__share", flat=True)
    assert set(told) == {75, 100, 150}
    shares = {one.title: 0.0 for one in LATE}
    for title, used, budget in CaseClock.objects.filter(
        measure="resolution", stopped_at=None, case__title__in=shares
    ).values_list("case__title", "elapsed_minutes", "budget_minutes"):
        shares[title] = 100 * used / budget
    assert [abs(shares[one.title] - one.share) < 2 for one in LATE] == [True] * len(LATE)
