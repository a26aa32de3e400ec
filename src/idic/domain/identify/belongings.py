"""What hangs on a customer, one declaration for each table: merging moves it, erasing clears it, an access package
holds it. Every room declares its own tables; a test fails for a table that names a customer and is not declared.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Follows(Enum):
    """Where a row goes when two customers are merged, and where it goes back to when that is undone."""

    #: The row names a source record: it belongs to whomever the record belongs to.
    RECORD = "record"
    #: The row names only the customer: it moves with them. What came after the merge stays where it was written.
    CUSTOMER = "customer"
    #: Computed from other rows: nothing is moved, the room computes it again for both.
    DERIVED = "derived"
    #: Tells what was so at its time, of whom it was then: never moved.
    HISTORY = "history"


class Erasing(Enum):
    DELETE = "delete"
    #: The row stays for sums and duties of keeping; `blanked` columns are overwritten.
    BLANK = "blank"
    #: Nothing in the row tells who the person is once the customer is blank.
    KEEP = "keep"


@dataclass(frozen=True)
class Belonging:
    """`customer` and `record` are columns of `table`; `where` narrows a table that also holds other things.

    `package` are the columns that an access package shows, under their names. A row that the database refuses beside the
    rows of the surviving customer (unique, exclusion, check) stays with the absorbed one, unseen, and shows again when the
    merge is undone: the constraints are known to the database alone. `parent` is the way to the customer for a table that
    has no column of its own: an SQL condition on the table with `%(customers)s` for the ids; it goes where its parent goes.
    A table with a `record` and neither column nor parent of a customer follows its record without being touched.
    """

    code: str
    label: str | _StrPromise
    table: str
    follows: Follows
    erasing: Erasing
    customer: str = "customer_id"
    record: str | None = None
    where: str = ""
    #: The column of the other customer, in a row that is about two: a row never names one customer twice.
    other: str = ""
    #: DERIVED: column -> SQL expression that says of a row that it is to be computed again.
    stale: Mapping[str, str] = field(default_factory=dict)
    #: Column -> SQL expression that it becomes when the person is erased.
    blanked: Mapping[str, str] = field(default_factory=dict)
    package: tuple[str, ...] = ()
    #: Columns that hold free text in which third persons may be named: masked in a package.
    free_text: tuple[str, ...] = ()
    #: The column by which retention counts age.
    moment: str = ""
    parent: str = ""
    #: People and machines lock such a row before whatever belongs to it; so does who moves or erases the customer's.
    is_worked_on: bool = False


_belongings: dict[str, Belonging] = {}


def declare(*belongings: Belonging) -> None:
    """Called by each room when it starts; the same again changes nothing."""
    for one in belongings:
        known = _belongings.get(one.code)
        if known is not None and known.table != one.table:
            raise LookupError(f"two rooms declare {one.code!r}")
        _belongings[one.code] = one


def belongings() -> list[Belonging]:
    """In the order of declaration: from the lower rooms to the higher."""
    return list(_belongings.values())
