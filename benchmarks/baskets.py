"""Frequent pairs of many baskets with this product, mlxtend and efficient-apriori, side by side.

    python benchmarks/baskets.py --peer-python /path/to/venv/bin/python
    python benchmarks/baskets.py --baskets 100000 --peer-python ...

Make a separate environment for the peers:

    python3.11 -m venv peers
    peers/bin/pip install mlxtend efficient-apriori scipy

Each side gets the lines (receipt, item) of the same invented receipts and turns them into its own form; that time is
counted apart, because a peer's form (a table of booleans, a list of tuples) is its own choice. The pairs and their
counts must be the same.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

COMMON = """
import json, resource, sys, time
import numpy as np
data = np.load(sys.argv[1]); least = int(sys.argv[2])
receipt, item = data["receipt"], data["item"]
total = int(receipt.max()) + 1
def done(pairs, prepared, started, ended, cpu):
    pairs = sorted((min(a, b), max(a, b), int(n)) for a, b, n in pairs)
    import hashlib
    print(json.dumps({
        "prepare_s": prepared - started, "search_s": ended - prepared, "cpu_s": cpu, "pairs": len(pairs),
        "digest": hashlib.sha256(repr(pairs).encode()).hexdigest()[:16],
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }))
"""
OURS = """
from idic.methods import baskets
started = time.perf_counter()
built = baskets.build(receipt, item)
prepared = time.perf_counter(); cpu = time.process_time()
found = baskets.frequent_pairs(built, min_count=least)
ended = time.perf_counter(); cpu = time.process_time() - cpu
names = found.items[found.codes[1]].tolist() if len(found.codes) > 1 else []
done(((a, b, n) for (a, b), n in zip(names, found.counts[1].tolist())), prepared, started, ended, cpu)
"""
MLXTEND = """
import pandas as pd
from scipy import sparse
from mlxtend.frequent_patterns import fpgrowth, apriori
search = {"fpgrowth": fpgrowth, "apriori": apriori}[sys.argv[3]]
started = time.perf_counter()
held = sparse.coo_array((np.ones(receipt.size, dtype=bool), (receipt, item))).tocsr()
held.data[:] = True
frame = pd.DataFrame(held.toarray())
prepared = time.perf_counter(); cpu = time.process_time()
found = search(frame, min_support=(least - 0.5) / total, max_len=2)
ended = time.perf_counter(); cpu = time.process_time() - cpu
sets = [(tuple(one), round(share * total)) for one, share in zip(found["itemsets"], found["support"]) if len(one) == 2]
done(((int(a), int(b), n) for (a, b), n in sets), prepared, started, ended, cpu)
"""
EFFICIENT = """
from efficient_apriori import itemsets_from_transactions
started = time.perf_counter()
order = np.argsort(receipt, kind="stable")
parts = np.split(item[order], np.flatnonzero(np.diff(receipt[order])) + 1)
receipts = [tuple(part.tolist()) for part in parts]
prepared = time.perf_counter(); cpu = time.process_time()
found, _ = itemsets_from_transactions(receipts, min_support=(least - 0.5) / total, max_length=2)
ended = time.perf_counter(); cpu = time.process_time() - cpu
done(((a, b, n) for (a, b), n in found.get(2, {}).items()), prepared, started, ended, cpu)
"""


def invented(baskets: int, items: int, *, seed: int = 7) -> tuple[np.ndarray, np.ndarray]:
    """Baskets of 1 to about 25 lines, mean near 6, items by a Zipf-like law; some items like one another."""
    rng = np.random.default_rng(seed)
    size = 1 + rng.poisson(rng.gamma(2.0, 2.5, baskets))
    receipt = np.repeat(np.arange(baskets), size)
    weight = 1 / np.arange(1, items + 1) ** 0.8
    item = rng.choice(items, size=receipt.size, p=weight / weight.sum())
    follows = rng.random(receipt.size) < 0.15
    follows[0] = False
    item[follows] = (item[np.flatnonzero(follows) - 1] + 1) % items
    return receipt, item


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--baskets", type=int, default=1_000_000)
    options.add_argument("--items", type=int, default=1_000)
    options.add_argument("--min-count", type=int, default=0, help="default: a thousandth of the baskets")
    options.add_argument("--peer-python", help="the interpreter of the environment with the peers")
    asked = options.parse_args()
    least = asked.min_count or max(2, asked.baskets // 1_000)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "lines.npz"
        receipt, item = invented(asked.baskets, asked.items)
        np.savez(path, receipt=receipt, item=item)
        print(f"{asked.baskets:,} baskets, {receipt.size:,} lines, {asked.items:,} items, at least {least:,} baskets")
        sides = [("idic", OURS, sys.executable, "")]
        if asked.peer_python:
            sides += [
                ("mlxtend fpgrowth", MLXTEND, asked.peer_python, "fpgrowth"),
                ("mlxtend apriori", MLXTEND, asked.peer_python, "apriori"),
                ("efficient-apriori", EFFICIENT, asked.peer_python, ""),
            ]
        ours = None
        for name, program, python, argument in sides:
            told = run(python, COMMON + program, [str(path), str(least), argument])
            if told is None:
                print(f"{name:18} did not finish")
                continue
            ours = ours or told
            same = "same pairs" if told["digest"] == ours["digest"] else "OTHER PAIRS"
            ratio = told["cpu_s"] / ours["cpu_s"]
            print(
                f"{name:18} prepare {told['prepare_s']:7.2f} s   search {told['search_s']:7.2f} s "
                f"(processor {told['cpu_s']:7.2f} s, {ratio:6.1f} x)   {told['pairs']:,} pairs, {same}, "
                f"{told['peak_mb']:,.0f} MB"
            )
    print(f"peak of this process {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")


def run(python: str, program: str, arguments: list[str]) -> dict[str, float] | None:
    started = time.perf_counter()
    done = subprocess.run([python, "-c", program, *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        print(done.stderr.strip().splitlines()[-1:] or "killed", f"after {time.perf_counter() - started:.0f} s")
        return None
    told: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    return told


if __name__ == "__main__":
    main()
