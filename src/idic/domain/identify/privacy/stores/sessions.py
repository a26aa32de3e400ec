"""Sessions and the cache, whose rows are encoded: what names the person is ended and not rewritten."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence

from django.contrib.sessions.models import Session
from django.core import signing
from django.db import connection


def forget_in_sessions(terms: Sequence[str]) -> int:
    lowered = [term.lower() for term in terms]
    gone = [session.pk for session in Session.objects.iterator() if any(term in _text_of(session) for term in lowered)]
    return Session.objects.filter(pk__in=gone).delete()[0]


def forget_in_cache(terms: Sequence[str]) -> int:
    needles = [term.encode() for term in terms]
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM foundation_cache")
        gone = [key for key, value in cursor.fetchall() if any(needle in _bytes_of(key, value) for needle in needles)]
        cursor.execute("DELETE FROM foundation_cache WHERE cache_key = ANY(%s)", [gone])
    return len(gone)


def _text_of(session: Session) -> str:
    try:
        return str(session.get_decoded()).lower()
    except signing.BadSignature:
        return ""


def _bytes_of(key: str, value: str) -> bytes:
    try:
        return key.encode() + base64.b64decode(value)
    except binascii.Error:
        return key.encode()
