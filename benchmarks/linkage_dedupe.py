"""dedupe on one data set, as a person would use it who knows every answer.

Fields are of the documented kinds. Training gets labelled pairs and then answers what dedupe's own active learning
asks, always by the truth. Left to itself dedupe 3.0.3 keeps for every rule every pair of 5,000 records that the rule
brings together, as a set; the rule "has a value" of one field alone holds twelve million. Its documentation's way out
is taken: active learning sees a sample of the records, and rules that need an index are left out (SETTINGS).
"""

import io
import random
from dataclasses import dataclass

import pandas as pd

SHORT = {"street_number", "postcode", "date_of_birth", "soc_sec_id", "dob", "phone"}
EXACT = {"state", "zip"}
THRESHOLDS = (0.3, 0.5, 0.7)
Rows = dict[str, dict[str, str | None]]
Pair = tuple[dict[str, str | None], dict[str, str | None]]


@dataclass(frozen=True)
class Setting:
    """`sample`: records that active learning sees (of each list); `matches`: labelled pairs that match, with as many
    that do not; `answers`: to questions of active learning."""

    sample: int
    matches: int
    answers: int
    index: bool
    recall: float = 1.0


# Of those tried on a set the one with the best F1.
SETTINGS = {
    "febrl1": Setting(1000, 95, 60, index=True),
    "febrl2": Setting(800, 95, 60, index=False),
    "febrl3": Setting(1500, 95, 30, index=False),
    "febrl4": Setting(800, 95, 60, index=False),
    "fake_1000": Setting(1000, 300, 100, index=True),
    "early_childhood": Setting(1000, 95, 60, index=True),
    "restaurants": Setting(2000, 95, 60, index=True),
}


def found_pairs(
    columns: list[str], left: pd.DataFrame, right: pd.DataFrame | None, setting: Setting
) -> list[list[tuple[str, str]]]:
    import dedupe as dd
    import joblib
    import numpy as np
    from dedupe import variables

    _mend()
    random.seed(1)
    np.random.seed(1)
    rows = [_rows(table, columns) for table in (left, right) if table is not None]
    kinds = [_kind(variables, column, rows) for column in columns]
    worker = (dd.Dedupe if right is None else dd.RecordLink)(kinds, num_cores=1, in_memory=True)
    samples = [_sample(one, setting.sample) for one in rows]
    worker.prepare_training(*[_plain(one) for one in samples], _training(dd, rows, columns, setting))
    truth = {_key(row, columns): row["truth"] for one in rows for row in one.values()}
    for _ in range(setting.answers):
        ((first, second),) = worker.uncertain_pairs()
        same = truth[_key(first, columns)] == truth[_key(second, columns)]
        worker.mark_pairs({"match": [(first, second)] if same else [], "distinct": [] if same else [(first, second)]})
    with joblib.parallel_config(backend="threading"):  # else scikit-learn starts processes for a search of a second
        worker.train(recall=setting.recall, index_predicates=setting.index)
    # Scored once for all thresholds.
    scores = worker.score(worker.pairs(*[_plain(one) for one in rows]))
    if right is not None:
        return [[tuple(pair) for pair, _ in worker.one_to_one(scores, least)] for least in THRESHOLDS]
    return [
        [pair for members, _ in worker.cluster(scores, least) for pair in _pairs(list(members))] for least in THRESHOLDS
    ]


def _kind(variables, column: str, rows: list[Rows]):
    missing = any(row[column] is None for one in rows for row in one.values())
    if column in EXACT:
        return variables.Exact(column, has_missing=missing)
    return (variables.ShortString if column in SHORT else variables.String)(column, has_missing=missing)


def _rows(table: pd.DataFrame, columns: list[str]) -> Rows:
    return {row["id"]: {one: row[one] or None for one in (*columns, "truth")} for row in table.to_dict("records")}


def _sample(rows: Rows, size: int) -> Rows:
    """Whole groups of one person, so that it holds matches as the whole does."""
    groups: dict[str | None, list[str]] = {}
    for one, row in rows.items():
        groups.setdefault(row["truth"], []).append(one)
    chosen: list[str] = []
    for truth in sorted(groups, key=lambda one: random.Random(f"{one}").random()):
        if len(chosen) >= size:
            break
        chosen += groups[truth]
    return {one: rows[one] for one in chosen}


def _training(dd, rows: list[Rows], columns: list[str], setting: Setting) -> io.StringIO:
    """Matches, one of a person, and random pairs that do not match."""
    whole = dd.training_data_dedupe(rows[0], "truth", setting.matches) if len(rows) == 1 else \
        dd.training_data_link(*rows, "truth", setting.matches)  # fmt: skip
    labels = {}
    for answer, pairs in whole.items():
        chosen = sorted(pairs, key=lambda pair: [str(sorted(one.items(), key=str)) for one in pair])
        random.Random(1).shuffle(chosen)
        labels[answer] = [tuple({c: one[c] for c in columns} for one in pair) for pair in chosen[: setting.matches]]
    file = io.StringIO()
    dd.serializer.write_training(labels, file)
    file.seek(0)
    return file


def _plain(rows: Rows) -> Rows:
    return {one: {column: value for column, value in row.items() if column != "truth"} for one, row in rows.items()}


def _key(row: dict[str, str | None], columns: list[str]) -> tuple[str | None, ...]:
    return tuple(row[column] for column in columns)


def _pairs(members: list[str]) -> list[tuple[str, str]]:
    return [(one, other) for place, one in enumerate(members) for other in members[place + 1 :]]


def _mend() -> None:
    """Two faults of 3.0.3; results stay the same."""
    from dedupe import canopy_index, training
    from zope.index.text.setops import mass_weightedUnion

    def apply(self, query_list, threshold, start=0, count=None):
        """Calls a method that BTrees no longer has."""
        found = [self._wids_dict[term] for term in query_list if term in self._wids_dict]
        results = mass_weightedUnion([(self.index._wordinfo[wid], weight) for wid, weight in found])
        least = threshold * sum(weight**2 for _, weight in found) ** 0.5
        return sorted(((value, key) for key, value in results.items() if value >= least), reverse=True)

    class Resampled:
        """Resamples the pairs of every predicate and looks at a few: only those are made here."""

        def __init__(self, sampler, pairs):
            self.sampler, self.pairs, self.made = sampler, pairs, None

        def all(self):
            if self.made is None:
                changed = self.sampler.replacements
                self.made = frozenset(one for pair in self.pairs if pair in changed for one in changed[pair])
            return self.made

        def __and__(self, other):
            return self.all() & (other.all() if isinstance(other, Resampled) else other)

        __rand__ = __and__

        def __len__(self):
            return len(self.all())

    def resample(self, pairs):
        return Resampled(self, pairs)

    canopy_index.CanopyIndex.apply = apply
    training.Resampler.__call__ = resample  # not the class itself, which does not bind to the sampler
