"""Django's `{% url %}`, fast for addresses that name records by number: the rest of the address is remembered."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django import template
from django.template import defaulttags
from django.template.base import Parser, Token
from django.template.context import Context
from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, reverse
from django.utils.html import conditional_escape

register = template.Library()

# Numbers that no route holds by itself; the address of a record has its number where these stand.
_FIRST_MARK = 907_153_846_100
_REMEMBERED = 2048


class AddressNode(defaulttags.URLNode):
    def __init__(self, node: defaulttags.URLNode) -> None:
        self.__dict__.update(node.__dict__)

    def render(self, context: Context) -> str:
        if self.kwargs:
            return str(super().render(context))
        match = getattr(getattr(context, "request", None), "resolver_match", None)
        found = address_of(
            self.view_name.resolve(context),
            [one.resolve(context) for one in self.args],
            match.namespace if match is not None else None,
        )
        if found is None:
            return str(super().render(context))
        if self.asvar:
            context[self.asvar] = found
            return ""
        return conditional_escape(found) if context.autoescape else found


def address_of(view_name: str, args: list[Any], current_app: str | None = None) -> str | None:
    """None where only `reverse` can tell."""
    numbers: list[int] = []
    marked: list[Any] = []
    for one in args:
        if type(one) is int and one >= 0:
            marked.append(_FIRST_MARK + len(numbers))
            numbers.append(one)
        elif isinstance(one, str):
            marked.append(str(one))
        else:
            return None
    pieces = _pieces(view_name, tuple(marked), len(numbers), current_app, get_urlconf(), get_script_prefix())
    if pieces is None:
        return None
    found = pieces[0]
    for number, piece in zip(numbers, pieces[1:], strict=True):
        found += f"{number}{piece}"
    return found


@lru_cache(maxsize=_REMEMBERED)
def _pieces(
    view_name: str, marked: tuple[Any, ...], count: int, current_app: str | None, urlconf: str | None, prefix: str
) -> tuple[str, ...] | None:
    """The address cut at its numbers; None where it does not hold each of them once and in their order."""
    try:
        rest = reverse(view_name, urlconf, args=marked, current_app=current_app)
    except NoReverseMatch:
        return None
    pieces = []
    for place in range(count):
        before, mark, rest = rest.partition(str(_FIRST_MARK + place))
        if not mark:
            return None
        pieces.append(before)
    return (*pieces, rest)


@register.tag
def url(parser: Parser, token: Token) -> AddressNode:
    return AddressNode(defaulttags.url(parser, token))
