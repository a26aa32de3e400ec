"""Builds a world into an empty database, step by step; a later room adds its step to `STEPS`."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from idic.domain.catalogue.models import Product
from idic.domain.differentiate.operations.refresh import refresh_scores
from idic.domain.identify.golden import recompute_golden
from idic.domain.identify.models import Customer
from idic.domain.identify.operations.sources import ensure_source
from idic.domain.sales.models import Purchase
from idic.sample.world.bare_tables import bare_tables
from idic.sample.world.case_promises import make_promises
from idic.sample.world.cases import Promises, copy_cases
from idic.sample.world.catalogue import make_catalogue
from idic.sample.world.customers import Place, copy_customers
from idic.sample.world.errors import WorldRefused
from idic.sample.world.purchases import copy_purchases
from idic.sample.world.segments import make_segments
from idic.sample.world.shape import Block, Shape
from idic.sample.world.staff import make_staff
from idic.sample.world.worker import get_ready

Report = Callable[[str, int, int], None]

_RECORDS = ("identify_sourcerecord", "identify_link", "identify_contactpoint")
_PURCHASES = ("sales_purchase", "sales_purchaseline")
_SCORES = ("differentiate_customerscore",)
# Looked up by its unique index while segments are filled.
_MEMBERSHIPS = ("differentiate_segmentmembership",)
_CASES = ("cases_case", "cases_message", "cases_caseclock")
_GOLDEN_AT_ONCE = 20_000


@dataclass(frozen=True)
class World:
    shape: Shape
    place: Place
    workers: int
    report: Report


def build_world(
    *, scale: float, seed: int = 1, cases: int | None = None, workers: int = 2, report: Report,
    ends_on: date | None = None,
) -> None:  # fmt: skip
    """`workers` 0 works in this process and connection. Purchases end on `ends_on`, yesterday unless told."""
    if Customer.objects.exists() or Purchase.objects.exists() or Product.objects.exists():
        raise WorldRefused
    today = timezone.localdate()
    shape = Shape(scale, seed, ends_on or today - timedelta(days=1), cases)
    with transaction.atomic():
        sources = {
            code: ensure_source(code=code, name=name, rank=rank, by=None).pk
            for code, name, rank in (("till", "Till", 70), ("web_shop", "Web shop", 60))
        }
        keepers = make_staff()
        make_catalogue(timezone.now())
    place = Place(sources, keepers, ZoneInfo(settings.TIME_ZONE), today)
    world = World(shape, place, workers, report)
    for step in STEPS:
        step(world)
    _tidy(report)


def _customers(world: World) -> None:
    with bare_tables(["identify_customer"]):
        with bare_tables(_RECORDS):
            _in_blocks(world, "customers", _customer_block)
        _golden(world)


def _purchases(world: World) -> None:
    with bare_tables(_PURCHASES):
        _in_blocks(world, "purchases", _purchase_block)


def _scores(world: World) -> None:
    with bare_tables(_SCORES, unchecked=_MEMBERSHIPS):
        refresh_scores(report=world.report)
        world.report("segments", 0, 0)
        make_segments(timezone.now())


def _cases(world: World) -> None:
    promises = make_promises()
    with bare_tables(_CASES):
        done = 0
        world.report("cases", 0, world.shape.cases)
        work = partial(_case_block, promises, world.shape)
        for size in _mapped(world, work, world.shape.blocks_of_cases()):
            done += size
            world.report("cases", done, world.shape.cases)


#: In order; each sees what stands before it. Rooms that come later (surveys) add their own.
STEPS: tuple[Callable[[World], None], ...] = (_customers, _purchases, _scores, _cases)


def _golden(world: World) -> None:
    """Customers of two systems get the view over both records, by the statement that every import uses."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE identify_sourcerecord")
        cursor.execute("SELECT customer_id FROM identify_sourcerecord GROUP BY 1 HAVING count(*) > 1 ORDER BY 1")
        joined = [customer for (customer,) in cursor.fetchall()]
    for start in range(0, len(joined), _GOLDEN_AT_ONCE):
        world.report("golden", start, len(joined))
        recompute_golden(joined[start : start + _GOLDEN_AT_ONCE], at=timezone.now())


def _in_blocks(world: World, step: str, work: Callable[[Block, Place], int]) -> None:
    done = 0
    world.report(step, 0, world.shape.customers)
    for size in _mapped(world, work, world.shape.blocks()):
        done += size
        world.report(step, done, world.shape.customers)


def _mapped(world: World, work: Callable[[Block, Place], int], blocks: Sequence[Block]) -> Iterator[int]:
    if not world.workers:
        yield from (work(block, world.place) for block in blocks)
        return
    with _pool(world.workers) as pool:
        yield from pool.map(work, blocks, [world.place] * len(blocks))


@contextmanager
def _pool(workers: int) -> Iterator[ProcessPoolExecutor]:
    # Forked processes would share this one's connection.
    context = multiprocessing.get_context("spawn")
    name = str(connection.settings_dict["NAME"])
    with ProcessPoolExecutor(workers, mp_context=context, initializer=get_ready, initargs=(name,)) as pool:
        yield pool


@transaction.atomic
def _customer_block(block: Block, place: Place) -> int:
    copy_customers(block, place)
    return block.size


@transaction.atomic
def _purchase_block(block: Block, place: Place) -> int:
    copy_purchases(block, place, currency=settings.CONFIGURATION.currency)
    return block.size


@transaction.atomic
def _case_block(promises: Promises, shape: Shape, block: Block, place: Place) -> int:
    copy_cases(block, place, promises, shape)
    return block.size


_NUMBERED: Sequence[str] = ("identify_customer", "identify_sourcerecord", "sales_purchase", "sales_purchaseline",
                            "catalogue_product", "cases_case")  # fmt: skip


def _tidy(report: Report) -> None:
    """Ids were given by hand, so the counters follow; then what a database does at night."""
    report("tidy", 0, 0)
    with connection.cursor() as cursor:
        for table in _NUMBERED:
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), greatest(max(id), 1)) FROM {table}")
        cursor.execute("ANALYZE" if connection.in_atomic_block else "VACUUM (ANALYZE)")
