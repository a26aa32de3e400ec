"""What a person typed, cut the same way as the index."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from idic.methods.normalise.emails import parse_email
from idic.methods.normalise.phones import parse_phone, split_extension
from idic.methods.normalise.text import normalise
from idic.methods.search_keys.folding import runs, search_fold
from idic.methods.search_keys.index import add_digits

_PHONE = re.compile(r"\+?[0-9 ().\-–/~]+")
_TRUNK_ZERO = re.compile(r"\(0\)")
_NON_DIGITS = re.compile("[^0-9]")


class QueryKind(Enum):
    EMPTY = "empty"
    TEXT = "text"
    DIGITS = "digits"
    EMAIL = "email"


@dataclass(frozen=True, slots=True)
class Query:
    """`tokens` must all be in a record's tokens; an EMPTY query has none and must not be sent (it would find all)."""

    kind: QueryKind
    tokens: tuple[str, ...]
    folded: str


def tokens_for_query(text: str, *, region: str | None = None) -> Query:
    """`region` helps to read a phone number typed with an exit code or as a range."""
    plain = normalise(text)
    if "@" in plain:
        return _email_query(parse_email(plain).key or plain.lower())
    if digits := _typed_digits(plain, region):
        tokens: set[str] = set()
        add_digits(tokens, digits)
        longest = max(tokens, key=len)
        return Query(QueryKind.DIGITS, (longest,), digits)
    folded = search_fold(plain)
    words = _word_tokens(folded)
    return Query(QueryKind.TEXT if words else QueryKind.EMPTY, words, folded)


def _typed_digits(plain: str, region: str | None) -> str:
    number, _ = split_extension(plain)
    if not _PHONE.fullmatch(number):
        return ""
    digits = _NON_DIGITS.sub("", _TRUNK_ZERO.sub("", number))
    if len(digits) >= 7 and region and (e164 := parse_phone(number, region).e164):
        return e164[1:]
    return digits if len(digits) >= 4 else ""


def _email_query(text: str) -> Query:
    local, _, domain = text.partition("@")
    tokens = set(_word_tokens(search_fold(local)))
    if len(domain) >= 3:
        tokens.add("@" + domain[:3])
    return Query(QueryKind.EMAIL if tokens else QueryKind.EMPTY, tuple(sorted(tokens)), text)


def _word_tokens(folded: str) -> tuple[str, ...]:
    tokens: set[str] = set()
    for kind, run in runs(folded):
        if kind == "letters" and len(run) >= 4 and run.isdecimal():
            add_digits(tokens, run)
        elif len(run) <= 2:
            tokens.add(run)
        else:
            tokens.update(run[at : at + 3] for at in range(len(run) - 2))
    return tuple(sorted(tokens))
