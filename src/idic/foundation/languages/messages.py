"""Every translatable text of the product, read from its Python files and templates without outside programs."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.extract import extract_python

PACKAGE = Path(__file__).resolve().parents[2]
_FUNCTIONS = (
    "_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy", "npgettext",
)  # fmt: skip
#: A file may call a function by a name of its own.
_CALLED = re.compile(r"\bimport (\w*gettext\w*) as (\w+)")
_CALL = re.compile(r"\b(gettext|ngettext|pgettext|npgettext|_)\(")


@dataclass(frozen=True, order=True)
class Message:
    context: str
    text: str
    plural: str
    place: str


def messages() -> list[Message]:
    """Sorted, each text once for each context, with the first place where it stands."""
    found: dict[tuple[str, str], Message] = {}
    for path in sorted([*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.html"), *PACKAGE.rglob("*.txt")]):
        parts = path.relative_to(PACKAGE).parts
        if {"migrations", "static_collected", "locale", "data"} & set(parts) or (
            path.suffix == ".txt" and "templates" not in parts
        ):
            continue
        place = "/".join(parts)
        read = _from_python if path.suffix == ".py" else _from_template
        for message in read(path.read_text(encoding="utf-8"), place):
            known = found.get((message.context, message.text))
            if known is None or (message.plural and not known.plural):
                found[(message.context, message.text)] = message
    return sorted(found.values())


def _from_python(source: str, place: str) -> Iterator[Message]:
    stream = io.BytesIO(source.encode())
    own = {called: function for function, called in _CALLED.findall(source)}
    for _, name, arguments, _ in extract_python(stream, dict.fromkeys([*_FUNCTIONS, *own]), [], {"encoding": "utf-8"}):
        yield from _message(own.get(str(name), str(name)).removesuffix("_lazy"), arguments, place)


def _from_template(source: str, place: str) -> Iterator[Message]:
    from django.utils.translation.template import templatize

    code = templatize(source, origin=place)
    for found in _CALL.finditer(code):
        arguments = _arguments(code[found.end() :])
        if arguments:
            yield from _message(found[1], arguments, place)


def _arguments(code: str) -> list[str]:
    """The texts of a call that begins here; Django's rewriting leaves everything else as noise."""
    texts: list[str] = []
    depth = 0
    try:
        for token in tokenize.generate_tokens(io.StringIO(code).readline):
            if token.type == tokenize.STRING:
                texts.append(str(ast.literal_eval(token.string)))
            elif token.string == "(":
                depth += 1
            elif token.string == ")":
                if depth == 0:
                    break
                depth -= 1
    except (tokenize.TokenError, IndentationError, SyntaxError):
        return texts
    return texts


def _message(function: str, arguments: object, place: str) -> Iterator[Message]:
    texts = [
        part for part in (arguments if isinstance(arguments, list | tuple) else [arguments]) if isinstance(part, str)
    ]
    if not texts or not texts[-1]:
        return
    if function == "pgettext" and len(texts) >= 2:
        yield Message(texts[0], texts[1], "", place)
    elif function == "npgettext" and len(texts) >= 3:
        yield Message(texts[0], texts[1], texts[2], place)
    elif function == "ngettext" and len(texts) >= 2:
        yield Message("", texts[0], texts[1], place)
    elif function not in ("pgettext", "npgettext", "ngettext"):
        yield Message("", texts[0], "", place)
