from __future__ import annotations

from django.db import connection


def sort_in_new_tokens() -> int:
    """Tokens of customers that came one by one wait in a list, which every search by tokens reads to its end: some
    milliseconds once it is long. Otherwise only a busy table's vacuum empties it. Gives the pages that were emptied."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT gin_clean_pending_list('customer_search')")
        pages: int = cursor.fetchone()[0]
    return pages
