"""Pivots of many purchase lines by three dimensions: the first time, and again; a bare SQL of DuckDB beside it.

    python benchmarks/pivot.py
    python benchmarks/pivot.py --lines 1000000 --runs 5

The star (customers, products, purchases, lines) is invented in a temporary folder, and asked through the very process
that `idic up` keeps for the pages: the time includes the socket, the text of the answer, and the totals of every level.
Before the first question the process has loaded its engine, as it does when somebody opens the questions. `first` is
the time of a question that nobody has asked yet of this snapshot; each run asks another stretch of time.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ALL = {"scope": "all", "user_id": 0, "team_id": None}
CUT = json.dumps({"customers": ALL, "purchases": ALL, "withheld": [], "columns": {}, "facts": None})
QUESTIONS = {
    "month x category x channel": (["net_sales", "quantity"], ["month"], ["category_1", "channel"]),
    "month x province x category": (["net_sales", "quantity"], ["month", "province"], ["category_1"]),
    "quarter x place x payment": (["net_sales", "purchases"], ["quarter"], ["place", "payment_kind"]),
    "buyers: month x channel": (["buyers"], ["month"], ["channel"]),
    "buyers: month x category x channel": (["buyers"], ["month"], ["category_1", "channel"]),
}


def make_star(folder: Path, lines: int) -> None:
    """About three lines on a purchase, and a customer for every ten lines."""
    import duckdb

    purchases, customers = lines * 32 // 100, lines // 10
    made = duckdb.connect()
    made.execute("SET threads = 2")
    statements = {
        "customers": f"""SELECT i AS customer_id, 'person' AS kind, CASE WHEN i % 2 = 0 THEN 'female' ELSE 'male' END AS sex,
            DATE '1940-01-01' + (hash(i * 7) % 25000)::int AS birth_date, 'th' AS language, 'TH' AS country,
            'Province ' || (hash(i * 11) % 77) AS province, '{{}}' AS facts, DATE '2022-01-01' AS created_on,
            (i % 40)::bigint AS owner_id, (i % 8)::bigint AS team_id, 1 AS record_count FROM range(1, {customers} + 1) r(i)""",
        "products": """SELECT i AS product_id, 'P' || i AS code, 'Product ' || i AS name, 'Category ' || (i % 8) AS category_1,
            'Category ' || (i % 40) AS category_2, 'Category ' || (i % 120) AS category_3, true AS is_goods
            FROM range(1, 2001) r(i)""",
        "sales": f"""SELECT i AS purchase_id, (1 + hash(i * 31 + n) % 2000)::bigint AS product_id,
            (1 + hash(i) % {customers})::bigint AS customer_id,
            CASE WHEN hash(i * 3) % 50 = 0 THEN 'return' ELSE 'sale' END AS kind,
            DATE '2022-01-01' + (i * 1460 // {purchases})::int AS day, 'THB' AS currency, 'Place ' || (hash(i * 5) % 25) AS place,
            ['shop', 'online', 'phone', 'line'][(1 + hash(i * 7) % 4)::bigint] AS channel,
            ['cash', 'card', 'transfer'][(1 + hash(i * 9) % 3)::bigint] AS payment_kind, 10000::bigint AS quantity_e4,
            0::bigint AS discount_e4, ((hash(i * 7 + n) % 9000000)::bigint
            * CASE WHEN hash(i * 3) % 50 = 0 THEN -1 ELSE 1 END)::bigint AS amount_e4
            FROM range(1, {purchases} + 1) p(i), range(0, 6) l(n) WHERE n < 1 + hash(i * 13) % 5 + (hash(i) % 8 = 0)::int
            ORDER BY purchase_id""",
    }
    snapshot = folder / "warehouse" / "snapshots" / "bench"
    snapshot.mkdir(parents=True)
    for name, statement in statements.items():
        made.execute(f"CREATE VIEW {name} AS {statement}")
        made.execute(f"COPY (SELECT * FROM {name}) TO '{snapshot / name}.parquet' (COMPRESSION zstd)")
    heads = f"""SELECT purchase_id, any_value(customer_id) AS customer_id, any_value(kind) AS kind, any_value(day) AS day,
        0::int AS minute, 'THB' AS currency, any_value(place) AS place, any_value(channel) AS channel,
        any_value(payment_kind) AS payment_kind, sum(amount_e4)::bigint AS total_e4, count(*)::int AS line_count
        FROM '{snapshot}/sales.parquet' GROUP BY purchase_id ORDER BY purchase_id"""
    made.execute(f"COPY ({heads}) TO '{snapshot}/purchases.parquet' (COMPRESSION zstd)")
    rows = {
        name: made.execute(f"SELECT count(*) FROM '{snapshot / name}.parquet'").fetchone()[0]
        for name in (*statements, "purchases")
    }
    (snapshot / "manifest.json").write_text(json.dumps({"watermark": 1, "rows": rows}))
    (folder / "warehouse" / "current").write_text("bench")
    print("rows:", ", ".join(f"{name} {count:,}" for name, count in rows.items()))


def bare(folder: Path) -> tuple[float, float]:
    """The group-by alone, of month x province x category, in a process that has read the files before."""
    import duckdb

    snapshot = folder / "warehouse" / "snapshots" / "bench"
    made = duckdb.connect()
    made.execute("SET threads = 2; SET memory_limit = '1GB'")
    statement = f"""SELECT date_trunc('month', day), c.province, p.category_1, sum(amount_e4), sum(quantity_e4)
        FROM '{snapshot}/sales.parquet' JOIN '{snapshot}/products.parquet' p USING (product_id)
        JOIN '{snapshot}/customers.parquet' c USING (customer_id) WHERE currency = 'THB' GROUP BY ALL"""
    made.execute(statement).fetchall()
    started, worked = time.perf_counter(), time.process_time()
    made.execute(statement).fetchall()
    return time.perf_counter() - started, time.process_time() - worked


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lines", type=int, default=10_000_000)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        home = Path(place)
        os.environ |= {
            "IDIC_HOME": place,
            "DJANGO_SETTINGS_MODULE": "idic.settings",
            "DATABASE_URL": "postgresql://nobody@localhost/none",
        }
        make_star(home, options.lines)
        door = subprocess.Popen([sys.executable, "-m", "idic.doors.cli.main", "asking"])
        try:
            measure(home, options.runs)
        finally:
            door.terminate()
            door.wait()
        wall, worked = bare(home)
        print(f"{'bare group-by of DuckDB, 2 threads':36} {wall:6.2f} s, {worked:.2f} s of processor")


def measure(home: Path, runs: int) -> None:
    import django

    django.setup()
    from idic.warehouse.asking import ask

    while not (home / "asking.sock").exists():
        time.sleep(0.05)
    common = {"cut": CUT, "today": "2025-12-31", "currency": "THB"}
    ask("question", {"question": {"measures": ["net_sales"]}, **common}, seconds=60)
    for name, (measures, rows, columns) in QUESTIONS.items():
        first, again, cells = [], [], 0
        for run in range(runs):
            # a day less in each run, so that none of them is known
            period = {"preset": "between", "from": f"2022-01-{run + 1:02}", "to": "2025-12-31"}
            asked = {"measures": measures, "rows": rows, "columns": columns, "period": period}
            for times in (first, again):
                started = time.perf_counter()
                cells = len(ask("question", {"question": asked, **common}, seconds=120)["rows"])
                times.append(time.perf_counter() - started)
        print(f"{name:36} {cells:7,} figures  first {min(first):6.2f} s   again {min(again) * 1000:6.1f} ms")


if __name__ == "__main__":
    main()
