import json

import numpy as np
import pytest

from idic.methods import classification
from idic.methods.classification import Classifier, FeatureTable
from idic.methods.classification_metrics import profit_cut
from tests.methods.churn_oracle import iranian_telecom


def invented(rows, *, seed=1, rate=-1.0):
    """Calls and plan decide; age is missing for those who never told, and that says something too."""
    rng = np.random.default_rng(seed)
    calls, spend = rng.poisson(3, rows).astype(float), rng.gamma(2, 50, rows)
    plan = np.array(["basic", "family", "gold", ""], dtype=object)[rng.integers(0, 4, rows)]
    age = np.where(rng.random(rows) < 0.3, np.nan, rng.normal(40, 10, rows))
    logit = rate + 0.5 * (calls - 3) - 1.0 * (plan == "gold") + 0.8 * np.isnan(age)
    outcome = (rng.random(rows) < 1 / (1 + np.exp(-logit))).astype(float)
    return FeatureTable.of({"calls": calls, "spend": spend, "plan": plan, "age": age}), outcome


@pytest.fixture(scope="module", params=["boosting", "logistic"])
def run(request):
    features, outcome = invented(1500)
    return features, outcome, classification.train(features, outcome, kind=request.param)


def test_a_model_stored_as_json_gives_the_same_scores_and_reasons(run):
    features, _, trained = run
    stored = json.dumps(trained.model.to_json())
    again = Classifier.from_json(json.loads(stored))
    assert np.array_equal(again.score(features), trained.model.score(features))
    some = features.take(np.arange(20))
    assert np.array_equal(again.reasons(some).all, trained.model.reasons(some).all)
    assert json.dumps(again.to_json()) == stored


def test_the_same_rows_give_the_same_model_byte_for_byte(run):
    features, outcome, trained = run
    again = classification.train(features, outcome, kind=trained.model.kind)
    assert json.dumps(again.model.to_json()) == json.dumps(trained.model.to_json())
    assert json.dumps(again.to_json()) == json.dumps(trained.to_json())


def test_reasons_add_up_to_the_logit_of_the_score(run):
    features, _, trained = run
    some = features.take(np.arange(100))
    reasons = trained.model.reasons(some)
    p = trained.model.score(some)
    assert reasons.base + reasons.all.sum(axis=1) == pytest.approx(np.log(p / (1 - p)), abs=1e-9)
    assert reasons.features.shape == (100, 3)
    size = np.abs(reasons.contributions)
    assert (size[:, :-1] >= size[:, 1:]).all()
    assert set(reasons.names) <= set(features.names)
    assert reasons.exact


def test_gold_customers_are_held_back_and_many_calls_push(run):
    features, _, trained = run
    reasons = trained.model.reasons(features)
    place = {name: number for number, name in enumerate(reasons.names)}
    gold = features.categories["plan"] == "gold"
    assert reasons.all[gold, place["plan"]].max() < 0
    assert reasons.all[features.numbers["calls"] >= 7, place["calls"]].min() > 0
    assert reasons.all[np.isnan(features.numbers["age"]), place["age"]].mean() > 0


def test_no_row_that_judges_was_learned_from(run):
    _, outcome, trained = run
    assert not set(trained.training_rows) & set(trained.held_out_rows)
    assert trained.training_rows.size + trained.held_out_rows.size == 1500
    assert trained.metrics.n == trained.held_out_rows.size == 375
    assert np.array_equal(trained.held_out_outcome, outcome[trained.held_out_rows])
    assert trained.metrics.log_loss < trained.baselines["prevalence"].log_loss


def test_the_order_of_the_rows_decides_nothing_about_who_judges():
    features, outcome = invented(600)
    order = np.random.default_rng(5).permutation(600)
    ids = np.arange(600)
    one = classification.train(features, outcome, customers=ids, kind="logistic")
    two = classification.train(features.take(order), outcome[order], customers=ids[order], kind="logistic")
    assert set(ids[one.held_out_rows]) == set(ids[order][two.held_out_rows])
    assert two.model.score(features) == pytest.approx(one.model.score(features), abs=1e-9)


def test_the_last_period_judges_and_a_customer_is_on_one_side():
    features, outcome = invented(2000)
    customers, periods = np.arange(2000) % 700, np.repeat([1, 2, 3, 4], 500)
    found = classification.train(features, outcome, customers=customers, periods=periods, kind="logistic")
    assert found.by_time
    assert set(periods[found.held_out_rows]) == {4}
    assert set(periods[found.training_rows]) <= {1, 2, 3}
    assert not set(customers[found.held_out_rows]) & set(customers[found.training_rows])
    dropped = {one.code: one.count for one in found.warnings}[classification.CUSTOMER_ON_BOTH_SIDES]
    assert dropped == 2000 - found.held_out_rows.size - found.training_rows.size


