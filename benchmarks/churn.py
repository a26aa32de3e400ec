"""Churn models of this product beside plain scikit-learn, on the same folds of real data, in one run.

    python benchmarks/churn.py
    python benchmarks/churn.py --data /path/to/data --repeats 3 --markdown churn.md

The Iranian telecom data come with the tests. The Telco and SMCRM data are read from the folder of shared data where it
stands beside the clone. Every row is judged once per repeat by a model that has not seen it; identical rows are always in
one fold. Figures are means over the folds; "against" is the mean difference of the area under the ROC curve to the best
scikit-learn model of the data set, with twice its standard error over folds. Seconds are of the processor, for one fit.
"""

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from idic.methods import classification, classification_metrics
from idic.methods.classification import FeatureTable, folds
from tests.methods.churn_oracle import columns_of, iranian_telecom, table_of, telco

FOLDS = 5
SHARED = Path(__file__).parents[2] / "shared" / "data"
OURS = {"ours, trees": "boosting", "ours, logistic": "logistic"}

Judge = Callable[[np.ndarray], np.ndarray]


def data_sets(shared: Path) -> dict[str, tuple[FeatureTable, np.ndarray]]:
    found = {"iranian_telecom": iranian_telecom()}
    if shared.is_dir():
        found["telco_sample"] = telco(shared)
        columns = columns_of(shared / "smcrm" / "customerWinBack.csv.gz")
        outcome = np.array(columns["reacquire"], dtype=float)
        known = ("duration_1", "offer", "duration_lapse", "price_change", "gender", "age")
        found["smcrm_win_back"] = (table_of({name: columns[name] for name in known}), outcome)
    else:
        print(f"{shared} is not there: only the data that ship are judged.")
    return found


def peers(features: FeatureTable) -> dict[str, Callable[[], object]]:
    """What one writes in a few lines: imputation, scaling and one-hot before a model with its defaults."""
    from sklearn.compose import ColumnTransformer
    from sklearn.ensemble import GradientBoostingClassifier, HistGradientBoostingClassifier
    from sklearn.impute import SimpleImputer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import OneHotEncoder, StandardScaler

    numbers = list(range(len(features.numbers)))
    categories = list(range(len(features.numbers), len(features.numbers) + len(features.categories)))

    def columns(scaled: bool) -> ColumnTransformer:
        number = make_pipeline(SimpleImputer(strategy="median"), *([StandardScaler()] if scaled else []))
        return ColumnTransformer(
            [("n", number, numbers), ("c", OneHotEncoder(handle_unknown="ignore", sparse_output=False), categories)]
        )

    return {
        "scikit-learn LogisticRegression": lambda: make_pipeline(columns(True), LogisticRegression(max_iter=2000)),
        "scikit-learn GradientBoosting": lambda: make_pipeline(
            columns(False), GradientBoostingClassifier(random_state=1)
        ),
        "scikit-learn HistGradientBoosting": lambda: make_pipeline(
            columns(False), HistGradientBoostingClassifier(random_state=1)
        ),
    }


def matrix(features: FeatureTable) -> np.ndarray:
    parts = [column.astype(object) for column in (*features.numbers.values(), *features.categories.values())]
    return np.stack(parts, axis=1)


def judged(features: FeatureTable, outcome: np.ndarray, repeats: int) -> dict[str, list[dict[str, float]]]:
    table = matrix(features)
    _, same = np.unique(table.astype(str), axis=0, return_inverse=True)
    rivals = peers(features)
    results: dict[str, list[dict[str, float]]] = {name: [] for name in (*OURS, *rivals)}
    for repeat in range(repeats):
        fold = folds.folds(same, outcome, FOLDS, seed=repeat)
        for one in range(FOLDS):
            unseen = fold == one
            for name, kind in OURS.items():
                began = time.process_time()
                # The fold as the last period: everything before it is learned from.
                run = classification.train(features, outcome, customers=same, periods=unseen, kind=kind)
                seconds = time.process_time() - began
                assert np.array_equal(run.held_out_rows, np.flatnonzero(unseen))
                results[name].append(figures(run.held_out_outcome, run.held_out_probability, seconds))
            for name, make in rivals.items():
                began = time.process_time()
                model = make()
                model.fit(table[~unseen], outcome[~unseen])
                probability = model.predict_proba(table[unseen])[:, 1]
                seconds = time.process_time() - began
                results[name].append(figures(outcome[unseen], probability, seconds))
    return results


def figures(outcome: np.ndarray, probability: np.ndarray, seconds: float) -> dict[str, float]:
    found = classification_metrics.measure(outcome, probability)
    assert found.auc is not None
    return {
        "auc": found.auc.value,
        "average precision": found.average_precision or 0.0,
        "lift top 10 %": found.deciles[0].lift,
        "log loss": found.log_loss,
        "Brier": found.brier,
        "ECE": found.ece,
        "seconds": seconds,
    }


def table(results: dict[str, list[dict[str, float]]]) -> list[str]:
    names = list(next(iter(results.values()))[0])
    mean = {
        model: {name: float(np.mean([row[name] for row in rows])) for name in names} for model, rows in results.items()
    }
    best = max((model for model in results if model not in OURS), key=lambda model: mean[model]["auc"])
    lines = [f"| model | {' | '.join(names)} | against |", f"|---|{'---:|' * (len(names) + 1)}"]
    for model, rows in results.items():
        gap = np.array([row["auc"] for row in rows]) - np.array([row["auc"] for row in results[best]])
        spread = 2 * gap.std(ddof=1) / np.sqrt(gap.size)
        cells = " | ".join(
            f"{mean[model][name]:.4f}" if name != "seconds" else f"{mean[model][name]:.2f}" for name in names
        )
        lines.append(f"| {model} | {cells} | {'-' if model == best else f'{gap.mean():+.4f} ± {spread:.4f}'} |")
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(description="Judge churn models beside scikit-learn on the same folds.")
    parser.add_argument("--data", type=Path, default=SHARED)
    parser.add_argument("--repeats", type=int, default=2)
    parser.add_argument("--markdown", type=Path)
    chosen = parser.parse_args()
    lines: list[str] = []
    for name, (features, outcome) in data_sets(chosen.data).items():
        share = 100 * outcome.mean()
        lines += [f"### {name}: {outcome.size} customers, {int(outcome.sum())} with the outcome ({share:.2f} %)", ""]
        lines += [*table(judged(features, outcome, chosen.repeats)), ""]
        print("\n".join(lines[-9:]), flush=True)
    if chosen.markdown:
        chosen.markdown.write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
