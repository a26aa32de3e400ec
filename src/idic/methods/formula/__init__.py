"""A small formula over the fields of one record: numbers, days, texts and yes/no.

`parse` reads and types it, `to_sql` writes it as one SQL expression, `evaluate` works it out in Python. Both give the
same result for the same row:

- a missing value makes an arithmetic result or a comparison missing; `coalesce` and `if` are the ways out;
- every product and quotient is rounded to ten decimals, halves away from zero; dividing by zero is missing;
- `and`, `or`, `not` are three-valued; `if` takes its first branch only where the condition is true;
- `concat` leaves out what is missing, and an empty text is missing.
"""

from idic.methods.formula.errors import FormulaError
from idic.methods.formula.evaluating import evaluate
from idic.methods.formula.parsing import FUNCTIONS, parse
from idic.methods.formula.sql import to_sql
from idic.methods.formula.tree import Formula, FormulaType, references

__all__ = ["FUNCTIONS", "Formula", "FormulaError", "FormulaType", "evaluate", "parse", "references", "to_sql"]
