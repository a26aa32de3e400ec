"""A world of any size for measurements: invented customers in three scripts, their purchases, scores and segments.

The same seed gives the same world. Customers pass through the product's own normalising, so that their columns are
what an import of the same rows would have written; only the way into the tables is COPY.
"""
