"""An accumulator as plain arrays, to be kept beside what was read and taken up again when more lines have come.

What has changed since the records were made stands beside them, so that they may be mapped from a file and need neither
be read nor written as a whole. Where it has become an eighth of them, `packed` gives new records.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from idic.methods.purchase_summary.accumulator import ROOM, Accumulator
from idic.methods.purchase_summary.records import COUNTED, RECORD, RETURN, Overlaid, Records
from idic.methods.purchase_summary.runs import LineRefused

State = dict[str, npt.NDArray[Any]]
#: What stays as it is while little has come.
LASTING = ("records", "returned")
_VERSION = 2


class StateRefused(LineRefused):
    """Written by another version: the lines have to be read from the beginning."""


def packed(accumulated: Accumulator) -> State:
    """Nothing is copied that need not be: arrays of `unpacked` that still hold are given back as they came. Customers that
    are late stay marked."""
    accumulated.fold()
    known, returned = accumulated.known, accumulated.returned
    if isinstance(known, Overlaid):
        records, changed, rows = known.base, known.customer, known.rows
        old, new = returned[0], _together(returned[1:])
    else:
        records, changed, rows = known.rows, np.zeros(0, np.int64), np.zeros(0, accumulated.kind)
        old, new = _together(returned), _together([])
    base = [] if accumulated.base is None else [accumulated.base]
    return {
        "version": np.array([_VERSION]), "time": np.array([*base, accumulated.newest]), "late": accumulated.late(),
        "records": records, "changed": changed, "changed_records": rows, "returned": old, "more_returned": new,
    }  # fmt: skip


def unpacked(state: State, *, room: int = ROOM) -> Accumulator:
    """Writes to none of the arrays; `reached` tells whom the lines that come now have reached."""
    records = state["records"]
    if int(state["version"][0]) != _VERSION or records.dtype not in (RECORD, COUNTED):
        raise StateRefused("The figures that are kept were written by another version.")
    found = Accumulator(0, room=room, counting=records.dtype == COUNTED)
    found.known = Overlaid(records, state["changed"], state["changed_records"])
    found.returned = [state["returned"], state["more_returned"]]
    for one in found.returned:
        # somebody may be known by returns alone
        found.known.reach(int(one["customer"][-1]) + 1 if one.size else 0)
    *base, found.newest = state["time"].tolist()
    found.base = base[0] if base else None
    found.mark_late(state["late"])
    found.watch()
    return found


def _together(returned: list[Records]) -> Records:
    """In the order of customers: figures of a few of them are then looked up quickly."""
    together = np.concatenate([np.zeros(0, dtype=RETURN), *returned])
    return together[np.argsort(together["customer"], kind="stable")]
