from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from idic.domain.identify.linkage.enums import Answer, Band, PairState
from idic.domain.identify.linkage.errors import NothingToUndo
from idic.domain.identify.linkage.models import Label, LinkagePair, LinkageRun
from idic.domain.identify.linkage.operations.decisions import decide_pair, take_back_decision
from idic.domain.identify.linkage.operations.sampling import draw_sample
from idic.domain.identify.linkage.queries.measured import measured_at, standing_labels
from idic.domain.identify.linkage.queries.review import SAMPLE, access_open_pairs, place_of
from idic.domain.identify.merging.models import CannotLink, Merge
from idic.domain.identify.models import Customer
from idic.foundation.accounts.errors import NotAllowed, NotVisible
from idic.foundation.accounts.models import Team

Match = Callable[..., LinkageRun]


@pytest.fixture
def pair(somsri_twice: tuple[Any, Any], match: Match) -> LinkagePair:
    return match().pairs.get()


def test_same_merges_and_leaves_a_label(pair: LinkagePair, cast: Any) -> None:
    decided = decide_pair(pair.pk, Answer.SAME, by=cast.service)
    merge = Merge.objects.get()
    assert (decided.state, decided.merge, merge.reason) == (PairState.MERGED, merge, "by_hand")
    label = Label.objects.get()
    assert (label.answer, label.by, label.run, label.weight) == ("same", cast.service, pair.run, pair.weight)
    with pytest.raises(NotVisible):
        decide_pair(pair.pk, Answer.SAME, by=cast.service)


def test_the_survivor_may_be_chosen(pair: LinkagePair, cast: Any) -> None:
    decide_pair(pair.pk, Answer.SAME, by=cast.service, survivor=pair.second_customer_id)
    assert Merge.objects.get().survivor_id == pair.second_customer_id


def test_different_keeps_the_two_apart(pair: LinkagePair, cast: Any) -> None:
    decide_pair(pair.pk, Answer.DIFFERENT, by=cast.service)
    assert CannotLink.objects.filter(first_customer__isnull=False, lifted_at=None).count() == 1
    assert CannotLink.objects.filter(first_record__isnull=False, lifted_at=None).count() == 1
    assert not access_open_pairs(cast.service).exists()


def test_unsure_goes_to_the_end_of_the_queue(pair: LinkagePair, cast: Any) -> None:
    decide_pair(pair.pk, Answer.UNSURE, by=cast.service)
    assert access_open_pairs(cast.service).get().state == PairState.UNSURE
    decide_pair(pair.pk, Answer.SAME, by=cast.service)
    assert [one.answer for one in Label.objects.order_by("pk")] == ["unsure", "same"]


@pytest.mark.parametrize("answer", list(Answer))
def test_every_decision_can_be_taken_back(pair: LinkagePair, cast: Any, answer: Answer) -> None:
    decide_pair(pair.pk, answer, by=cast.service)
    taken = take_back_decision(by=cast.service)
    assert (taken.pk, taken.state, taken.decided_by, taken.merge) == (pair.pk, PairState.WAITING, None, None)
    assert not CannotLink.objects.filter(lifted_at=None).exists()
    assert Customer.objects.filter(merged_into__isnull=False).count() == 0
    assert Label.objects.get().taken_back_at is not None
    assert access_open_pairs(cast.service).get() == pair
    decide_pair(pair.pk, Answer.SAME, by=cast.service)


def test_nobody_takes_back_what_another_said(pair: LinkagePair, cast: Any) -> None:
    decide_pair(pair.pk, Answer.DIFFERENT, by=cast.service)
    with pytest.raises(NothingToUndo):
        take_back_decision(by=cast.manager)


def test_a_pair_out_of_reach_is_not_in_the_queue(pair: LinkagePair, cast: Any) -> None:
    with pytest.raises(NotAllowed):
        decide_pair(pair.pk, Answer.SAME, by=cast.sales)
    Customer.objects.filter(pk=pair.first_customer_id).update(team=Team.objects.get(name="Sales north"))
    assert access_open_pairs(cast.service).exists()  # service sees all customers


def test_bands_filter_the_queue(pair: LinkagePair, cast: Any) -> None:
    assert access_open_pairs(cast.service, band=Band.LINK).get() == pair
    assert not access_open_pairs(cast.service, band=Band.REVIEW).exists()
    assert not access_open_pairs(cast.service, band=Band.HELD).exists()


def test_a_merge_settles_other_pairs_of_the_same_two(
    somsri_twice: tuple[Any, Any], make_customer: Callable[..., Any], match: Match, cast: Any
) -> None:
    from tests.domain.identify.linkage.conftest import SOMSRI

    third = make_customer(**SOMSRI)
    run = match()
    assert run.pairs.count() == 3
    first, second = somsri_twice
    decide_pair(run.pairs.get(first_customer=first, second_customer=second).pk, Answer.SAME, by=cast.service)
    left = list(access_open_pairs(cast.service))
    assert {pair.second_record.customer_id for pair in left} == {third.pk}
    decide_pair(left[0].pk, Answer.DIFFERENT, by=cast.service)
    assert not access_open_pairs(cast.service).exists()


def test_a_place_in_the_queue_names_its_neighbours(
    somsri_twice: tuple[Any, Any], make_customer: Callable[..., Any], match: Match, cast: Any
) -> None:
    for phone in ("0861112222", "0861112222", "0863334444", "0863334444"):
        make_customer(given_name="Malee", family_name=f"Suk{phone[4]}", phone=phone, birth_date="1985-07-08")
    match()
    first, place = place_of(cast.service, band="", at=None)
    assert (place.number, place.before) == (1, None)
    assert place.count >= 3
    second, after = place_of(cast.service, band="", at=place.after)
    assert (second, after.number, after.before) == (place.after, 2, first)


def test_a_sample_is_drawn_and_reviewed_in_an_order_of_its_own(pair: LinkagePair, cast: Any) -> None:
    assert draw_sample(pair.run, by=cast.manager) == 1
    assert access_open_pairs(cast.service, band=SAMPLE).get() == pair


def test_precision_and_recall_are_counted_on_the_labels_that_stand(pair: LinkagePair, cast: Any) -> None:
    decide_pair(pair.pk, Answer.SAME, by=cast.service)
    measured = measured_at(pair.weight - 1, standing_labels("person"))
    assert measured.precision is not None
    assert measured.recall is not None
    assert (measured.precision.share, measured.recall.share, measured.labelled) == (1.0, 1.0, 1)
    assert measured.precision.low == pytest.approx(0.2065, abs=1e-3)
    take_back_decision(by=cast.service)
    assert measured_at(pair.weight - 1, standing_labels("person")).precision is None