def test_one_period_only_is_said():
    features, outcome = invented(600)
    found = classification.train(features, outcome, periods=np.ones(600), kind="logistic")
    assert not found.by_time
    assert classification.ONE_PERIOD_ONLY in {one.code for one in found.warnings}


def test_one_class_only_gives_no_model_but_a_reason():
    features, _ = invented(200)
    found = classification.train(features, np.zeros(200))
    assert (found.model, found.metrics, found.reason) == (None, None, "one_class")
    assert json.loads(json.dumps(found.to_json()))["reason"] == "one_class"


def test_a_handful_of_churners_gives_no_model():
    features, _ = invented(200)
    found = classification.train(features, np.arange(200) < 9)
    assert (found.model, found.reason, found.events) == (None, "too_few_events", 9)


def test_churners_that_are_all_one_customer_give_no_model():
    features, _ = invented(400)
    customers = np.arange(400)
    outcome = (customers < 40).astype(float)
    customers[:40] = 0
    found = classification.train(features, outcome, customers=customers)
    assert (found.model, found.reason) == (None, "one_class")


def test_no_row_has_no_reasons(run):
    features, _, trained = run
    nobody = features.take(np.zeros(1500, dtype=bool))
    assert trained.model.score(nobody).size == 0
    assert trained.model.reasons(nobody).features.shape == (0, 3)


def test_fewer_than_fifty_churners_are_learned_from_with_five_features_at_most_and_a_warning():
    rng = np.random.default_rng(4)
    calls = rng.poisson(3, 800).astype(float)
    outcome = np.zeros(800)
    outcome[np.argsort(-(calls + rng.normal(0, 2, 800)))[:40]] = 1
    columns = {f"noise_{place}": rng.normal(size=800) for place in range(12)}
    features = FeatureTable.of({**columns, "calls": calls})
    found = classification.train(features, outcome, kind="boosting")
    assert found.model.kind == "logistic"
    assert {one.code: one.count for one in found.warnings}[classification.FEW_CHURNERS] == 40
    assert len(found.model.feature_names) <= 5
    assert "calls" in found.model.feature_names


def test_a_window_that_is_not_over_keeps_the_row_out_of_training_but_it_is_scored():
    features, outcome = invented(900)
    complete = np.arange(900) >= 100
    outcome[:100] = np.nan
    found = classification.train(features, outcome, complete=complete, kind="logistic")
    assert found.n == 800
    assert {one.code: one.count for one in found.warnings}[classification.WINDOW_NOT_COMPLETE] == 100
    assert min(found.training_rows.min(), found.held_out_rows.min()) >= 100
    assert np.isfinite(found.model.score(features)[:100]).all()


def test_the_rule_of_thumb_from_recency_frequency_and_money_is_beaten():
    rng = np.random.default_rng(6)
    days, orders = rng.exponential(90, 3000), rng.poisson(4, 3000) + 1.0
    money = orders * rng.gamma(3, 20, 3000)
    complaints = rng.poisson(0.3, 3000).astype(float)
    logit = -3 + days / 60 - 0.2 * orders + 1.5 * complaints
    outcome = (rng.random(3000) < 1 / (1 + np.exp(-logit))).astype(float)
    features = FeatureTable.of({"days": days, "orders": orders, "money": money, "complaints": complaints})
    found = classification.train(features, outcome, rfm=("days", "orders", "money"), kind="logistic")
    assert 0.5 < found.baselines["rfm_rule"].auc.value < found.metrics.auc.value
    assert found.baselines["prevalence"].auc.value == 0.5
    assert classification.NOT_BETTER_THAN_BASELINE not in {one.code for one in found.warnings}


def test_noise_is_not_sold_as_a_model():
    rng = np.random.default_rng(8)
    features = FeatureTable.of({f"noise_{place}": rng.normal(size=1200) for place in range(8)})
    found = classification.train(features, (rng.random(1200) < 0.3).astype(float), kind="boosting")
    assert found.metrics.auc.low < 0.55
    # Seen across folds, noise asks for hardly any trees.
    assert found.model.learner.rounds < 30


