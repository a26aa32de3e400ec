from __future__ import annotations

import pytest
from django.utils import timezone

from idic.domain.interact.cases.models import Case, CaseClock, Message
from idic.domain.interact.complaints.models import Complaint, CorrectiveAction
from idic.domain.interact.knowledge.models import Article, ArticleText, ArticleUse
from idic.domain.interact.knowledge.queries.articles import due_for_review, stale_translations
from idic.sample.loading import _staff
from idic.sample.service.make import make_service
from idic.sample.service.stories import STORIES


def test_every_story_is_told_in_a_language_of_the_house_and_answered():
    assert {one.language for one in STORIES} == {"th", "en", "zh-hans", "zh-hant"}
    assert all(one.title and one.text and one.answer for one in STORIES)
    assert {one.purpose for one in STORIES} == {"complain", "request_service", "seek_information"}


@pytest.mark.django_db(transaction=True)
def test_two_months_of_contacts_stand_at_every_step(loaded):
    """That they go again is told with all others, where the whole sample is removed."""
    staff = _staff()
    told = Case.objects.filter(text__in=[one.text for one in STORIES])
    assert told.count() == 3 * len(STORIES) < Case.objects.count()
    assert {"new", "open", "closed"} <= set(Case.objects.values_list("state", flat=True))
    assert not Case.objects.filter(received_at__gt=timezone.now()).exists()
    assert not Message.objects.filter(at__gt=timezone.now()).exists()
    states = set(Complaint.objects.values_list("state", flat=True))
    assert "closed" in states
    assert len(states) >= 3
    assert CorrectiveAction.objects.get().state == "checking"
    assert Article.objects.count() == 12
    states = set(ArticleText.objects.values_list("state", flat=True))
    assert states == {"published", "review", "draft"}
    assert stale_translations(staff[0]).count() == 3
    assert due_for_review(staff[0]).count() == 3
    assert ArticleUse.objects.exists()
    assert not Case.objects.filter(signature=[]).exists()
    assert {"met", "breached"} <= set(CaseClock.objects.values_list("state", flat=True))
    assert make_service(staff, today=timezone.localdate()) == 0
