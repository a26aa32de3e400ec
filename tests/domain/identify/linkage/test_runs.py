from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from idic.domain.identify.enums import CustomerKind
from idic.domain.identify.linkage.enums import Answer, PairState, RunState
from idic.domain.identify.linkage.errors import NothingToMatch, RerunNeeded, ThresholdsCrossed
from idic.domain.identify.linkage.finding import Asked, find_pairs
from idic.domain.identify.linkage.kinds import REGION, delivered_model, settings_of
from idic.domain.identify.linkage.models import Label, LinkagePair, LinkageRun
from idic.domain.identify.linkage.operations.decisions import decide_pair
from idic.domain.identify.linkage.operations.groups import merge_groups
from idic.domain.identify.linkage.operations.runs import approve_run, approved_run, dry_run, move_thresholds, start_run
from idic.domain.identify.linkage.queries.groups import joined
from idic.domain.identify.linkage.queries.review import access_open_pairs
from idic.domain.identify.linkage.reading import read_records
from idic.domain.identify.merging.enums import MergeReason
from idic.domain.identify.merging.models import CannotLink, Merge
from idic.domain.identify.merging.operations.merge import merge_customers
from idic.domain.identify.merging.operations.undo import undo_merge
from idic.domain.identify.models import Customer
from idic.foundation.accounts.errors import NotAllowed
from idic.foundation.jobs.models import Job
from idic.foundation.jobs.operations.run import give_up_job
from idic.foundation.jobs.progress import SilentProgress
from idic.methods.linkage import Model
from idic.methods.linkage.kinds import comparisons_of

Match = Callable[..., LinkageRun]
TWIN = {
    "family_name": "Phongphan", "birth_date": "1990-05-06", "address": "9 Rama IV Road", "postcode": "10500",
    "phone": "0823334444",
}  # fmt: skip


@pytest.mark.parametrize("kind", CustomerKind.values)
def test_the_delivered_weights_fit_the_settings(kind: str) -> None:
    model = delivered_model(kind, 1000)
    assert model.settings.fields == settings_of(kind, "TH").fields
    for comparison in comparisons_of(model.settings.fields):
        assert len(model.m[comparison.name]) == len(model.u[comparison.name]) == comparison.size
        assert model.weights[comparison.name][-1] > 0 > model.weights[comparison.name][0]


def test_a_run_puts_the_pair_into_review_and_merges_nothing(somsri_twice: tuple[Any, Any], match: Match) -> None:
    run = match()
    pair = LinkagePair.objects.get(run=run)
    assert (pair.first_customer, pair.second_customer) == somsri_twice
    assert pair.state == PairState.WAITING
    assert pair.posterior > 0.99
    assert not Merge.objects.exists()
    assert run.state == RunState.DONE
    assert (run.figures["records"], run.figures["above"]) == (6, 1)
    assert run.blocking["reduction"] > 0
    assert run.versions.keys() >= {"splink", "duckdb"}
    assert Model.from_json(run.model).thresholds.link == pytest.approx(run.model["thresholds"]["link"])


def test_a_dry_run_writes_nothing(somsri_twice: tuple[Any, Any]) -> None:
    found = dry_run(SilentProgress(), kind="person", false_per_1000=1.0, missed_share=0.02, reuse=False)
    assert len(found.pairs) == 1
    assert not LinkageRun.objects.exists()
    assert not LinkagePair.objects.exists()


def test_the_order_of_the_records_does_not_matter(
    somsri_twice: tuple[Any, Any], make_customer: Callable[..., Any]
) -> None:
    make_customer(given_name="วิชัย", family_name="ทองดี", phone="0890000000", birth_date="1970-10-11")
    records = read_records(CustomerKind.PERSON)
    asked = Asked(CustomerKind.PERSON, REGION, false_per_1000=1.0, missed_share=0.02)
    found = find_pairs(records, asked, forbidden=())
    assert len(found.pairs) == 2
    for seed in (1, 2):
        order = list(range(records.num_rows))
        Random(seed).shuffle(order)
        assert order != sorted(order)
        again = find_pairs(records.take(order), asked, forbidden=())
        assert (again.pairs, again.groups) == (found.pairs, found.groups)
        assert (again.upper_weight, again.lower_weight) == (found.upper_weight, found.lower_weight)


