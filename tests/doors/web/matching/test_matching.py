from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from idic.domain.identify.linkage.enums import PairState, RunState
from idic.domain.identify.linkage.kinds import delivered_model
from idic.domain.identify.linkage.models import Label, LinkagePair, LinkageRun
from idic.domain.identify.merging.models import CannotLink, Merge
from idic.domain.identify.merging.operations.undo import undo_merge
from idic.domain.identify.models import SourceRecord
from idic.methods.linkage.kinds import comparisons_of

SignIn = Callable[[str], Client]


@pytest.fixture
def run(cast: Any) -> LinkageRun:
    model = delivered_model("person", 1000)
    return LinkageRun.objects.create(
        kind="person", state=RunState.DONE, by=cast.manager, created_at=timezone.now(), started_at=timezone.now(),
        finished_at=timezone.now(), upper_weight=15.0, lower_weight=5.0, kept_from=5.0, model=model.to_json(),
        comparisons=[[one.name, list(one.labels)] for one in comparisons_of(model.settings.fields)],
        curve=[[40.0, 1, 0.0, 1.0, 1], [5.0, 4, 0.5, 3.5, 3]], histogram=[[4.0, 1], [6.0, 3]],
        figures={"records": 8, "compared": 12, "above": 2, "between": 1, "held": 1, "false_per_1000": 0.5, "learned": True},
        blocking={
            "rules": [{"rule": "phone", "pairs": 4, "new_pairs": 4, "skipped": 1}], "pairs": 12, "possible": 28,
            "reduction": 0.57, "skipped": [{"rule": "phone", "records": 2500}],
        },
        versions={"splink": "5.0.0"},
    )  # fmt: skip


@pytest.fixture
def make_pair(run: LinkageRun, make_customer: Callable[..., Any]) -> Callable[..., LinkagePair]:
    numbers: Iterator[int] = iter(range(1000))

    def make(**more: Any) -> LinkagePair:
        number = next(numbers)
        one, other = (
            make_customer(given_name=f"{name}{number}", family_name="Jaidee", phone=f"08{number:03}55{place}00")
            for place, name in enumerate(("Anan", "Anon"))
        )
        levels = {name: len(labels) - 1 for name, labels in run.comparisons} | {"email": -1, "name_given": 0}
        values = {
            "weight": 20.0 - number / 100,
            "posterior": 0.9993,
            "levels": levels,
            "found_at": timezone.now(),
        } | more
        return LinkagePair.objects.create(
            run=run, first_record=one.records.get(), second_record=other.records.get(), first_customer=one,
            second_customer=other, **values,
        )  # fmt: skip

    return make


def test_the_queue_shows_both_sides_and_what_speaks_for_them(
    make_pair: Callable[..., LinkagePair], signed_in: SignIn
) -> None:
    pair = make_pair(hold="other_given_name")
    text = signed_in("service").get("/matching/review/").content.decode()
    assert pair.first_record.name in text
    assert pair.second_record.name in text
    assert "The given names differ" in text
    assert 'data-key="s"' in text
    assert "Given name" in text
    assert "Rarity of values" in text


def test_what_is_written_otherwise_but_read_alike_is_not_called_different(
    make_pair: Callable[..., LinkagePair], signed_in: SignIn
) -> None:
    pair = make_pair()
    SourceRecord.objects.filter(pk=pair.first_record_id).update(
        province="กรุงเทพมหานคร", sex="female", name="สุกัญญา บุญเกิด"
    )
    SourceRecord.objects.filter(pk=pair.second_record_id).update(province="Bangkok", name="SUKANYA BUNKOET")
    labels = dict(pair.run.comparisons)
    alike = {name: labels[name].index("same_reading") for name in ("name_given", "name_family")}
    LinkagePair.objects.filter(pk=pair.pk).update(
        levels={**pair.levels, **alike, "phone": labels["phone"].index("else")}
    )
    rows = _rows(signed_in("manager").get("/matching/review/").content.decode())
    assert "read alike" in rows["Name"]
    assert "different" not in rows["Name"]
    assert "same" in rows["Province"]
    assert "Female" in rows["Sex"]
    assert "different" in rows["Phone"]


def test_a_name_of_which_one_part_speaks_against_stays_different(
    make_pair: Callable[..., LinkagePair], signed_in: SignIn
) -> None:
    make_pair()
    assert "different" in _rows(signed_in("manager").get("/matching/review/").content.decode())["Name"]


def _rows(page: str) -> dict[str, str]:
    """The rows of the two sides, without markup, by the name of the field."""
    found = re.findall(r'<tr class="matching-\w+"><th scope="row">([^<]+)(.*?)</tr>', page, re.DOTALL)
    return {label.strip(): re.sub(r"<[^>]+>", " ", rest) for label, rest in found}


