"""One pair at entry gets what the bulk run gives it; the guards that keep households and twins apart."""

import json

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.linkage_population import own_names, people
from idic.methods import linkage
from idic.methods.linkage.levels import NO_EVIDENCE

from .oracle import FOLDER

pytestmark = pytest.mark.xdist_group("linkage")


@pytest.fixture(scope="module")
def trained():
    rows = people(1500, own_names(FOLDER / "names.json"), seed=4).rows
    return rows, linkage.link(pl.DataFrame(rows), settings=linkage.customer_settings(), id_column="id")


def person(**changed):
    return {"given": "สมชาย", "family": "ใจดี", "birth_date": "1980-05-17", "phones": "+66812345678",
            "emails": "somchai@example.com", "identifiers": None, "address": "12 สุขุมวิท เขตบางรัก กรุงเทพมหานคร",
            "postcode": "10500", **changed}  # fmt: skip


def levels(score):
    return {step.comparison: step.label for step in score.waterfall}


def test_a_pair_scored_alone_has_the_weight_of_the_bulk_run(trained):
    rows, found = trained
    by_id = {row["id"]: row for row in rows}
    pairs = found.pairs.to_pylist()
    assert len(pairs) > 500
    for pair in pairs:
        alone = linkage.score(by_id[pair["left"]], by_id[pair["right"]], found.model)
        assert alone.weight == pytest.approx(pair["weight"], abs=1e-9), pair
        assert alone.posterior == pytest.approx(pair["posterior"], abs=1e-9)
        assert (alone.decision, alone.hold) == (pair["decision"], pair["hold"])
        assert [step.level for step in alone.waterfall] == [
            pair[f"level_{step.comparison}"] for step in alone.waterfall
        ]
        assert alone.weight == pytest.approx(sum(step.total for step in alone.waterfall))


_SAID = {
    "given": ("สมชาย", "สมชัย", "Somchai", "志強", "小明", "James", "-"), "family": ("ใจดี", "Chaidi", "刘", "王", "David", ""),
    "birth_date": ("1980-05-17", "1980-05-07", "1980", "unknown"), "phones": ("+66812345678", ["0812345679", "+6621234567"]),
    "emails": ("somchai@example.com", ["somchai@example.org", "info@example.com"]),
    "identifiers": ("1234545678781", "3101200123453"), "address": ("12 สุขุมวิท เขตบางรัก", "12/3 ถนนสุขุมวิท", "9 Main Street"),
    "postcode": ("10500", "10501", "n/a"),
}  # fmt: skip
RECORDS = st.fixed_dictionaries({name: st.sampled_from((None, *values)) for name, values in _SAID.items()})


@given(one=RECORDS, others=st.lists(RECORDS, max_size=4))
def test_a_probe_gives_each_pair_what_both_records_in_full_give_it(trained, one, others):
    model = trained[1].model
    probe = linkage.Probe(one, model)
    assert [probe.score(other) for other in others] == [linkage.score(one, other, model) for other in others]


def test_the_model_travels_as_json(trained):
    rows, found = trained
    again = linkage.Model.from_json(json.loads(json.dumps(found.model.to_json())))
    assert again == found.model
    assert linkage.score(rows[0], rows[1], again) == linkage.score(rows[0], rows[1], found.model)


def test_a_trained_model_links_without_training(trained):
    rows, found = trained
    again = linkage.link(pl.DataFrame(rows), model=found.model, id_column="id")
    assert again.pairs.equals(found.pairs)
    assert again.clusters.equals(found.clusters)


def test_records_without_birth_date_gain_nothing_from_it(trained):
    model = trained[1].model
    neither = linkage.score(person(birth_date=None), person(birth_date=None), model)
    step = next(step for step in neither.waterfall if step.comparison == "birth")
    assert (step.level, step.total) == (NO_EVIDENCE, 0.0)
    assert neither.weight < linkage.score(person(), person(), model).weight


def test_twins_stay_apart(trained):
    model = trained[1].model
    one = person(given="สมชาย", identifiers="1234545678781")
    other = person(given="สมศักดิ์", identifiers="3101200123453", emails=None)
    found = linkage.score(one, other, model)
    assert levels(found)["birth"] == "exact"
    assert found.decision != "link"
    without_ids = linkage.score(one | {"identifiers": None}, other | {"identifiers": None}, model)
    assert (without_ids.decision, without_ids.hold) == ("review", "other_given_name")


def test_a_shared_family_phone_alone_never_merges(trained):
    model = trained[1].model
    alone = {"given": None, "family": None, "birth_date": None, "emails": None, "address": None, "postcode": None}
    assert linkage.score(person(**alone), person(**alone), model).decision != "link"
    other = person(given="มาลี", family="ทองดี", birth_date="1955-01-02", emails=None, address=None, postcode=None)
    assert linkage.score(person(), other, model).decision != "link"


def test_two_valid_identifiers_that_differ_are_two_people(trained):
    found = linkage.score(person(identifiers="1234545678781"), person(identifiers="3101200123453"), trained[1].model)
    assert found.hold == "conflict"
    assert found.decision != "link"


