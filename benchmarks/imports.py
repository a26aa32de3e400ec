"""How fast files come in: rows per second from a CSV file to durable, searchable rows, and the memory it takes.

    python benchmarks/imports.py
    python benchmarks/imports.py --customers 100000 --lines 1000000 --markdown imports.md
    python benchmarks/imports.py --home ~/scratch --again

Makes files of that many rows from a fixed seed and imports them into a database of its own, made for the run and removed
after it (`--home` keeps it). Every import is a process of its own; the memory is the largest sum of what that process and
its helpers held, without pages that they share twice.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil

THAI_SYLLABLES = ["กา", "นา", "พงษ์", "ศรี", "วัฒน์", "เจริญ", "สุข", "ทอง", "แก้ว", "ชัย", "รัตน์", "บุญ", "มา"]
PROVINCES = ["กรุงเทพมหานคร", "เชียงใหม่", "ขอนแก่น", "ชลบุรี", "ภูเก็ต", "นนทบุรี", "สงขลา", "ระยอง"]


@dataclass(frozen=True)
class Run:
    name: str
    rows: int
    seconds: float
    cpu: float
    peak_mib: float
    result: dict[str, int]

    @property
    def rate(self) -> float:
        return self.rows / self.seconds


def write_customers(path: Path, rows: int, seed: int) -> None:
    from idic.sample.names import (
        CHINESE_FAMILIES,
        CHINESE_MEN,
        CHINESE_WOMEN,
        ENGLISH_FAMILIES,
        ENGLISH_MEN,
        ENGLISH_WOMEN,
        THAI_FAMILIES,
        THAI_MEN,
        THAI_WOMEN,
    )

    chance = random.Random(seed)
    thai, thai_families = (*THAI_MEN, *THAI_WOMEN), THAI_FAMILIES
    chinese, english = (*CHINESE_MEN, *CHINESE_WOMEN), (*ENGLISH_MEN, *ENGLISH_WOMEN)
    with path.open("w", encoding="utf-8", newline="") as stream:
        out = csv.writer(stream, lineterminator="\n")
        out.writerow(("customer id", "name", "phone", "email", "birth date", "address", "province", "postcode"))
        for number in range(rows):
            script = chance.random()
            if script < 0.5:
                family = chance.choice(thai_families).thai + chance.choice(THAI_SYLLABLES)
                name = f"{chance.choice(('นาย', 'นางสาว', 'คุณ', ''))}{chance.choice(thai).thai} {family}"
            elif script < 0.75:
                name = chance.choice(CHINESE_FAMILIES).simplified + chance.choice(chinese).simplified
            else:
                name = f"{chance.choice(english)} {chance.choice(ENGLISH_FAMILIES)}"
            out.writerow(
                (
                    f"K{number:07d}",
                    name,
                    f"08{chance.randrange(10**8):08d}",
                    f"u{number}@example.com" if chance.random() < 0.6 else "",
                    f"{chance.randrange(1950, 2005)}-{chance.randrange(1, 13):02d}-{chance.randrange(1, 29):02d}",
                    f"{chance.randrange(1, 999)}/{chance.randrange(1, 99)}" if chance.random() < 0.5 else "",
                    chance.choice(PROVINCES),
                    f"{chance.randrange(10, 96)}{chance.randrange(100):02d}0",
                )
            )


def write_lines(path: Path, rows: int, customers: int, seed: int) -> None:
    chance = random.Random(seed)
    prices = [f"{chance.randrange(1, 200_000) / 100:.2f}" for _ in range(5000)]
    with path.open("w", encoding="utf-8", newline="") as stream:
        out = csv.writer(stream, lineterminator="\n")
        out.writerow(
            ("invoice no", "customer id", "date", "product code", "product name", "quantity", "unit price", "store")
        )
        written = invoice = 0
        while written < rows:
            invoice += 1
            customer = f"K{chance.randrange(customers):07d}" if customers and chance.random() < 0.8 else ""
            second = chance.randrange(0, 2 * 365 * 86400)
            day = time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(1_700_000_000 + second))
            store = f"Branch {chance.randrange(40)}"
            for _ in range(min(chance.randrange(1, 8), rows - written)):
                product = chance.randrange(5000)
                out.writerow(
                    (f"INV{invoice:08d}", customer, day, f"P{product:05d}", f"Product {product}",
                     chance.randrange(1, 13), prices[product], store)
                )  # fmt: skip
                written += 1


def take(path: Path, kind: str, environment: dict[str, str]) -> Run:
    """One import in a process of its own, as the worker would do it."""
    before = _server_cpu(environment)
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, __file__, "--take", str(path), kind], env=environment, stdout=subprocess.PIPE, text=True
    )
    watch = _Memory(process.pid)
    watch.start()
    output, _ = process.communicate()
    watch.ended.set()
    if process.returncode:
        raise SystemExit(f"the import of {path.name} failed")
    told = json.loads(output.splitlines()[-1])
    seconds = told.pop("seconds")
    cpu = told.pop("cpu") + _server_cpu(environment) - before
    del started
    return Run(kind, told["rows"], seconds, cpu, watch.peak / 2**20, told)


class _Memory(threading.Thread):
    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.peak = 0
        self.ended = threading.Event()
        self._process = psutil.Process(pid)

    def run(self) -> None:
        while not self.ended.wait(0.2):
            held = 0
            try:
                for one in (self._process, *self._process.children(recursive=True)):
                    held += one.memory_full_info().uss
            except psutil.NoSuchProcess:
                continue
            self.peak = max(self.peak, held)


def _server_cpu(environment: dict[str, str]) -> float:
    """Processor time of the database so far; a backend that has ended is counted with its parent."""
    pid_file = Path(environment["IDIC_HOME"]) / "postgresql" / "data" / "postmaster.pid"
    server = psutil.Process(int(pid_file.read_text().split("\n")[0]))
    total = 0.0
    for one in (server, *server.children(recursive=True)):
        times = one.cpu_times()
        total += times.user + times.system
        if one.pid == server.pid:
            total += times.children_user + times.children_system
    return total


def _take_here(path: Path, kind: str) -> None:
    import django

    django.setup()
    from idic.domain.identify.enums import ImportKind
    from idic.domain.identify.operations.imports.now import import_now
    from idic.domain.identify.operations.imports.upload import upload_import
    from idic.domain.identify.operations.sources import ensure_source

    source = ensure_source(code="bench", name="Bench", by=None)

    def pieces() -> Iterator[bytes]:
        with path.open("rb") as stream:
            while piece := stream.read(1 << 20):
                yield piece

    started = time.perf_counter()
    batch = upload_import(pieces(), file_name=path.name, kind=ImportKind(kind), source=source, by=None)

    def listen(step: str, done: int, total: int) -> None:
        print(f"{time.perf_counter() - started:8.2f} {step} {done}/{total}", file=sys.stderr)

    batch = import_now(batch, by=None, listener=listen if os.environ.get("BENCH_STEPS") else None)
    seconds = time.perf_counter() - started
    times = os.times()
    print(
        json.dumps(
            {
                "seconds": seconds,
                "cpu": times.user + times.system + times.children_user + times.children_system,
                "rows": batch.row_count,
                "new": batch.new_count,
                "changed": batch.changed_count,
                "unchanged": batch.unchanged_count,
                "refused": batch.refused_count,
            }
        )
    )


def _prepare(home: Path) -> dict[str, str]:
    from idic.foundation.storage.embedded import ensure_running

    ensure_running(home)
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("IDIC_", "DATABASE_URL"))}
    environment |= {"IDIC_HOME": str(home), "DJANGO_SETTINGS_MODULE": "idic.settings"}
    subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "django", "migrate", "--verbosity", "0"], env=environment, check=True
    )
    return environment


def _measure(home: Path, arguments: argparse.Namespace) -> list[Run]:
    from idic.foundation.storage.embedded import stop

    runs = []
    files = home / "bench-files"
    files.mkdir(parents=True, exist_ok=True)
    customers, lines = files / f"customers-{arguments.customers}.csv", files / f"lines-{arguments.lines}.csv"
    if not customers.exists():
        write_customers(customers, arguments.customers, arguments.seed)
    if not lines.exists():
        write_lines(lines, arguments.lines, arguments.customers, arguments.seed)
    try:
        environment = _prepare(home)
        for path, kind, wanted in (
            (customers, "customers", arguments.customers),
            (lines, "purchases", arguments.lines),
        ):
            if wanted:
                for _ in range(2 if arguments.again else 1):
                    runs.append(take(path, kind, environment))
                    print(_told(runs[-1]), flush=True)
    finally:
        stop(home)
    return runs


def _told(run: Run) -> str:
    figures = " ".join(f"{name} {count:,}" for name, count in run.result.items())
    return (
        f"{run.name:10} {run.rate:10,.0f} rows/s  {run.seconds:7.2f} s  {run.cpu:7.2f} s of processor"
        f"  {run.peak_mib:7.0f} MiB  {figures}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--customers", type=int, default=100_000)
    parser.add_argument("--lines", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--home", type=Path, help="Keep the database and the files here.")
    parser.add_argument("--again", action="store_true", help="Import each file a second time: nothing may change.")
    parser.add_argument("--markdown", type=Path, help="Write the table to this file.")
    parser.add_argument("--take", nargs=2, metavar=("FILE", "KIND"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.take:
        _take_here(Path(arguments.take[0]), arguments.take[1])
        return
    if arguments.home:
        runs = _measure(arguments.home.resolve(), arguments)
    else:
        with tempfile.TemporaryDirectory(prefix="idic-bench-") as folder:
            runs = _measure(Path(folder), arguments)
    if arguments.markdown:
        rows = [
            f"| {run.name} | {run.rows:,} | {run.seconds:.1f} | {run.rate:,.0f} | {run.cpu:.1f} | {run.peak_mib:.0f} |"
            for run in runs
        ]
        head = "| file | rows | seconds | rows/s | processor seconds | peak MiB |\n|---|---|---|---|---|---|"
        arguments.markdown.write_text("\n".join([head, *rows, ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
