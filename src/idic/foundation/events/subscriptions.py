"""Who wants to hear of which event. `loop/` registers here; nothing else may."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from idic.foundation.events.models import Event

Handler = Callable[[Event], None]
Awaited = Callable[[], frozenset[str]]


@dataclass(frozen=True)
class Subscription:
    """`awaited`: of the verbs, those that something waits for at this moment; the others need not be read. `alone`: each
    event in a transaction of its own, for a policy that locks what its events are about."""

    name: str
    verbs: frozenset[str]
    handler: Handler
    awaited: Awaited | None = None
    alone: bool = False

    def awaited_verbs(self) -> frozenset[str]:
        return self.verbs if self.awaited is None else self.verbs & self.awaited()


_subscriptions: dict[str, Subscription] = {}


def on(
    *verbs: str, name: str, awaited: Awaited | None = None, alone: bool = False
) -> Callable[[Handler], Handler]:  # fmt: skip
    """Handlers run after commit, in the worker, in event order, several in one transaction, and must be safe to repeat."""

    def register(handler: Handler) -> Handler:
        if name in _subscriptions and _subscriptions[name].handler.__module__ != handler.__module__:
            raise LookupError(f"two policies are named {name!r}")
        _subscriptions[name] = Subscription(name, frozenset(verbs), handler, awaited, alone)
        return handler

    return register


def subscriptions() -> list[Subscription]:
    return sorted(_subscriptions.values(), key=lambda one: one.name)
