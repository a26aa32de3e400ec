"""What the index of words is told besides the words of a search."""

from __future__ import annotations

from collections.abc import Sequence

from idic.doors.web.lists.asked import Asked
from idic.foundation.nouns.registry import noun_of
from idic.foundation.nouns.search import Marks
from idic.foundation.views.looks import quick_leaf
from idic.methods.predicate.tree import All, Leaf, Node


def told_marks(asked: Asked, marks: Marks) -> list[Sequence[int]]:
    """What the marks of everything that is asked for are known to be."""
    leaves = _all_of(asked.held.rule) if asked.held.rule is not None else []
    quick = [quick_leaf(asked.fields[name], value) for name, value in asked.held.look.quick.items()]
    told = [marks.of_leaf(leaf) for leaf in (*leaves, *quick) if leaf is not None]
    return [one for one in (marks.of_reader(asked.user, noun_of(asked.page.noun).permission("see")), *told) if one]


def _all_of(rule: Node) -> list[Leaf]:
    """The conditions that hold of everything found."""
    if isinstance(rule, Leaf):
        return [rule]
    return [leaf for child in rule.children for leaf in _all_of(child)] if isinstance(rule, All) else []