@pytest.mark.parametrize(
    ("left", "right", "given", "family"),
    [
        (("志強", "劉"), ("志强", "刘"), "exact", "exact"),  # Traditional and Simplified
        (("小明", "王"), ("晓明", "王"), "same_reading", "exact"),
        (("小明", "单"), ("Xiaoming", "Shan"), "same_reading", "same_reading"),
        (("小明", "王"), ("小红", "王"), "else", "exact"),  # never by letters
        (("สมชาย", "ใจดี"), ("นายสมชาย", "ใจดี"), "exact", "exact"),
        (("สมชาย", "ใจดี"), ("Somchai", "Chaidi"), "same_reading", "same_reading"),
        (("ณัฐพล", "ใจดี"), ("นัฐพล", "ใจดี"), "same_reading", "exact"),
        (("Robert", "Müller"), ("Roberta", "Muller"), "jaro_winkler_92", "jaro_winkler_92"),
        (("Robert", "Smith"), ("Rupert", "Smith"), "same_sound", "exact"),
        (("David", "James"), ("James", "David"), "exchanged", "no_evidence"),
        (("Barker", "Matilda"), ("Matilda", "Brker"), "nearly_exchanged", "no_evidence"),
        (("Matilda", "Brker"), ("Barker", "Matilda"), "nearly_exchanged", "no_evidence"),
        (("Clark", "Violet"), ("Voilet", "Clakr"), "nearly_exchanged", "no_evidence"),
        (("สมชาย", "ใจดี"), ("ใจดี", "สมชาญ"), "nearly_exchanged", "no_evidence"),
        (("Thomas", "Martin"), ("Martin", "Webster"), "else", "else"),  # one name in common is no exchange
        (("Clark", "Violet"), (None, "Clark"), "no_evidence", "other_field"),
        ((None, "Clark"), ("Clark", "Violet"), "no_evidence", "other_field"),
        (("Theeo", None), ("White", "Theo"), "other_field", "no_evidence"),
        (("White", "Theo"), ("Theo", None), "other_field", "no_evidence"),
    ],
)
def test_names_in_three_scripts(trained, left, right, given, family):
    one, other = ({"given": name[0], "family": name[1]} for name in (left, right))
    found = levels(linkage.score(one, other, trained[1].model))
    plain = [found[name].replace("exact_rare", "exact") for name in ("name_given", "name_family")]
    assert plain == [given, family]


def test_a_rare_family_name_weighs_more_than_a_common_one(trained):
    found = trained[1]
    known = found.model.frequencies["name_family_common"]
    common = max(known, key=known.__getitem__)

    def weight(family):
        one = {"given": "Ann", "family": family}
        return linkage.score(one, one, found.model).waterfall[1].total

    assert weight("Featherstonehaugh") > weight(common) + 2


@pytest.mark.parametrize(
    ("left", "right", "label"),
    [
        ("1980-05-17", "17/05/2523", "exact"),  # Buddhist era
        ("1980-05-07", "1980-07-05", "one_digit"),
        ("1980-05-17", "1980-05-27", "one_digit"),
        ("1980-05-17", "1980-05-30", "two_parts"),
        ("1980-05-17", "1980-11-02", "same_year"),
        ("1980-05-17", "1955-11-02", "else"),
    ],
)
def test_birth_dates(trained, left, right, label):
    found = levels(linkage.score(person(birth_date=left), person(birth_date=right), trained[1].model))
    assert found["birth"] == label


@pytest.mark.parametrize(
    ("left", "right", "label"),
    [
        ("1711 W 35th Street", "1723 W. 35th St", "other_number"),  # 35th is no house number
        ("1711 W 35th Street", "1711 West 35th St.", "exact"),
        ("99/9 ถนนสุขุมวิท แขวงคลองเตย", "12 ถนนสุขุมวิท แขวงคลองเตย", "other_number"),
        ("ถนนสุขุมวิท แขวงคลองเตย", "12 ถนนสุขุมวิท แขวงคลองเตย", "words_70"),
        ("中山北路二段99號", "中山北路二段101號", "other_number"),
    ],
)
def test_addresses(trained, left, right, label):
    for one, other in ((left, right), (right, left)):
        assert levels(linkage.score(person(address=one), person(address=other), trained[1].model))["address"] == label


@pytest.mark.parametrize(
    ("left", "right", "label"),
    [
        ("081-234-5678", "+66812345678", "exact_rare"),
        ("081-234-5678", "+66812345679", "one_digit"),
        ("+662123456", "+66812345678", "else"),
    ],
)
def test_phones(trained, left, right, label):
    assert levels(linkage.score(person(phones=left), person(phones=right), trained[1].model))["phone"] == label


def test_several_phones_agree_when_one_is_shared(trained):
    one, other = person(phones=["+66812345678", "+6621234567"]), person(phones=["+66899999999", "+6621234567"])
    assert levels(linkage.score(one, other, trained[1].model))["phone"].startswith("exact")


def test_a_role_address_is_no_evidence(trained):
    found = linkage.score(person(emails="info@example.com"), person(emails="info@example.com"), trained[1].model)
    assert levels(found)["email"] == "no_evidence"


def test_a_model_of_the_first_format_weighs_every_pair_as_it_did(trained):
    model = trained[1].model
    told = json.loads(json.dumps({**model.to_json(), "format": 1}))
    for shares in (told["m"], told["u"]):
        del shares["name_given"][3:5], shares["name_family"][3], shares["address"][1]
    before = {name: [m / u for m, u in zip(told["m"][name], told["u"][name], strict=True)] for name in told["m"]}
    read = linkage.Model.from_json(told)
    assert {name: len(shares) for name, shares in read.m.items()} == {one.name: one.size for one in model.comparisons}
    for name, added, held_by in (("name_given", (3, 4), 0), ("name_family", (3,), 0), ("address", (1,), 1)):
        ratios = [m / u for m, u in zip(read.m[name], read.u[name], strict=True)]
        assert [ratios[place] for place in added] == pytest.approx([before[name][held_by]] * len(added))
        assert [one for place, one in enumerate(ratios) if place not in added] == pytest.approx(before[name])
        assert sum(read.m[name]) == pytest.approx(sum(told["m"][name]))
    assert linkage.Model.from_json(read.to_json()) == read
