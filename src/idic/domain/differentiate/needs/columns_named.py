"""How the columns of a model are named: the kind before the name."""

SHARE, HABIT, ATTRIBUTE = "share:", "habit:", "attribute:"
#: All categories beside the largest ones.
OTHER = "*"
