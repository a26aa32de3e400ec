from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import AppConfig

if TYPE_CHECKING:
    from idic.domain.interact.hooks.carriers import Fetched
    from idic.domain.interact.hooks.models import HookChannel, HookDelivery


class LineFeedConfig(AppConfig):
    name = "idic.doors.feeds.line"
    label = "line_feed"

    def ready(self) -> None:
        from idic.domain.interact.hooks.carriers import Carrier, carry  # needs the models

        carry("line", Carrier(_send, _allows, _fetch, _name_of))


def _send(delivery: HookDelivery) -> int:
    """A page that sends nothing loads nothing of LINE's."""
    from idic.doors.feeds.line.sending import send

    return send(delivery)


def _allows(address: str) -> bool:
    from idic.doors.feeds.hooks.addresses import is_allowed

    return is_allowed(address)


def _fetch(channel: HookChannel, external_id: str, most: int) -> Fetched:
    from idic.doors.feeds.line.fetching import fetch

    return fetch(channel, external_id, most)


def _name_of(channel: HookChannel, user: str) -> str:
    from idic.doors.feeds.line.profiles import name_of

    return name_of(channel, user)
