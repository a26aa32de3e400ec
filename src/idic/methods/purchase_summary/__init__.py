"""Customer summaries (x, t_x, T, mean repeat spend) from any number of purchase lines in one pass, in any order of rows.

Amounts are whole numbers (ten-thousandths, say) and every sum is exact. Days are whole days since 1970-01-01.
"""

from idic.methods.purchase_summary.accumulator import Accumulator, DayOutOfRange
from idic.methods.purchase_summary.batches import BATCH_ROWS, add_batches, add_parts, settled
from idic.methods.purchase_summary.reading import read_ahead
from idic.methods.purchase_summary.runs import LineRefused, NegativeCustomer, UnequalColumns
from idic.methods.purchase_summary.state import State, StateRefused, packed, unpacked
from idic.methods.purchase_summary.summaries import LateLines, Summaries, summaries

__all__ = [
    "BATCH_ROWS",
    "Accumulator",
    "DayOutOfRange",
    "LateLines",
    "LineRefused",
    "NegativeCustomer",
    "State",
    "StateRefused",
    "Summaries",
    "UnequalColumns",
    "add_batches",
    "add_parts",
    "packed",
    "read_ahead",
    "settled",
    "summaries",
    "unpacked",
]