@pytest.mark.parametrize("told", [("phone",), ("email",), ("birth_date",), ("address", "postcode")])
def test_what_nobody_tells_is_no_evidence_and_no_failure(
    make_customer: Callable[..., Any], match: Match, told: tuple[str, ...]
) -> None:
    """Whole columns are empty here; those of several values too."""
    all_of = {"phone": "0812345678", "email": "somsri@example.com", "birth_date": "1980-02-03", "address": "12/3 สุขุมวิท",
              "postcode": "10110"}  # fmt: skip
    values = {name: all_of[name] for name in told}
    for given in ("สมศรี", "สมศรี", "มานี"):
        make_customer(given_name=given, family_name="ใจดี", **values)
    assert match().pairs.exists()


def test_a_manager_may_leave_the_merges_to_the_run_and_each_can_be_undone(
    somsri_twice: tuple[Any, Any], match: Match, cast: Any
) -> None:
    one, other = somsri_twice
    run = match(merges_itself=True, by=cast.manager)
    merge = Merge.objects.get()
    assert (merge.run_id, merge.reason, merge.decided_by) == (run.pk, "linkage", cast.manager)
    assert (merge.survivor, merge.absorbed) == (one, other)
    pair = LinkagePair.objects.get(run=run)
    assert (pair.state, pair.merge) == (PairState.MERGED, merge)
    undo_merge(merge, by=cast.manager)
    again = match(merges_itself=True, by=cast.manager)
    assert not again.pairs.exists()
    assert Merge.objects.count() == 1


def test_a_second_run_changes_no_decision_of_a_steward(
    somsri_twice: tuple[Any, Any], match: Match, cast: Any, make_customer: Callable[..., Any]
) -> None:
    """Acceptance test 2 of methods page 02."""
    one, other = somsri_twice
    decide_pair(match().pairs.get().pk, Answer.DIFFERENT, by=cast.service)
    third = make_customer(given_name="Malee", family_name="Suk", phone="0865554444", birth_date="1985-07-08")
    fourth = make_customer(given_name="Malee", family_name="Suk", phone="0865554444", birth_date="1985-07-08")
    second = match()
    assert {(pair.first_customer, pair.second_customer) for pair in second.pairs.all()} == {(third, fourth)}
    decide_pair(second.pairs.get().pk, Answer.UNSURE, by=cast.service)
    before = list(Label.objects.order_by("pk").values())
    run = match(merges_itself=True)
    assert run.pairs.get().state == PairState.UNSURE
    assert not Merge.objects.exists()
    assert list(Label.objects.order_by("pk").values()) == before
    assert CannotLink.objects.filter(first_customer=one, second_customer=other, lifted_at=None).exists()
    assert {pair.state for pair in LinkagePair.objects.exclude(run=run)} == {PairState.APART, PairState.OBSOLETE}


def test_twins_stay_apart(make_customer: Callable[..., Any], match: Match) -> None:
    """Acceptance test 5: same family name, address, birth date and phone; another given name and another id."""
    make_customer(**TWIN, given_name="Mana", national_id="1-2345-45678-78-1")
    make_customer(**TWIN, given_name="Manee", national_id="3100100001002")
    make_customer(**TWIN, given_name="Mongkol")
    run = match(merges_itself=True)
    assert not Merge.objects.exists()
    assert all(pair.hold for pair in run.pairs.all())


def test_a_shared_family_phone_alone_never_merges(make_customer: Callable[..., Any], match: Match) -> None:
    """Acceptance test 6."""
    make_customer(given_name="Somchai", family_name="Rakdee", phone="021234567")
    make_customer(given_name="Wanida", family_name="Boonmee", phone="021234567")
    make_customer(given_name="Krit", phone="021234567")
    run = match(merges_itself=True, false_per_1000=500.0)
    assert not Merge.objects.exists()
    assert all(pair.hold for pair in run.pairs.all() if pair.posterior > 0.5)


