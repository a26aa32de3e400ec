"""An accumulator as plain arrays, to be kept beside what was read and taken up again when more lines have come."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from idic.methods.purchase_summary.accumulator import RECORD, ROOM, Accumulator, LineRefused

State = dict[str, npt.NDArray[Any]]
_VERSION = 1


class StateRefused(LineRefused):
    """Written by another version: the lines have to be read from the beginning."""


def packed(accumulated: Accumulator) -> State:
    """`records` is not copied. Customers that are late stay marked."""
    accumulated.fold()
    returned = [np.concatenate(one) for one in zip(*accumulated.returned, strict=True)] if accumulated.returned else []
    customer, day, amount = returned or (np.zeros(0, np.int64), np.zeros(0, np.int32), np.zeros(0, np.int64))
    return {
        "version": np.array([_VERSION]), "records": accumulated.records, "late": accumulated.late(),
        "returned_customer": customer, "returned_day": day, "returned_amount": amount,
        "base": np.array([] if accumulated.base is None else [accumulated.base], dtype=np.int64),
    }  # fmt: skip


def unpacked(state: State, *, room: int = ROOM, counting: bool = False) -> Accumulator:
    """Works on `records` itself where it may be written to; `reached` tells whom the lines that come now have reached."""
    records = state["records"]
    if int(state["version"][0]) != _VERSION or records.dtype != RECORD:
        raise StateRefused("The figures that are kept were written by another version.")
    found = Accumulator(0, room=room, counting=counting)
    found.records = records if records.flags.writeable else records.copy()
    found.returned = [(state["returned_customer"], state["returned_day"], state["returned_amount"])]
    found.base = int(state["base"][0]) if state["base"].size else None
    found.mark_late(state["late"])
    found.watch()
    return found
