"""A question as data: what is measured, by what it is split, which part of it counts, and how it is shown."""
