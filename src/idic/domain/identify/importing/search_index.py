"""The search index while many customers are written: a second connection sorts the new tokens in meanwhile.

Tokens wait in a list of the index before they are sorted in, which takes as long as all else that an import writes. The
list belongs to the index and not to a transaction, so another process of the database may empty it: what is not committed
stays unseen, what is rolled back is swept up later.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

from django.db import DatabaseError, connection

_EMPTY_THE_LIST = "SELECT gin_clean_pending_list('customer_search')"
# A connection of its own is worth its while for so many customers.
_WORTH_A_CONNECTION = 5_000
# Often enough that the list never grows so long that the writer itself stops to sort it in.
_SECONDS_BETWEEN = 0.05


@contextmanager
def search_index_sorted_meanwhile(customers: int) -> Iterator[None]:
    """The list is empty when the block has ended."""
    if customers < _WORTH_A_CONNECTION:
        yield
    else:
        ended = Event()
        sorter = Thread(target=_sort_in, args=(ended,), daemon=True)
        sorter.start()
        try:
            yield
        finally:
            ended.set()
            sorter.join()
    with connection.cursor() as cursor:
        cursor.execute(_EMPTY_THE_LIST)


def _sort_in(ended: Event) -> None:
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            # Whoever keeps the index for longer is not waited for.
            cursor.execute("SET lock_timeout = '5s'")
            while not ended.wait(_SECONDS_BETWEEN):
                cursor.execute(_EMPTY_THE_LIST)
    except DatabaseError:
        # The list is then emptied by the import itself, at its end.
        return
    finally:
        other.close()
