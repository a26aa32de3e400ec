from __future__ import annotations

from django.db.models import QuerySet

from idic.domain.work.models import Task
from idic.domain.work.rules import visible_tasks
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import may
from idic.foundation.nouns.search import TextSearch
from idic.foundation.texts import trimmed

_WIDE = ("search_text", "search_keys", "facts", "provenance")


def access_task(user: User, pk: int, *, permission: str = "task.see") -> Task:
    found = with_names(visible_tasks(user, permission)).select_related("created_by", "done_by").filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def holds(user: User, task: Task, permission: str) -> bool:
    """Whether this right of the user reaches this task: what a page offers to do."""
    return may(user, permission) and visible_tasks(user, permission).filter(pk=task.pk).exists()


def with_names(tasks: QuerySet[Task]) -> QuerySet[Task]:
    found = tasks.select_related("owner", "team", "customer")
    return found.defer(*(f"customer__{name}" for name in _WIDE))


def tasks_of_customer(user: User, customer_id: int, *, limit: int = 50) -> list[Task]:
    """Open ones first, by their time."""
    found = with_names(visible_tasks(user)).filter(customer_id=customer_id)
    return list(found.order_by("done_at", "sorted_at", "pk")[:limit])


def tasks_of_subject(user: User, kind: str, subject_id: int, *, limit: int = 50) -> list[Task]:
    found = with_names(visible_tasks(user)).filter(subject_kind=kind, subject_id=subject_id)
    return list(found.order_by("done_at", "sorted_at", "pk")[:limit])


found_by = TextSearch(lambda text: (trimmed(text, 100),), lambda tasks, title: tasks.filter(title__icontains=title))