def test_two_who_are_kept_apart_are_not_found_again(somsri_twice: tuple[Any, Any], match: Match, cast: Any) -> None:
    merge = merge_customers(*somsri_twice, by=cast.manager)
    undo_merge(merge, by=cast.manager)
    assert not match().pairs.exists()


def test_records_of_one_customer_are_no_pair(somsri_twice: tuple[Any, Any], match: Match, cast: Any) -> None:
    merge_customers(*somsri_twice, by=cast.manager)
    assert not match().pairs.exists()


def test_a_group_never_holds_two_who_are_barred_and_never_grows_into_a_crowd() -> None:
    assert joined([(1, 2), (2, 3), (4, 5)], {(1, 3)}) == [[1, 2], [4, 5]]
    chain = [(number, number + 1) for number in range(1, 40)]
    assert max(map(len, joined(chain, set()))) == 20


def test_nothing_to_compare_is_said(db: None, match: Match) -> None:
    with pytest.raises(NothingToMatch):
        match()
    assert LinkageRun.objects.get().error_code == "nothing"


def test_thresholds_move_within_what_was_kept(somsri_twice: tuple[Any, Any], match: Match, cast: Any) -> None:
    run = match()
    pair = run.pairs.get()
    moved = move_thresholds(run, upper=pair.weight + 2, lower=pair.weight + 1, by=cast.manager)
    assert list(access_open_pairs(cast.manager)) == []
    move_thresholds(moved, upper=pair.weight + 2, lower=pair.weight - 0.01, by=cast.manager)
    assert list(access_open_pairs(cast.manager)) == [pair]
    with pytest.raises(ThresholdsCrossed):
        move_thresholds(run, upper=1.0, lower=2.0, by=cast.manager)
    with pytest.raises(RerunNeeded):
        move_thresholds(run, upper=90.0, lower=-40.0, by=cast.manager)
    with pytest.raises(NotAllowed):
        move_thresholds(run, upper=90.0, lower=80.0, by=cast.service)


def test_the_newest_approved_run_lends_its_weights(somsri_twice: tuple[Any, Any], match: Match, cast: Any) -> None:
    run = match()
    assert approved_run("person") is None
    approve_run(run, by=cast.manager)
    assert approved_run("person") == run
    assert match(reuse=True).reused == run


def test_a_run_is_queued_for_a_worker(cast: Any) -> None:
    run = start_run(by=cast.manager, kind="organisation")
    assert (run.state, run.job.kind) == (RunState.QUEUED, "match")
    with pytest.raises(NotAllowed):
        start_run(by=cast.analyst)


def test_a_customer_who_was_changed_meanwhile_is_left_alone(
    somsri_twice: tuple[Any, Any], match: Match, cast: Any
) -> None:
    run = match()
    Customer.objects.filter(pk=somsri_twice[1].pk).update(merged_into=somsri_twice[0])
    assert merge_groups(run, SilentProgress(), by=None)["merged"] == 0


def test_merges_of_an_attempt_that_was_killed_are_counted_with_the_rest(
    somsri_twice: tuple[Any, Any], match: Match, cast: Any
) -> None:
    run = match()
    merge_customers(*somsri_twice, by=cast.manager, reason=MergeReason.LINKAGE, run_id=run.pk)
    assert merge_groups(run, SilentProgress(), by=cast.manager)["merged"] == 1
    assert merge_groups(run, SilentProgress(), by=cast.manager)["merged"] == 0
    run.refresh_from_db()
    assert run.figures["merged_by_run"] == 1


def test_a_run_that_took_its_worker_down_too_often_says_that_it_failed(cast: Any) -> None:
    run = start_run(by=cast.manager)
    LinkageRun.objects.filter(pk=run.pk).update(state=RunState.RUNNING)
    Job.objects.filter(pk=run.job_id).update(state="running")
    give_up_job(run.job_id)
    run.refresh_from_db()
    assert (run.state, Job.objects.get(pk=run.job_id).error_code) == (RunState.FAILED, "interrupted")
