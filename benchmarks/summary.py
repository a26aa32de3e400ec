"""Customer summaries (x, t_x, T, mean repeat spend) from purchase lines in Parquet, beside what others need for it.

    python benchmarks/summary.py
    python benchmarks/summary.py --lines 100000000 --peers duckdb --times 3
    python benchmarks/summary.py --peers lifetimes --peer-python /path/to/venv/bin/python

The lines are invented: a tenth as many customers as lines, receipts of three lines over two years in the order of time
(`--order any`: days at random, lines shuffled), two of a hundred lines are returns. Each side runs in a process of its
own and reports wall time, processor time and the largest memory. DuckDB, pandas, Polars and lifetimes do the plain thing:
sum by customer and day, then by customer. `again` is the product with 1 % more lines of the following days, from the state
it has kept. The file is deleted at the end.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

FIRST_DAY, DAYS = 19_000, 730
AGAIN = 0.01

MEASURED = """
import json, resource, sys, time
started, cpu = time.perf_counter(), time.process_time()
{work}
print(json.dumps({{"wall_s": round(time.perf_counter() - started, 2), "cpu_s": round(time.process_time() - cpu, 2),
                   "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, **told}}))
"""

BARE = """
import pyarrow.parquet as pq
lines = sum(b.num_rows for b in pq.ParquetFile(sys.argv[1], memory_map=True).iter_batches(1 << 18, use_threads=False))
told = {"lines": lines}
"""

OURS = """
from pathlib import Path
import pyarrow.parquet as pq
from functools import partial
from idic.methods.purchase_summary import BATCH_ROWS, Accumulator, add_parts, packed, settled, summaries
from idic.warehouse.summary_states import keep
metadata = pq.read_metadata(sys.argv[1], memory_map=True)
def batches(group):
    lines = pq.ParquetFile(sys.argv[1], memory_map=True, metadata=metadata)
    return lines.iter_batches(BATCH_ROWS, row_groups=[group], use_threads=False)
parts = [partial(batches, group) for group in range(metadata.num_row_groups)]
accumulated = Accumulator(int(sys.argv[2]))
add_parts(accumulated, *parts)
found = summaries(settled(accumulated, *parts), as_of=int(sys.argv[3]))
wanted = (found.customer, found.x, found.recency, found.age, found.mean_repeat_spend)
told = {"customers": found.customer.size, "x": int(found.x.sum()), "repeat": int(found.repeat_spend.sum())}
if len(sys.argv) > 4:
    keep(Path(sys.argv[4]), packed(accumulated))
"""

AGAIN_OURS = """
from pathlib import Path
import pyarrow.parquet as pq
from idic.methods.purchase_summary import BATCH_ROWS, add_batches, packed, summaries, unpacked
from idic.warehouse.summary_states import keep, kept
# what the imports take is in the full run as well, and is no part of the work
started, cpu = time.perf_counter(), time.process_time()
accumulated = unpacked(kept(Path(sys.argv[4])))
added = pq.ParquetFile(sys.argv[1], memory_map=True)
add_batches(accumulated, added.iter_batches(BATCH_ROWS, use_threads=False))
reached = accumulated.reached()
found = summaries(accumulated, as_of=int(sys.argv[3]), customers=reached)
wanted = (found.customer, found.x, found.recency, found.age, found.mean_repeat_spend)
keep(Path(sys.argv[4]), packed(accumulated))
told = {"customers": found.customer.size, "late": int(accumulated.late().size)}
"""

DUCKDB = """
import duckdb
found = duckdb.sql(f'''
    SELECT customer, count(*) - 1 AS x, max(day) - min(day) AS t_x, {sys.argv[3]} - (min(day) - DATE '1970-01-01') AS T,
           (sum(spent) - arg_min(spent, day)) / nullif(count(*) - 1, 0) AS m
    FROM (SELECT customer, day, sum(amount) AS spent FROM '{sys.argv[1]}' GROUP BY ALL) GROUP BY customer
''').to_arrow_table()
told = {"customers": found.num_rows}
"""

POLARS = """
import polars as pl
daily = pl.scan_parquet(sys.argv[1]).group_by("customer", "day").agg(pl.col("amount").sum())
found = daily.group_by("customer").agg(
    x=pl.len() - 1, first=pl.col("day").min(), last=pl.col("day").max(), net=pl.col("amount").sum(),
    opening=pl.col("amount").sort_by("day").first(),
).with_columns(m=(pl.col("net") - pl.col("opening")) / pl.col("x")).collect(engine="streaming")
told = {"customers": found.height}
"""

PANDAS = """
import pandas as pd
lines = pd.read_parquet(sys.argv[1])
daily = lines.groupby(["customer", "day"], as_index=False)["amount"].sum()
by = daily.groupby("customer")
found = by.agg(
    first=("day", "min"), last=("day", "max"), days=("day", "size"), net=("amount", "sum"), opening=("amount", "first")
)
found["m"] = (found["net"] - found["opening"]) / (found["days"] - 1)
told = {"customers": len(found)}
"""

LIFETIMES = """
import pandas as pd
from lifetimes.utils import summary_data_from_transaction_data
lines = pd.read_parquet(sys.argv[1])
lines["day"] = pd.to_datetime(lines["day"])
found = summary_data_from_transaction_data(lines, "customer", "day", monetary_value_col="amount")
told = {"customers": len(found)}
"""

Figures = dict[str, float]
PEERS = {"duckdb": DUCKDB, "polars": POLARS, "pandas": PANDAS, "lifetimes": LIFETIMES}


def invented_lines(path: Path, lines: int, *, customers: int, first_day: int, days: int, order: str, seed: int) -> None:
    import numpy as np
    import pyarrow as pa
    import pyarrow.parquet as parquet

    random = np.random.default_rng(seed)
    writer: parquet.ParquetWriter | None = None
    chunk = 999_999
    for start in range(0, lines, chunk):
        size = min(chunk, lines - start)
        receipts = size // 3 + 1
        line = np.repeat(np.arange(receipts), 3)[:size]
        customer = (customers * random.random(receipts) ** 1.6).astype(np.int64)
        passed = (start + np.arange(receipts) * 3) / lines * days
        day = first_day + (
            np.minimum(passed, days - 1).astype(np.int32) if order == "time" else random.integers(0, days, receipts)
        )
        amount = random.integers(100_000, 9_000_000, size)
        amount[random.random(size) < 0.02] *= -1
        columns = {
            "customer": customer[line],
            "day": pa.array(day[line].astype(np.int32)).cast(pa.date32()),
            "amount": amount,
        }
        table = pa.table(columns)
        if order == "any":
            table = table.take(pa.array(random.permutation(size)))
        writer = writer or parquet.ParquetWriter(path, table.schema, compression="zstd")
        writer.write_table(table)
    assert writer is not None
    writer.close()


def measured(python: str, work: str, *given: object) -> Figures | None:
    done = subprocess.run(
        [python, "-W", "ignore", "-c", MEASURED.format(work=work), *map(str, given)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        print(f"  not measured: {(done.stderr.strip() or 'killed').splitlines()[-1][:200]}")
        return None
    result: Figures = json.loads(done.stdout.splitlines()[-1])
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description="Time customer summaries against plain group-bys.")
    parser.add_argument("--lines", type=int, default=10_000_000)
    parser.add_argument("--order", choices=["time", "any"], default="time")
    parser.add_argument("--peers", nargs="*", choices=list(PEERS), default=["duckdb", "polars", "pandas"])
    parser.add_argument("--peer-python", default=sys.executable, metavar="PATH", help="the Python that has lifetimes")
    parser.add_argument("--times", type=int, default=1, help="how often, in turn; the middle of each counts")
    parser.add_argument("--folder", help="where the file is made; it takes about 6 bytes a line")
    chosen = parser.parse_args()
    customers, end = chosen.lines // 10, FIRST_DAY + DAYS + 10

    with tempfile.TemporaryDirectory(dir=chosen.folder) as folder:
        lines, more, state = Path(folder) / "lines.parquet", Path(folder) / "more.parquet", Path(folder) / "state"
        state.mkdir()
        invented_lines(
            lines, chosen.lines, customers=customers, first_day=FIRST_DAY, days=DAYS, order=chosen.order, seed=5
        )
        invented_lines(
            more, int(chosen.lines * AGAIN), customers=customers, first_day=FIRST_DAY + DAYS, days=7,
            order=chosen.order, seed=6,
        )  # fmt: skip
        print(
            f"{chosen.lines:,} lines, {customers:,} customers, {lines.stat().st_size / 1e6:.0f} MB, order: {chosen.order}"
        )
        runs: dict[str, list[Figures]] = {}

        def run(name: str, python: str, work: str, *given: object) -> None:
            found = measured(python, work, *given)
            if found:
                print(f"{name:10s}", found, flush=True)
                runs.setdefault(name, []).append(found)

        # in turn, so that what else the machine does meets all alike
        for _ in range(chosen.times):
            run("bare scan", sys.executable, BARE, lines)
            run("ours", sys.executable, OURS, lines, customers, end)
            for name in chosen.peers:
                python = chosen.peer_python if name == "lifetimes" else sys.executable
                run(name, python, PEERS[name], lines, customers, end)
        measured(sys.executable, OURS, lines, customers, end, state)
        for number in range(chosen.times):
            kept = shutil.copytree(state, Path(folder) / f"state-{number}")
            os.sync()
            run("again", sys.executable, AGAIN_OURS, more, customers, end, kept)
            shutil.rmtree(kept)
    if "ours" not in runs:
        sys.exit("The product itself was not measured.")
    told(runs, chosen.times)


def told(runs: dict[str, list[Figures]], times: int) -> None:
    def middle(name: str, what: str) -> float:
        return median(one[what] for one in runs[name])

    print(f"the middle of {times}:")
    for name in runs:
        wall, cpu = middle(name, "wall_s"), middle(name, "cpu_s")
        print(f"  {name}: {wall:.2f} s, {cpu:.2f} s of processor time, {middle(name, 'peak_mb'):.0f} MB")
        if name in PEERS:
            print(
                f"    ours takes {middle('ours', 'wall_s') / wall:.3f} of its time,"
                f" {middle('ours', 'cpu_s') / cpu:.3f} of its processor time"
            )
        elif name == "again":
            print(
                f"    {wall / middle('ours', 'wall_s'):.3f} of the full run,"
                f" {cpu / middle('ours', 'cpu_s'):.3f} of its processor time"
            )


if __name__ == "__main__":
    main()
