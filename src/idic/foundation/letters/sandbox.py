"""A template may name fields and ask simple questions of them; nothing else is read, called, repeated or imported.

The text is parsed by Jinja's own parser, and every node of the tree must be one of a few kinds before it is ever run; the
run is in Jinja's immutable sandbox over plain texts, so that a template has no object to climb from.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from functools import lru_cache

from jinja2 import TemplateSyntaxError, nodes
from jinja2.exceptions import TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from idic.foundation.letters.errors import TemplateRefused

LONGEST = 50_000
#: Each filter with the most values that it may be given.
FILTERS = {"default": 2, "upper": 0, "lower": 0, "trim": 0}
_COMPARISONS = frozenset({"eq", "ne"})
#: What Python raises where a text nests deeper, or counts further, than it can follow.
_TOO_MUCH = (RecursionError, SyntaxError, MemoryError, ValueError, TypeError, OverflowError)
_TESTS = frozenset({"defined", "none"})

_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.Filter, nodes.If, nodes.Compare,
    nodes.Operand, nodes.Const, nodes.And, nodes.Or, nodes.Not, nodes.Test, nodes.CondExpr,
)  # fmt: skip
_REFUSED: tuple[tuple[type[nodes.Node], str], ...] = ((nodes.For, "loop"), (nodes.Call, "call"))

Roots = Mapping[str, Set[str]]


@lru_cache(maxsize=1)
def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(autoescape=False, keep_trailing_newline=True)
    environment.filters = {name: environment.filters[name] for name in FILTERS}
    environment.globals = {}
    return environment


def check(text: str, roots: Roots, *, part: str = "body", language: str = "") -> None:
    """Raises TemplateRefused at the first thing that a template may not do. `roots`: "customer" -> names of fields."""
    if len(text) > LONGEST:
        raise TemplateRefused("long", part=part, language=language)
    try:
        tree = _environment().parse(text)
        problem = next(_problems(tree, roots), None)
        if problem is None:
            _environment().compile(tree)
    except TemplateSyntaxError as error:
        raise TemplateRefused(
            "syntax", line=error.lineno, detail=error.message or "", part=part, language=language
        ) from error
    except _TOO_MUCH as error:
        raise TemplateRefused("deep", part=part, language=language) from error
    if problem is not None:
        code, line, detail = problem
        raise TemplateRefused(code, line=line, detail=detail, part=part, language=language)


def fields_named(text: str) -> set[tuple[str, str]]:
    """(root, field) of every merge field of a checked text."""
    return {
        (node.node.name, node.attr)
        for node in _environment().parse(text).find_all(nodes.Getattr)
        if isinstance(node.node, nodes.Name)
    }


def fill(text: str, values: Mapping[str, Mapping[str, str]]) -> str:
    """`values` are texts already; the caller has checked the text before it was stored."""
    try:
        return _environment().from_string(text).render(values)
    except (TemplateError, *_TOO_MUCH) as error:
        # A field that was taken away after the template was stored.
        raise TemplateRefused("syntax", detail=type(error).__name__) from error


def _problems(node: nodes.Node, roots: Roots) -> Iterator[tuple[str, int, str]]:
    for kind, code in _REFUSED:
        if isinstance(node, kind):
            yield code, node.lineno, ""
            return
    if not isinstance(node, _ALLOWED):
        yield "statement", node.lineno, type(node).__name__.lower()
        return
    if isinstance(node, nodes.Filter) and len(node.args) > FILTERS.get(node.name, -1):
        yield "filter", node.lineno, node.name
    if isinstance(node, nodes.Test) and (node.name not in _TESTS or node.args):
        yield "filter", node.lineno, node.name
    if isinstance(node, nodes.Compare) and any(one.op not in _COMPARISONS for one in node.ops):
        yield "compare", node.lineno, ""
    if isinstance(node, nodes.Getattr):
        root = node.node
        if not isinstance(root, nodes.Name) or root.name not in roots:
            yield "name", node.lineno, root.name if isinstance(root, nodes.Name) else node.attr
        elif node.attr not in roots[root.name]:
            yield "field", node.lineno, f"{root.name}.{node.attr}"
        return
    if isinstance(node, nodes.Name):
        yield "name", node.lineno, node.name
        return
    for child in node.iter_child_nodes():
        yield from _problems(child, roots)
