"""One peer on one data set, run by linkage.py under the peers' own Python; prints one line of JSON.

    python linkage_peers.py TOOL SET FOLDER

FOLDER holds left.parquet (and right.parquet for two lists) with the columns of the set, `id` and `truth`. Settings
follow each project's own documented examples: for FEBRL and fake_1000 the published ones, elsewhere the same building
blocks. dedupe cannot work without labels: linkage_dedupe.py says which it is given. Where a threshold is free the best of
three is taken by label, in the peer's favour.
"""

import itertools
import json
import resource
import sys
import time
import unicodedata
import warnings
from pathlib import Path

import pandas as pd

warnings.filterwarnings("ignore")

FEBRL = ["given_name", "surname", "street_number", "address_1", "address_2", "suburb", "postcode", "state",
         "date_of_birth", "soc_sec_id"]  # fmt: skip
COLUMNS = {
    "fake_1000": ["first_name", "surname", "dob", "city", "email"],
    "early_childhood": ["site_name", "address", "zip", "phone"],
    "restaurants": ["name", "addr", "city", "phone", "type"],
}


def columns_of(name: str) -> list[str]:
    return COLUMNS.get(name, FEBRL)


def splink(name: str, left: pd.DataFrame, right: pd.DataFrame | None) -> list[list[tuple[str, str]]]:
    import splink.comparison_library as cl
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    if name.startswith("febrl"):
        comparisons = [
            cl.NameComparison("given_name"), cl.NameComparison("surname"),
            cl.DateOfBirthComparison("date_of_birth", input_is_string=True, datetime_format="%Y%m%d"),
            cl.DamerauLevenshteinAtThresholds("soc_sec_id", [1, 2]),
            cl.ExactMatch("street_number").configure(term_frequency_adjustments=True),
            cl.DamerauLevenshteinAtThresholds("postcode", [1, 2]).configure(term_frequency_adjustments=True),
        ]  # fmt: skip
        rules = [
            block_on("given_name", "surname"), block_on("soc_sec_id"), block_on("date_of_birth"),
            block_on("postcode", "substr(given_name,1,1)"), block_on("street_number", "suburb"),
        ]  # fmt: skip
        known = [block_on("soc_sec_id"), block_on("given_name", "surname", "date_of_birth")]
        passes = [block_on("date_of_birth"), block_on("postcode")]
    elif name == "fake_1000":
        comparisons = [
            cl.NameComparison("first_name"), cl.NameComparison("surname"),
            cl.DateOfBirthComparison("dob", input_is_string=True),
            cl.ExactMatch("city").configure(term_frequency_adjustments=True), cl.EmailComparison("email"),
        ]  # fmt: skip
        rules = [block_on("first_name", "city"), block_on("surname"), block_on("dob"), block_on("email")]
        known = [
            block_on("first_name", "dob"),
            "l.first_name = r.first_name and l.surname = r.surname",
            block_on("email"),
        ]
        passes = [block_on("first_name", "surname"), block_on("dob")]
    elif name == "early_childhood":
        comparisons = [
            cl.JaroWinklerAtThresholds("site_name", [0.95, 0.88, 0.8]), cl.JaroWinklerAtThresholds("address", [0.95, 0.9, 0.8]),
            cl.ExactMatch("zip").configure(term_frequency_adjustments=True),
            cl.DamerauLevenshteinAtThresholds("phone", [1, 2]).configure(term_frequency_adjustments=True),
        ]  # fmt: skip
        rules = [block_on("phone"), block_on("address"), block_on("site_name"), block_on("zip", "substr(address,1,4)"),
                 block_on("substr(site_name,1,8)")]  # fmt: skip
        known = [block_on("phone", "address"), block_on("site_name", "phone")]
        passes = [block_on("phone"), block_on("address")]
    else:
        comparisons = [
            cl.JaroWinklerAtThresholds("name", [0.95, 0.88, 0.8]), cl.JaroWinklerAtThresholds("addr", [0.95, 0.9, 0.8]),
            cl.ExactMatch("city").configure(term_frequency_adjustments=True),
            cl.DamerauLevenshteinAtThresholds("phone", [1, 2]), cl.ExactMatch("type"),
        ]  # fmt: skip
        rules = [block_on("phone"), block_on("addr"), block_on("name"), block_on("city", "substr(name,1,3)"),
                 block_on("substr(addr,1,6)")]  # fmt: skip
        known = [block_on("name", "city"), block_on("addr")]
        passes = [block_on("name"), block_on("city")]
    api = DuckDBAPI()
    tables = [api.register(table.drop(columns="truth"), dataset_display_name=label)
              for label, table in (("list_a", left), ("list_b", right)) if table is not None]  # fmt: skip
    settings = SettingsCreator(
        link_type="dedupe_only" if right is None else "link_only", comparisons=comparisons,
        blocking_rules_to_generate_predictions=rules, unique_id_column_name="id",
    )  # fmt: skip
    linker = Linker(tables if right is not None else tables[0], settings, log_level="ERROR")
    linker.training.estimate_probability_two_random_records_match(known, recall=0.8)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for rule in passes:
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    predicted = linker.inference.predict(threshold_match_probability=0.01)
    found = []
    for threshold in (0.5, 0.9, 0.99):
        if right is None:
            clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(predicted, threshold)
            found.append(pairs_of(clusters.as_pandas_dataframe().groupby("cluster_id")["id"].apply(list)))
        else:
            frame = predicted.as_pandas_dataframe()
            frame = frame[frame.match_probability >= threshold]
            found.append(list(zip(frame.id_l, frame.id_r, strict=True)))
    return found


