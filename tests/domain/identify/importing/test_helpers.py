"""Rows that are read in processes beside this one."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

import psutil
import pytest

from idic.domain.identify.importing.customer_rows import Reading
from idic.domain.identify.importing.helpers import HelperFailed, Helpers
from idic.domain.identify.importing.normalisers import Normalising
from idic.domain.identify.importing.packing import packed, unpacked
from idic.domain.identify.importing.reading_processes import read_chunks
from idic.domain.identify.importing.rows import Chunk
from idic.foundation.tables.batch import Cell

T = TypeVar("T")

NAMES: list[Cell] = ["นายสมชาย ใจดี", "王偉", "John Smith", None, "multi\nline", "tab\there"]


@dataclass
class Told:
    """What a helper is asked to do in these tests, so that it also goes wrong."""

    prepared: int = 0

    def prepare(self) -> None:
        self.prepared += 1

    def __call__(self, chunk: Chunk) -> tuple[int, list[Cell]]:
        if "break" in chunk.columns:
            raise ValueError("this row cannot be read")
        return self.prepared, chunk.columns["name"]


class Reader:
    """Says which process has read."""

    def prepare(self) -> None:
        """Nothing is needed."""

    def __call__(self, chunk: Chunk) -> tuple[int, list[Cell]]:
        return os.getpid(), chunk.columns["name"]


def chunk_of(first: int, **columns: list[Cell]) -> Chunk:
    count = len(next(iter(columns.values())))
    return Chunk(list(range(first, first + count)), columns, None)


def wait_for(pool: Helpers[T]) -> None:
    until = time.monotonic() + 300
    while not pool.are_there():
        assert time.monotonic() < until
        time.sleep(0.05)


def test_helpers_give_what_this_process_gives_in_the_order_of_the_chunks() -> None:
    work = Normalising(
        Reading({"source_id": "id", "name": "name"}, {}, "Asia/Bangkok", date(2026, 11, 22), [])
    )  # fmt: skip
    chunks = [
        chunk_of(at, source_id=[f"{at}-{n}" for n in range(len(NAMES))], name=list(NAMES)) for at in range(2, 62, 6)
    ]
    with Helpers(work, 2) as pool:
        wait_for(pool)
        answers = [future.result() for future in [pool.give(chunk) for chunk in chunks]]
    assert answers == [work(chunk) for chunk in chunks]


def test_chunks_come_in_their_order_while_helpers_start_and_when_they_are_there() -> None:
    until = time.monotonic() + 300
    readers: list[int] = []

    def chunks() -> Iterator[Chunk]:
        number = 0
        # This process reads until they are there; what they read then comes back behind it.
        while len(set(readers)) < 2 and time.monotonic() < until:
            number += 1
            yield chunk_of(number, name=[str(number)])
            time.sleep(0.02)

    found = []
    for chunk, (reader, names) in read_chunks(chunks(), Reader(), worth_help=True):
        assert names == chunk.columns["name"]
        readers.append(reader)
        found.append(chunk.row_numbers[0])
    assert found == list(range(1, len(found) + 1))
    assert readers[0] == os.getpid() != readers[-1]


def test_what_every_chunk_needs_is_loaded_once_and_a_fault_is_told_without_ending_the_helper() -> None:
    with Helpers(Told(), 2) as pool:
        wait_for(pool)
        with pytest.raises(HelperFailed, match="this row cannot be read"):
            pool.give(Chunk([2], {"break": ["x"]}, None)).result()
        assert [pool.give(chunk_of(2, name=["a"])).result() for _ in range(3)] == [(1, ["a"])] * 3


def test_a_helper_that_dies_is_noticed_and_the_other_ends_with_the_block() -> None:
    me = psutil.Process()
    before = set(me.children(recursive=True))
    with Helpers(Told(), 2) as pool:
        wait_for(pool)
        helpers = set(me.children(recursive=True)) - before
        assert len(helpers) == 2
        for helper in helpers:
            helper.kill()
        with pytest.raises(HelperFailed):
            pool.give(chunk_of(2, name=["a"])).result()
    psutil.wait_procs(helpers, timeout=120)
    assert not [helper for helper in helpers if helper.is_running() and helper.status() != psutil.STATUS_ZOMBIE]


@pytest.mark.parametrize(
    "column",
    [
        ["a", "b", ""], ["", None, "x"], [None, None, None], ["\x1e", "a", "b"], ["\x1d", None, "b"], [1, "1", 2.5],
        ["multi\nline", "\x00", "ก"], ["\x1d", "\x1e", ""],
    ],
)  # fmt: skip
def test_a_chunk_arrives_as_it_was_sent(column: list[Cell]) -> None:
    for chunk in (chunk_of(2, name=column), Chunk([3, 5, 9], {"name": column, "more": list(column)}, None)):
        assert unpacked(packed(chunk)) == chunk


def test_a_chunk_without_rows_arrives_too() -> None:
    chunk = Chunk([], {"name": []}, None)
    assert unpacked(packed(chunk)) == chunk