@pytest.mark.parametrize(("answer", "state"), [("same", "merged"), ("different", "apart"), ("unsure", "unsure")])
def test_a_decision_leads_to_the_next_pair_and_can_be_taken_back(
    make_pair: Callable[..., LinkagePair], signed_in: SignIn, answer: str, state: str
) -> None:
    pair, following = make_pair(), make_pair()
    client = signed_in("service")
    response = client.post(f"/matching/review/{pair.pk}/decision/", {"answer": answer, "next": following.pk})
    assert response["Location"].endswith(f"at={following.pk}")
    pair.refresh_from_db()
    assert pair.state == state
    assert (Merge.objects.exists(), CannotLink.objects.exists()) == (answer == "same", answer == "different")
    response = client.post("/matching/review/undoing/")
    assert response["Location"].endswith(f"at={pair.pk}")
    pair.refresh_from_db()
    assert pair.state == PairState.WAITING
    assert Label.objects.get().taken_back_at is not None


def test_an_empty_queue_says_what_to_do_next(signed_in: SignIn) -> None:
    assert "Nothing waits" in signed_in("manager").get("/matching/review/").content.decode()


def test_a_wrong_answer_changes_nothing(make_pair: Callable[..., LinkagePair], signed_in: SignIn) -> None:
    pair = make_pair()
    signed_in("service").post(f"/matching/review/{pair.pk}/decision/", {"answer": "maybe"})
    pair.refresh_from_db()
    assert pair.state == PairState.WAITING
    assert signed_in("service").post("/matching/review/999999/decision/", {"answer": "same"}).status_code == 404


def test_a_run_tells_its_parameters_blocks_and_thresholds(run: LinkageRun, signed_in: SignIn) -> None:
    text = signed_in("manager").get(f"/matching/{run.pk}/").content.decode()
    for said in ("Pairs by match weight", "m: share among matches", "Upper threshold", "2,500 records", "splink"):
        assert said in text


def test_a_manager_starts_a_run_and_others_do_not(signed_in: SignIn) -> None:
    response = signed_in("manager").post("/matching/start/", {"kind": "person", "false_per_1000": "0.5", "missed": "3"})
    run = LinkageRun.objects.get()
    assert response["Location"] == f"/matching/{run.pk}/"
    assert (run.false_per_1000, run.missed_share, run.merges_itself) == (0.5, 0.03, False)
    assert signed_in("service").post("/matching/start/", {"kind": "person"}).status_code == 403
    signed_in("manager").post("/matching/start/", {"kind": "person", "false_per_1000": "nan"})
    assert LinkageRun.objects.count() == 1


def test_the_explorer_follows_the_weights_and_saves_them(
    run: LinkageRun, make_pair: Callable[..., LinkagePair], signed_in: SignIn
) -> None:
    make_pair()
    client = signed_in("manager")
    text = client.get(
        f"/matching/{run.pk}/thresholds/?upper=40&lower=5", headers={"HX-Request": "true"}
    ).content.decode()
    assert "<html" not in text
    assert "Merges above the upper threshold" in text
    assert client.post(f"/matching/{run.pk}/thresholds/", {"upper": "30", "lower": "6"}).status_code == 302
    run.refresh_from_db()
    assert (run.upper_weight, run.lower_weight) == (30.0, 6.0)
    refused = client.post(f"/matching/{run.pk}/thresholds/", {"upper": "3", "lower": "6"})
    assert refused.status_code == 422
    assert "must lie below" in refused.content.decode()
    assert (
        signed_in("service").post(f"/matching/{run.pk}/thresholds/", {"upper": "30", "lower": "6"}).status_code == 403
    )


def test_labels_show_precision_with_its_interval(
    run: LinkageRun, make_pair: Callable[..., LinkagePair], signed_in: SignIn
) -> None:
    pair = make_pair()
    client = signed_in("manager")
    client.post(f"/matching/review/{pair.pk}/decision/", {"answer": "same"})
    assert "100% (20.7% to 100%)" in client.get("/matching/labels/").content.decode()


def test_a_sample_leads_into_the_review(
    run: LinkageRun, make_pair: Callable[..., LinkagePair], signed_in: SignIn
) -> None:
    pair = make_pair()
    response = signed_in("manager").post(f"/matching/{run.pk}/sample/")
    assert response["Location"] == "/matching/review/?band=sample"
    pair.refresh_from_db()
    assert pair.sample_place == 1


def test_stewardship_figures_lead_to_their_records(make_pair: Callable[..., LinkagePair], signed_in: SignIn) -> None:
    pair = make_pair()
    client = signed_in("manager")
    source = pair.first_record.source_id
    text = client.get("/matching/stewardship/").content.decode()
    assert f"/matching/records/?source={source}&amp;missing=email" in text
    assert pair.first_record.key in client.get(f"/matching/records/?source={source}&missing=email").content.decode()
    assert pair.first_record.key not in client.get(f"/matching/records/?source={source}&missing=phone").content.decode()


def test_the_bands_of_a_run_lead_to_their_pairs(
    run: LinkageRun, make_pair: Callable[..., LinkagePair], signed_in: SignIn
) -> None:
    of_band = {
        "link": make_pair(weight=20.0), "review": make_pair(weight=10.0),
        "held": make_pair(weight=18.0, hold="other_given_name"),
    }  # fmt: skip
    make_pair(weight=2.0)
    client = signed_in("manager")
    page = client.get(f"/matching/{run.pk}/").content.decode()
    for band, pair in of_band.items():
        assert f"/matching/pairs/?run={run.pk}&amp;band={band}" in page
        shown = client.get(f"/matching/pairs/?run={run.pk}&band={band}").context["page"].rows
        assert list(shown) == [pair]


