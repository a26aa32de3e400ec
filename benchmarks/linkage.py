"""Record linkage beside Splink, recordlinkage and dedupe in one run; and a million records from three sources.

    python benchmarks/linkage.py --data ../shared/data --peer-python /path/to/venv/bin/python
    python benchmarks/linkage.py --million --data ../shared/data

The peers need an environment of their own: pip install splink recordlinkage dedupe pyarrow. Ours runs with its
defaults: fields guessed, no label used. F1 is of pairs, ours after clustering, the peers' as linkage_peers.py says.
Every run is a process of its own, one after the other; time and peak memory hold the work itself and the imports, not
the reading of files. In the last three columns ours is 1: F1 above 1 would be a peer that finds more, time and memory
above 1 a peer that takes more.
"""

import argparse
import csv
import gzip
import io
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import polars as pl

PEERS = ("splink", "recordlinkage", "dedupe")
SETS = ("febrl1", "febrl2", "febrl3", "febrl4", "fake_1000", "early_childhood", "restaurants")
STATED_AT = (0.5, 0.9, 0.99, 0.999)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--peer-python", type=Path)
    parser.add_argument("--set", choices=SETS, action="append")
    parser.add_argument("--tool", choices=("ours", *PEERS), action="append")
    parser.add_argument("--limit", type=float, default=900, help="seconds for one run")
    parser.add_argument("--million", action="store_true")
    parser.add_argument("--records", type=int, default=1_000_000)
    parser.add_argument("--ours", metavar="FOLDER", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.ours:
        print(json.dumps(ours(Path(asked.ours))))
    elif asked.million:
        million(asked.data, asked.records)
    else:
        started = time.perf_counter()
        tools = asked.tool or (["ours", *PEERS] if asked.peer_python else ["ours"])
        print(versions(asked.peer_python), flush=True)
        print(
            "\n| set | tool | precision | recall | F1 | wall s | CPU s | memory MB | F1 / ours | CPU / ours | memory / ours |"
        )
        print("|---|---|---|---|---|---|---|---|---|---|---|", flush=True)
        for name in asked.set or SETS:
            with tempfile.TemporaryDirectory() as folder:
                for table, file in zip(tables(name, asked.data), ("left", "right"), strict=False):
                    table.write_parquet(Path(folder) / f"{file}.parquet")
                own: dict[str, float] | None = None
                for tool in tools:
                    found = run(name, tool, folder, asked)
                    own = found if tool == "ours" else own
                    show(name, tool, found, own)
        print(f"\n{time.perf_counter() - started:.0f} s in all.")


def versions(peer_python: Path | None) -> str:
    ask = "import importlib.metadata as m, sys; print(sys.version.split()[0], *(f'{p} {m.version(p)}' for p in sys.argv[1:]))"
    texts = []
    for python, packages in ((sys.executable, ("idic", "splink", "duckdb")), (peer_python, (*PEERS, "duckdb"))):
        if python is not None:
            done = subprocess.run([str(python), "-c", ask, *packages], capture_output=True, text=True, check=True)
            texts.append(f"Python {done.stdout.strip()}")
    return f"Ours: {'; peers: '.join(texts)}; {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the start."


def run(name: str, tool: str, folder: str, asked: argparse.Namespace) -> dict[str, float] | None:
    here = Path(__file__)
    if tool == "ours":
        command = [sys.executable, str(here), "--data", str(asked.data), "--ours", folder]
    else:
        command = [str(asked.peer_python), str(here.with_name("linkage_peers.py")), tool, name, folder]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=asked.limit)
    except subprocess.TimeoutExpired:
        print(f"{name} {tool}: no result within {asked.limit} s", file=sys.stderr)
        return None
    if done.returncode:
        print(done.stderr[-400:], file=sys.stderr)
        return None
    return json.loads(done.stdout.splitlines()[-1])


def show(name: str, tool: str, found: dict[str, float] | None, own: dict[str, float] | None) -> None:
    if found is None:
        print(f"| {name} | {tool} | failed | | | | | | | | |", flush=True)
        return
    cells = [f"{found[one]:.4f}" for one in ("precision", "recall", "f1")]
    cells += [f"{found['wall_s']:.1f}", f"{found['cpu_s']:.1f}", f"{found['memory_mb']:.0f}"]
    for one, digits in (("f1", 4), ("cpu_s", 1), ("memory_mb", 1)):
        cells.append(f"{found[one] / own[one]:.{digits}f}" if own else "")
    print(f"| {name} | {tool} | {' | '.join(cells)} |", flush=True)


def ours(folder: Path) -> dict[str, float]:
    lists = [pl.read_parquet(path) for path in sorted(folder.glob("*.parquet"))]
    started, cpu = time.perf_counter(), time.process_time()
    from idic.methods import linkage

    found = linkage.link(*(table.drop("truth") for table in lists), id_column="id")
    wall, cpu = time.perf_counter() - started, time.process_time() - cpu
    truth = pl.concat(table.select("id", "truth") for table in lists)
    return {**quality(found, truth), "wall_s": wall, "cpu_s": cpu, "memory_mb": peak_memory()}