def recordlinkage(name: str, left: pd.DataFrame, right: pd.DataFrame | None) -> list[list[tuple[str, str]]]:
    import recordlinkage as rl

    left = left.set_index("id").drop(columns="truth")
    right = None if right is None else right.set_index("id").drop(columns="truth")
    index, compare = rl.Index(), rl.Compare()
    if name.startswith("febrl"):
        for column in ("given_name", "surname", "date_of_birth", "soc_sec_id", "postcode"):
            index.block(column)
        compare.string("given_name", "given_name", method="jarowinkler", threshold=0.85, label="given_name")
        compare.string("surname", "surname", method="jarowinkler", threshold=0.85, label="surname")
        compare.exact("date_of_birth", "date_of_birth", label="date_of_birth")
        compare.exact("suburb", "suburb", label="suburb")
        compare.exact("state", "state", label="state")
        compare.exact("soc_sec_id", "soc_sec_id", label="soc_sec_id")
        compare.string("address_1", "address_1", threshold=0.85, label="address_1")
    elif name == "fake_1000":
        for column in ("first_name", "surname", "dob", "email"):
            index.block(column)
        compare.string("first_name", "first_name", method="jarowinkler", threshold=0.85, label="first_name")
        compare.string("surname", "surname", method="jarowinkler", threshold=0.85, label="surname")
        compare.exact("dob", "dob", label="dob")
        compare.string("city", "city", method="jarowinkler", threshold=0.85, label="city")
        compare.string("email", "email", method="jarowinkler", threshold=0.9, label="email")
    else:
        names = columns_of(name)
        for column in [*names[:2], "phone"]:
            index.block(column)
        index.sortedneighbourhood(names[0], window=9)
        index.sortedneighbourhood(names[1], window=9)
        for column in names:
            compare.string(column, column, method="jarowinkler", threshold=0.85, label=column)
    candidates = index.index(left) if right is None else index.index(left, right)
    features = compare.compute(candidates, left) if right is None else compare.compute(candidates, left, right)
    matches = rl.ECMClassifier(binarize=0.5).fit_predict(features.fillna(0))
    return [[(a, b) for a, b in matches]]


def dedupe(name: str, left: pd.DataFrame, right: pd.DataFrame | None) -> list[list[tuple[str, str]]]:
    from linkage_dedupe import SETTINGS, found_pairs

    return found_pairs(columns_of(name), left, right, SETTINGS[name])


def cleaned(value: object) -> str | None:
    """Case, accents, quotes and line breaks say nothing, as the peers' own examples have it; ours reads them raw."""
    if not isinstance(value, str):
        return None
    plain = unicodedata.normalize("NFKD", value).encode("ascii", "ignore").decode().lower()
    return " ".join(plain.split()).strip("\"'").strip() or None


def pairs_of(groups) -> list[tuple[str, str]]:
    return [pair for members in groups for pair in itertools.combinations(members, 2)]


def main() -> None:
    tool, name, folder = sys.argv[1:4]
    left = pd.read_parquet(Path(folder) / "left.parquet")
    path = Path(folder) / "right.parquet"
    right = pd.read_parquet(path) if path.exists() else None
    for table in (left, right):
        if table is not None:
            for column in table.columns:
                given = table[column].astype(object)
                table[column] = given if column in ("id", "truth") else given.map(cleaned)
    started, cpu = time.perf_counter(), time.process_time()
    found = {"splink": splink, "recordlinkage": recordlinkage, "dedupe": dedupe}[tool](name, left, right)
    wall, cpu = time.perf_counter() - started, time.process_time() - cpu
    truth = dict(zip(left["id"], left["truth"], strict=True))
    both = truth if right is None else truth | dict(zip(right["id"], right["truth"], strict=True))
    if right is None:
        total = sum(n * (n - 1) // 2 for n in left["truth"].value_counts())
    else:
        counts = right["truth"].value_counts()
        total = int(sum(n * counts.get(value, 0) for value, n in left["truth"].value_counts().items()))
    best = (0.0, 0.0, 0.0)
    for pairs in found:
        given = {frozenset(pair) for pair in pairs}
        correct = sum(len({both[one] for one in pair}) == 1 for pair in given)
        precision, recall = correct / max(len(given), 1), correct / total
        best = max(best, (2 * precision * recall / max(precision + recall, 1e-9), precision, recall))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"f1": best[0], "precision": best[1], "recall": best[2], "wall_s": wall, "cpu_s": cpu,
                      "memory_mb": memory}))  # fmt: skip


if __name__ == "__main__":
    main()