def test_undoing_a_sample_sets_the_mean_right():
    """Four in five of those who stayed are left out of the sample."""
    features, outcome = invented(8000, rate=-2.5)
    kept = (outcome == 1) | (np.random.default_rng(9).random(8000) < 0.2)
    found = classification.train(features.take(kept), outcome[kept], kind="logistic", sampling_weight=0.2)
    assert found.model.score(features).mean() == pytest.approx(outcome.mean(), abs=0.02)
    assert found.metrics.calibration_in_the_large.difference == pytest.approx(0, abs=0.04)
    reasons, p = found.model.reasons(features.take(np.arange(9))), found.model.score(features.take(np.arange(9)))
    assert reasons.base + reasons.all.sum(axis=1) == pytest.approx(np.log(p / (1 - p)), abs=1e-9)


def test_iranian_telecom_customers():
    """The figures of docs/methods/churn.md."""
    features, churn = iranian_telecom()
    assert (features.rows, int(churn.sum()), round(100 * churn.mean(), 2)) == (3150, 495, 15.71)
    complained = features.numbers["Complaints"] == 1
    assert (int(complained.sum()), int(churn[complained].sum())) == (241, 200)

    trees = classification.train(features, churn, kind="boosting")
    found = trees.metrics
    assert (found.n, found.positives) == (788, 124)
    assert (found.auc.value, found.auc.low, found.auc.high) == pytest.approx((0.991, 0.986, 0.997), abs=1e-3)
    assert found.deciles[0].lift == pytest.approx(6.11, abs=0.01)
    assert (found.log_loss, found.brier, found.ece) == pytest.approx((0.085, 0.025, 0.014), abs=1e-3)
    assert found.hosmer_lemeshow.p == pytest.approx(0.84, abs=0.02)
    cut = profit_cut(
        trees.held_out_outcome, trees.held_out_probability, save_rate=0.3, value=200, contact_cost=10
    )  # fmt: skip
    assert (cut.contacts, cut.profit) == (144, pytest.approx(5820))
    assert cut.cut == pytest.approx(0.23, abs=5e-3)
    base = trees.baselines["prevalence"]
    assert (base.log_loss, base.brier) == pytest.approx((0.435, 0.133), abs=5e-4)
    reasons = trees.model.reasons(features.take(complained & (churn == 1)))
    assert (reasons.features == "Complaints").any(axis=1).mean() > 0.9

    found = classification.train(features, churn, kind="logistic").metrics
    assert (found.auc.value, found.auc.low, found.auc.high) == pytest.approx((0.927, 0.906, 0.949), abs=1e-3)
    assert found.deciles[0].lift == pytest.approx(4.5, abs=0.01)
    assert (found.log_loss, found.brier, found.ece) == pytest.approx((0.233, 0.072, 0.019), abs=1e-3)
    assert found.hosmer_lemeshow.p == pytest.approx(0.08, abs=0.01)


def test_telco_customers(shared_data):
    from tests.methods.churn_oracle import telco

    features, churn = telco(shared_data)
    assert (features.rows, int(churn.sum())) == (7043, 1869)
    assert int(np.isnan(features.numbers["total_charges"]).sum()) == 11
    for kind in ("boosting", "logistic"):
        found = classification.train(features, churn, kind=kind)
        assert found.metrics.auc.value > 0.84
        assert found.metrics.ece < 0.04


def test_refusals():
    features, outcome = invented(100)
    with pytest.raises(classification.OutcomeNotBinary):
        classification.train(features, outcome + 1)
    with pytest.raises(classification.ColumnsUnequal):
        classification.train(features, outcome[:50])
    with pytest.raises(classification.FigureOutOfRange):
        classification.train(features, outcome, sampling_weight=0)


def test_the_better_kind_is_chosen_without_the_rows_that_judge():
    rng = np.random.default_rng(11)
    x = rng.normal(size=(900, 2))
    straight = (rng.random(900) < 1 / (1 + np.exp(-2 * x[:, 0]))).astype(float)
    crossed = (rng.random(900) < 1 / (1 + np.exp(-4 * np.sign(x[:, 0] * x[:, 1])))).astype(float)
    features = FeatureTable.of({"a": x[:, 0], "b": x[:, 1]})
    assert classification.train(features, straight, kind="best").model.kind == "logistic"
    assert classification.train(features, crossed, kind="best").model.kind == "boosting"


def test_win_back_of_the_textbook_customers(shared_data):
    from tests.methods.churn_oracle import columns_of, table_of

    columns = columns_of(shared_data / "smcrm" / "customerWinBack.csv.gz")
    outcome = np.array(columns["reacquire"], dtype=float)
    assert (outcome.size, int(outcome.sum())) == (500, 295)
    known = ("duration_1", "offer", "duration_lapse", "price_change", "gender", "age")
    found = classification.train(table_of({name: columns[name] for name in known}), outcome, kind="best")
    assert found.model.kind == "logistic"
    assert found.metrics.auc.value > 0.93
