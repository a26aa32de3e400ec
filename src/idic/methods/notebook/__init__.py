"""What a notebook calls: a table comes in (Arrow, Polars, pandas, a mapping of columns), and the same kind goes out.

Every answer has `table`, one row per customer, rule or time, and beside it the typed result of the method itself. All
names are offered by `idic.methods` as well, without being loaded before they are used.
"""
