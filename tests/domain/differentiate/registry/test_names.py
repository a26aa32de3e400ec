"""What nobody has named is called by what it is about, in the language of whoever reads."""

from __future__ import annotations

import pytest
from django.utils import translation

from idic.domain.differentiate.models import TrainedModel
from idic.domain.differentiate.registry.names import cluster_name, given_name
from idic.domain.differentiate.registry.operations.models import draft_model, name_clusters
from idic.doors.web.timeline.wording import word_events
from idic.foundation.events.models import Event
from tests.conftest import Cast

TEA = {"en": "Tea drinkers", "zh-hant": "愛喝茶"}


@pytest.mark.django_db
def test_a_model_without_a_name_is_called_by_what_it_is_about_and_so_are_its_events(cast: Cast) -> None:
    model = draft_model(purpose="churn", name="", definition={}, by=cast.analyst)  # type: ignore[arg-type]
    assert (model.name, model.label) == ("", "Who is about to leave")
    with translation.override("zh-hant"):
        assert model.label == "誰即將流失"
    (told,) = word_events([Event.objects.get(verb="model.drafted")], users={})
    assert "“Who is about to leave”" in told.text
    other = draft_model(purpose="outcome", name=" ", definition={"kind": "campaign"}, by=cast.analyst)  # type: ignore[arg-type]
    assert other.label == "Answers a campaign"


@pytest.mark.django_db
def test_a_cluster_may_have_a_name_in_each_language_and_keeps_them_until_another_is_given(cast: Cast) -> None:
    model = draft_model(purpose="needs", name="", definition={}, by=cast.analyst)  # type: ignore[arg-type]
    TrainedModel.objects.filter(pk=model.pk).update(names={"1": "", "2": ""})
    named = name_clusters(model, {"1": TEA, "2": "Milk"}, by=cast.analyst)  # type: ignore[arg-type]
    with translation.override("zh-hant"):
        assert [cluster_name(named.names, number) for number in (1, 2, 3)] == ["愛喝茶", "Milk", "群 3"]
        same = name_clusters(model, {"1": "愛喝茶", "2": "Milk"}, by=cast.analyst)  # type: ignore[arg-type]
    assert same.names == {"1": TEA, "2": "Milk"}
    changed = name_clusters(model, {"1": "Coffee", "2": "Milk"}, by=cast.analyst)  # type: ignore[arg-type]
    assert (given_name(changed.names, 1), cluster_name({}, 4)) == ("Coffee", "Cluster 4")
