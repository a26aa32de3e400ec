"""The sample's people ask for analyses and models as anybody would; the worker answers; all of it goes again."""

from __future__ import annotations

import pytest

from idic.domain.differentiate.models import Analysis, TrainedModel
from idic.domain.differentiate.registry.enums import ModelState
from idic.foundation.events.models import Event
from idic.foundation.jobs.models import Job
from idic.foundation.jobs.operations.run import perform_job
from idic.foundation.jobs.progress import SilentProgress
from idic.sample.analytics.clusters import names_of
from idic.sample.analytics.start import start_analytics
from idic.sample.removing import remove_sample

pytestmark = pytest.mark.django_db(transaction=True)


def test_clusters_are_named_by_what_stands_out_whatever_their_numbers() -> None:
    axes = {
        "habit:frequency": [63.0, 17.0, 65.0, 9.0], "habit:mean_basket": [890.0, 2360.0, 1480.0, 740.0],
        "habit:campaigns_redeemed": [0.0, 0.1, 1.8, 0.0],
    }  # fmt: skip
    figures = {"k": 4, "radar": [{"feature": name, "means": means} for name, means in axes.items()]}
    named = names_of(figures)
    assert {number: words["en"] for number, words in named.items()} == {
        "1": "Little and often", "2": "One big shop", "3": "Coupon hunters", "4": "Now and then",
    }  # fmt: skip
    assert {tuple(words) for words in named.values()} == {("en", "th", "zh-hans", "zh-hant")}


def test_what_the_sample_asks_is_queued_once_and_goes_with_it(loaded: dict[str, int]) -> None:
    before = Job.objects.count()
    assert start_analytics()
    assert not start_analytics()
    waiting = list(Job.objects.order_by("pk")[before:])
    assert [one.kind for one in waiting] == [
        *["behaviour.analyse"] * 6, "model.cluster", "model.look", "model.train", "sample.approve",
    ]  # fmt: skip
    assert {one.created_by.email for one in waiting if one.created_by} == {"nok.srisawat@example.com"}
    # two of them are answered here; the slow test answers all
    studies = {"van_westendorp", "gabor_granger"}
    for job in waiting:
        analysis = Analysis.objects.filter(job=job, kind__in=studies).first()
        if analysis is not None:
            perform_job(job.pk)
            analysis.refresh_from_db()
            assert analysis.result is not None
            assert analysis.title
    remove_sample(SilentProgress(), by=None)
    assert not Analysis.objects.exists()
    assert not TrainedModel.objects.exists()
    assert not Job.objects.exists()
    assert not start_analytics()


def _worked_off(after: int) -> list[Job]:
    """What waits is done in its order, and what that queues."""
    done: list[int] = []
    while job := Job.objects.filter(pk__gt=after).exclude(pk__in=done).order_by("pk").first():
        perform_job(job.pk)
        done.append(job.pk)
    return list(Job.objects.filter(pk__in=done).order_by("pk"))


@pytest.mark.slow
def test_the_worker_answers_everything_and_only_what_may_be_offered_is_approved(loaded: dict[str, int]) -> None:
    last = Job.objects.order_by("pk").last()
    assert start_analytics()
    jobs = _worked_off(last.pk if last else 0)
    assert {one.state for one in jobs} == {"done"}, [(one.kind, one.error_code, one.error_data) for one in jobs]
    assert not Analysis.objects.filter(result=None).exists()
    models = list(TrainedModel.objects.all())
    assert {one.name for one in models} == {""}
    assert {one.label for one in models} == {"Who is about to leave", "Needs clusters"}
    for model in models:
        assert model.in_use == model.is_offered == (model.state == ModelState.APPROVED)
    approved = Event.objects.filter(verb="model.approved")
    assert approved.count() == sum(one.in_use for one in models)
    remove_sample(SilentProgress(), by=None)
    assert not TrainedModel.objects.exists()
    assert not Job.objects.exists()
