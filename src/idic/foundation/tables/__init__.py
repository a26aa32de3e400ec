from .batch import Batch, Cell, RefusalReason, RefusedRow
from .content import TableKind
from .errors import TableError
from .header import HeaderRepair, RepairReason
from .opening import open_table
from .table import Notice, Table

__all__ = [
    "Batch",
    "Cell",
    "HeaderRepair",
    "Notice",
    "RefusalReason",
    "RefusedRow",
    "RepairReason",
    "Table",
    "TableError",
    "TableKind",
    "open_table",
]
