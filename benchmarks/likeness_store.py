"""Like cases among a million: signatures in a text array under GIN, candidates by one look-up, some hundred ranked in full.

    python benchmarks/likeness_store.py --home /tmp/likeness
    python benchmarks/likeness_store.py --home /tmp/likeness --texts 100000 --queries 200 --keep

Texts are invented in three scripts: words by a Zipf-like law from 12,000 words of a script, half of them from the words of
one of 300 matters of that script; a like text is one of the same matter. The database is the embedded one under `--home`,
with the settings that the product gives it. `--copies` makes fewer texts and stores each several times: as many rows, and
as many for each term, but fewer terms. Wall and processor time stand side by side, with the load.
"""

import argparse
import json
import os
import random
import statistics
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import psycopg

from idic.foundation.storage.embedded import held_database
from idic.methods.likeness import (
    Statistics,
    most_alike,
    shared_weight,
    signature,
    telling_weights,
    terms_of,
    terms_to_ask,
)

WORDS, MATTERS, OF_A_MATTER = 12_000, 300, 40
SAMPLE = 10_000
ROWS, RANKED = 2_000, 100
SCRIPTS = ("en", "th", "zh")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--texts", type=int, default=1_000_000)
    parser.add_argument("--copies", type=int, default=1, help="so often each text is stored")
    parser.add_argument("--queries", type=int, default=300)
    parser.add_argument("--rows", type=int, default=ROWS, help="how many candidates a look-up may expect")
    parser.add_argument("--keep", action="store_true", help="use the table of the last run where there is one")
    asked = parser.parse_args()
    asked.home.mkdir(parents=True, exist_ok=True)
    with held_database(asked.home) as address, psycopg.connect(**address.parameters(), autocommit=True) as connection:
        known = asked.home / "statistics.json"
        if not (asked.keep and known.exists()):
            fill(connection, asked.texts // asked.copies, asked.copies, known)
        counted = Statistics(**json.loads(known.read_text()))
        tell_size(connection)
        measure(connection, counted, asked.queries, asked.rows)


# --- invented texts


def words_of(script: str, rng: random.Random) -> list[str]:
    if script == "en":
        parts = [a + b for a in "bcdfghjklmnprstvw" for b in ("a", "e", "i", "o", "u", "ar", "en", "ing", "ot", "ill")]
    elif script == "th":
        parts = [f"{a}{b}{c}{d}" for a in ("", "เ", "แ", "โ", "ไ") for b in "กขคงจชซดตทนบปพมยรลวสหอ"
                 for c in ("", "ิ", "ี", "ั", "ุ") for d in ("", "น", "ง", "ม", "ก", "า")]  # fmt: skip
    else:
        parts = [chr(code) for code in range(0x4E00, 0x4E00 + 6_000)]
        rng.shuffle(parts)
        parts = parts[:2_500]
    found: dict[str, None] = {}
    while len(found) < WORDS:
        length = rng.choice((2, 2, 2, 3) if script == "zh" else (1, 2, 2, 3))
        found["".join(rng.choices(parts, k=length))] = None
    return list(found)


def invented(count: int, seed: int) -> Iterator[tuple[int, str]]:
    """(matter, text); the matters of the second script come behind those of the first."""
    # the same words and matters for every seed of texts
    fixed = random.Random(1)
    rng = np.random.default_rng(seed)
    words = {script: words_of(script, fixed) for script in SCRIPTS}
    chance = 1 / np.arange(1, WORDS + 1) ** 0.9
    heap = np.cumsum(chance / chance.sum())
    matters = {script: np.random.default_rng(2).integers(30, WORDS, (MATTERS, OF_A_MATTER)) for script in SCRIPTS}
    for at in range(count):
        number = at % 3
        script = SCRIPTS[number]
        matter = int(rng.integers(MATTERS))
        size = int(rng.integers(8, 28))
        common = np.minimum(np.searchsorted(heap, rng.random(size)), WORDS - 1)
        special = matters[script][matter][rng.integers(0, OF_A_MATTER, size)]
        chosen = np.where(rng.random(size) < 0.5, special, common).tolist()
        glue = " " if script == "en" else ""
        cut = size // 2
        spoken = [glue.join(words[script][word] for word in part) for part in (chosen[:cut], chosen[cut:])]
        yield number * MATTERS + matter, f"{spoken[0]} {spoken[1]} {at % 9_000_000 + 1_000_000}"


# --- the table


def fill(connection: psycopg.Connection, texts: int, copies: int, known: Path) -> None:
    sample = Statistics.of(terms_of(text) for _, text in invented(min(SAMPLE, texts), seed=3))
    counted = Statistics()
    connection.execute("DROP TABLE IF EXISTS like_case")
    connection.execute(
        'CREATE TABLE like_case (id bigint, matter int, body text, signature text[] COLLATE "C" NOT NULL)'
    )
    began, cpu = time.perf_counter(), time.process_time()
    with connection.cursor() as cursor, cursor.copy("COPY like_case FROM STDIN") as copy:
        for number, (matter, text) in enumerate(invented(texts, seed=4)):
            terms = terms_of(text)
            counted.add(terms)
            copy.write_row((number, matter, text, signature(terms, sample)))
    print(
        f"{texts:,} texts made, signed and stored: {time.perf_counter() - began:.0f} s, "
        f"processor {time.process_time() - cpu:.0f} s, load {load()}", flush=True
    )  # fmt: skip
    began = time.perf_counter()
    connection.execute(
        "INSERT INTO like_case SELECT id + %s * copy, matter, body, signature FROM generate_series(1, %s) AS copy, like_case",
        [texts, copies - 1],
    )
    connection.execute("SET maintenance_work_mem = '512MB'")
    connection.execute("ALTER TABLE like_case ADD PRIMARY KEY (id)")
    connection.execute("CREATE INDEX like_case_signature ON like_case USING gin (signature)")
    connection.execute("VACUUM ANALYZE like_case")
    print(f"indexes: {time.perf_counter() - began:.0f} s, load {load()}", flush=True)
    counted = Statistics(
        counted.documents * copies,
        counted.length * copies,
        {term: count * copies for term, count in counted.frequency.items()},
    )
    kept = counted.without_rare(2)
    known.write_text(
        json.dumps(
            {"documents": kept.documents, "length": kept.length, "frequency": kept.frequency}, ensure_ascii=False
        )
    )
    print(f"terms: {len(counted.frequency):,}, of two texts or more: {len(kept.frequency):,}", flush=True)


def tell_size(connection: psycopg.Connection) -> None:
    row = connection.execute(
        "SELECT count(*), pg_relation_size('like_case'), pg_relation_size('like_case_signature'),"
        " avg(pg_column_size(body)), avg(pg_column_size(signature)), avg(cardinality(signature)) FROM like_case"
    ).fetchone()
    assert row is not None
    print(
        f"{row[0]:,} rows; table {row[1] / 1e6:.0f} MB, GIN index {row[2] / 1e6:.0f} MB; "
        f"a text takes {row[3]:.0f} bytes, a signature {row[4]:.0f} in {row[5]:.1f} terms"
    )


# --- asking


def measure(connection: psycopg.Connection, counted: Statistics, queries: int, rows: int) -> None:
    connection.execute("SET max_parallel_workers_per_gather = 0")
    spent: dict[str, list[float]] = {"look-up": [], "first order": [], "texts": [], "ranking": [], "whole": []}
    by_script: dict[str, list[float]] = {script: [] for script in SCRIPTS}
    found_rows, right, processor = [], [], []
    server = server_milliseconds(connection)
    for number, (matter, text) in enumerate(invented(queries, seed=9)):
        cpu = time.process_time()
        points = [time.perf_counter()]
        terms = terms_of(text)
        ask = terms_to_ask(terms, counted, rows=rows)
        weights = telling_weights(terms, counted)
        found = connection.execute(
            "SELECT id, signature FROM like_case WHERE signature && %s::text[]", [ask], binary=True
        ).fetchall()
        points.append(time.perf_counter())
        ordered = sorted(found, key=lambda one: shared_weight(weights, one[1]), reverse=True)[:RANKED]
        points.append(time.perf_counter())
        bodies = connection.execute(
            "SELECT id, matter, body FROM like_case WHERE id = ANY(%s)", [[one[0] for one in ordered]]
        ).fetchall()
        points.append(time.perf_counter())
        best = most_alike(terms, ((one[1], terms_of(one[2])) for one in bodies), counted, k=5)
        points.append(time.perf_counter())
        for name, start, end in zip(spent, points, points[1:], strict=False):
            spent[name].append((end - start) * 1e3)
        whole = (points[-1] - points[0]) * 1e3
        spent["whole"].append(whole)
        processor.append((time.process_time() - cpu) * 1e3)
        by_script[SCRIPTS[number % 3]].append(whole)
        found_rows.append(len(found))
        right.append(sum(one.key == matter for one in best) / 5)
    print(f"{queries} questions, load {load()}, processor time of the asker "
          f"p50 {quantile(processor, 0.5):.1f} ms, p95 {quantile(processor, 0.95):.1f} ms, "
          f"of the server {(server_milliseconds(connection) - server) / queries:.1f} ms each")  # fmt: skip
    print(f"candidates p50 {quantile(found_rows, 0.5):.0f}, p95 {quantile(found_rows, 0.95):.0f}; "
          f"precision at 5 (same matter) {statistics.fmean(right):.3f}, by chance {1 / 3 / MATTERS:.4f}")  # fmt: skip
    for name, values in [*spent.items(), *by_script.items()]:
        print(f"{name:12s} p50 {quantile(values, 0.5):7.1f} ms   p95 {quantile(values, 0.95):7.1f} ms")


def server_milliseconds(connection: psycopg.Connection) -> float:
    """Processor time of the server process of this connection; no parallel ones are used."""
    fields = Path(f"/proc/{connection.info.backend_pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1e3 / os.sysconf("SC_CLK_TCK")


def quantile(values: list[float] | list[int], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def load() -> str:
    return " ".join(f"{one:.1f}" for one in os.getloadavg())


if __name__ == "__main__":
    main()