def quality(found: object, truth: pl.DataFrame) -> dict[str, float]:
    from idic.methods import linkage

    assert isinstance(found, linkage.Linkage)
    joined = pl.DataFrame(pl.from_arrow(found.clusters)).join(truth, left_on="record", right_on="id")
    figures = linkage.pair_quality(joined["cluster"].to_list(), joined["truth"].to_list())
    return {"f1": figures.f1, "precision": figures.precision, "recall": figures.recall}


def kept(found: object, truth: pl.DataFrame) -> list[dict[str, float]]:
    """Of the pairs that link by themselves: how many of 1,000 are false by what is stated, and by the truth."""
    from idic.methods import linkage

    assert isinstance(found, linkage.Linkage)
    person = dict(truth.iter_rows())
    sizes = truth.group_by("truth").len()["len"].cast(pl.Int64)
    matches = int((sizes * (sizes - 1) // 2).sum())
    linked = (
        pl.DataFrame(pl.from_arrow(found.pairs))
        .filter(pl.col("decision") == "link")
        .select("left", "right", "posterior")
    )
    linked = linked.with_columns(false=linked["left"].replace_strict(person) != linked["right"].replace_strict(person))
    rows = []
    for least in STATED_AT:
        above = linked.filter(pl.col("posterior") >= least)
        false = float(above["false"].mean())
        rows.append({
            "posterior_from": least, "links": above.height,
            "false_per_1000_stated": 1000 * float((1 - above["posterior"]).mean()),
            "false_per_1000_counted": 1000 * false, "recall": above.height * (1 - false) / matches,
        })  # fmt: skip
    return rows


def peak_memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def million(data: Path, records: int) -> None:
    from linkage_population import own_names, people, shared_names

    from idic.methods import linkage

    own = own_names(Path(__file__).parents[1] / "tests" / "data" / "linkage" / "names.json")
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "people.parquet"
        pl.DataFrame(people(records, shared_names(data, own), seed=1).rows).write_parquet(path)
        table = pl.read_parquet(path)
    print(f"made {table.height:,} records in {time.perf_counter() - started:.0f} s; {peak_memory():.0f} MB", flush=True)
    sources = [table.filter(pl.col("source") == number) for number in ("1", "2", "3")]
    truth = table.select("id", "truth")
    del table
    started, cpu = time.perf_counter(), time.process_time()

    def said(step: str) -> None:
        print(f"{step}: {time.perf_counter() - started:.0f} s, {peak_memory():.0f} MB", flush=True)

    settings = linkage.customer_settings(link_type="link_and_dedupe")
    found = linkage.link(*sources, settings=settings, id_column="id", memory_limit="10GB", threads=2, said=said)
    print(json.dumps({
        **quality(found, truth), "kept": kept(found, truth),
        "wall_s": time.perf_counter() - started, "cpu_s": time.process_time() - cpu,
        "memory_mb": peak_memory(), "pairs_compared": found.blocking.pairs,
        "expected_matches": found.model.training.expected_matches,
        "rules": {rule.rule: rule.pairs for rule in found.blocking.rules},
        "skipped": [(block.rule, block.key, block.records) for block in found.blocking.skipped[:5]],
    }, ensure_ascii=False))  # fmt: skip


def tables(name: str, data: Path) -> list[pl.DataFrame]:
    if name.startswith("febrl"):
        parts = ("4a", "4b") if name == "febrl4" else (name[-1],)
        lists = [read(data / f"febrl/dataset{part}.csv.gz").rename({"rec_id": "id"}) for part in parts]
        return [one.with_columns(pl.col("id").str.extract(r"rec-(\d+)").alias("truth")) for one in lists]
    if name == "fake_1000":
        return [read(data / "fake_1000/fake_1000.csv.gz").rename({"unique_id": "id", "cluster": "truth"})]
    if name == "early_childhood":
        table = read(data / "early_childhood_sites/sites_with_true_ids.csv.gz").rename({"true_id": "truth"})
        return [table.select("id", "truth", "site_name", "address", "zip", "phone")]
    folder = data / "restaurants_fodors_zagats"
    first, second = read(folder / "fodors.csv.gz"), read(folder / "zagats.csv.gz")
    gold = read(folder / "match_fodors_zagats_more_attrs.csv.gz")
    match = dict(zip(gold["zagats_id"], gold["fodors_id"], strict=True))
    truth = [f"f{match[one]}" if one in match else f"z{one}" for one in second["id"]]
    return [first.with_columns(("f" + pl.col("id")).alias("id"), ("f" + pl.col("id")).alias("truth")),
            second.with_columns(("z" + pl.col("id")).alias("id"), pl.Series("truth", truth))]  # fmt: skip


def read(path: Path) -> pl.DataFrame:
    rows = list(csv.reader(io.StringIO(gzip.decompress(path.read_bytes()).decode("utf-8-sig"))))
    names = [re.sub(r"\W+", "_", name.strip().lower()) for name in rows[0]]
    width = len(names)
    full = [[cell.strip() or None for cell in row] + [None] * (width - len(row)) for row in rows[1:]]
    return pl.DataFrame({name: [row[at] for row in full] for at, name in enumerate(names)})


if __name__ == "__main__":
    main()