def test_how_long_pairs_have_waited_leads_to_them(make_pair: Callable[..., LinkagePair], signed_in: SignIn) -> None:
    now = timezone.now()
    of_age = {
        age: make_pair(found_at=now - timedelta(days=days)) for age, days in (("week", 1), ("month", 12), ("older", 60))
    }
    make_pair(found_at=now - timedelta(days=60), state=PairState.APART)
    make_pair(found_at=now - timedelta(days=60), weight=1.0)
    client = signed_in("manager")
    text = client.get("/matching/stewardship/").content.decode()
    for age, pair in of_age.items():
        assert f"/matching/pairs/?age={age}" in text
        assert list(client.get(f"/matching/pairs/?age={age}").context["page"].rows) == [pair]
    assert set(client.get("/matching/pairs/?age=any").context["page"].rows) == set(of_age.values())
    kept = client.get(f"/matching/pairs/?age=older&run={of_age['older'].run_id}&band=nothing&low=x").content.decode()
    assert '<input type="hidden" name="age" value="older">' in kept


def test_merges_made_by_hand_and_undone_are_listed(
    make_pair: Callable[..., LinkagePair], signed_in: SignIn, cast: Any
) -> None:
    client = signed_in("manager")
    for _number in range(2):
        client.post(f"/matching/review/{make_pair().pk}/decision/", {"answer": "same"})
    standing, undone = Merge.objects.order_by("pk")
    undo_merge(undone, by=cast.manager)
    Merge.objects.filter(pk=standing.pk).update(at=timezone.now() - timedelta(days=70))
    text = client.get("/matching/stewardship/").content.decode()
    assert "/matching/merges/?reason=by_hand" in text
    assert "/matching/merges/?state=undone" in text

    def rows(asked: str) -> list[Merge]:
        return list(client.get(f"/matching/merges/?{asked}").context["page"].rows)

    assert rows("") == [undone, standing]
    assert rows("state=undone") == [undone]
    assert rows("state=standing&reason=by_hand") == [standing]
    assert rows("reason=linkage") == []
    this_month = timezone.localtime().strftime("%Y-%m")
    assert rows(f"month={this_month}") == [undone]
    assert rows("month=2026-13&state=nothing") == [undone, standing]


def test_every_month_of_merges_is_whole_and_leads_to_its_merges(
    make_pair: Callable[..., LinkagePair], signed_in: SignIn
) -> None:
    """Of the house: its first half hour is still the month before by UTC."""
    client = signed_in("manager")
    a_year_ago = timezone.localtime(timezone.now() - timedelta(days=365))
    begin = a_year_ago.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    for at in (begin + timedelta(minutes=30), begin - timedelta(minutes=30)):
        client.post(f"/matching/review/{make_pair().pk}/decision/", {"answer": "same"})
        Merge.objects.filter(pk=Merge.objects.latest("pk").pk).update(at=at)
    table = client.get("/matching/stewardship/").context["merges"].table
    [(month, made, undone)], [link] = table.rows, table.links
    assert (month, made, undone) == (begin.date(), 1, 0)
    assert list(client.get(link).context["page"].rows) == [Merge.objects.earliest("pk")]


def test_the_list_of_merges_is_for_those_who_merge(signed_in: SignIn) -> None:
    assert signed_in("sales").get("/matching/merges/").status_code == 403
    assert "No merge here" in signed_in("service").get("/matching/merges/").content.decode()


def test_a_page_costs_the_same_queries_for_one_pair_and_for_many(
    run: LinkageRun, make_pair: Callable[..., LinkagePair], signed_in: SignIn
) -> None:
    client = signed_in("administrator")
    pages = [
        "/matching/", f"/matching/{run.pk}/", f"/matching/{run.pk}/thresholds/", "/matching/review/", "/matching/pairs/",
        "/matching/labels/", "/matching/stewardship/", "/matching/records/", "/matching/merges/",
    ]  # fmt: skip
    pair = make_pair()
    client.post(f"/matching/review/{make_pair().pk}/decision/", {"answer": "unsure"})
    client.get("/matching/")

    def counted() -> dict[str, int]:
        found = {}
        for page in pages:
            with CaptureQueriesContext(connection) as captured:
                assert client.get(page).status_code == 200
            found[page] = len(captured.captured_queries)
        return found

    client.post(f"/matching/review/{make_pair().pk}/decision/", {"answer": "same"})
    with_one = counted()
    client.post(f"/matching/review/{make_pair().pk}/decision/", {"answer": "same"})
    for _number in range(20):
        client.post(f"/matching/review/{make_pair().pk}/decision/", {"answer": "unsure"})
        make_pair()
    client.get("/matching/")
    with_many = counted()
    assert with_one == with_many
    assert max(with_many.values()) <= 12, with_many
    assert pair.state == PairState.WAITING
