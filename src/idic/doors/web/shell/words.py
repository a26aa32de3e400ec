"""Django's `{% load i18n %}` for texts that stand in a template: worded once for each language, then remembered.

A page holds hundreds of them, and looking each up in the catalogue again takes longer than reading the page's rows.
"""

from __future__ import annotations

from typing import Any

from django import template
from django.conf import settings
from django.template.base import FilterExpression, Parser, Token
from django.template.context import Context
from django.templatetags import i18n
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()
register.tags.update(i18n.register.tags)
register.filters.update(i18n.register.filters)


class TextNode(template.Node):
    def __init__(self, node: i18n.TranslateNode) -> None:
        self._node, self._name = node, node.asvar
        node.asvar = None
        self._texts: dict[str | None, SafeString] = {}

    def render(self, context: Context) -> SafeString:
        language = get_language()
        text = self._texts.get(language)
        if text is None:
            text = SafeString(self._node.render(context))
            if not settings.DEBUG:
                # Catalogues are being written.
                self._texts[language] = text
        if self._name:
            context[self._name] = text
            return SafeString("")
        return text


class SentenceNode(i18n.BlockTranslateNode):
    """The sentence that the catalogue is asked for is put together once, not for each reading."""

    def __init__(self, node: i18n.BlockTranslateNode) -> None:
        self.__dict__.update(node.__dict__)
        self._read: dict[int, tuple[str, list[str]]] = {}

    def render_token_list(self, tokens: Any) -> tuple[str, list[str]]:
        known = self._read.get(id(tokens))
        if known is None:
            known = self._read[id(tokens)] = super().render_token_list(tokens)
        message, names = known
        return message, names.copy()


def _stands_there(expression: FilterExpression) -> bool:
    """The parser keeps a text in quotes as that text; `TranslateNode` turns it into a variable that is a literal."""
    literal = expression.var if isinstance(expression.var, str) else getattr(expression.var, "literal", None)
    return isinstance(literal, str) and not expression.filters


@register.tag("trans")
@register.tag("translate")
def translate(parser: Parser, token: Token) -> template.Node:
    node = i18n.do_translate(parser, token)
    context = node.message_context
    is_fixed = _stands_there(node.filter_expression) and (context is None or _stands_there(context))
    return TextNode(node) if is_fixed else node


@register.tag("blocktrans")
@register.tag("blocktranslate")
def blocktranslate(parser: Parser, token: Token) -> template.Node:
    return SentenceNode(i18n.do_block_translate(parser, token))
