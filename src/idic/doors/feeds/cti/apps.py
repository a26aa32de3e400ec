from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import AppConfig

if TYPE_CHECKING:
    from idic.domain.interact.telephony.models import Exchange


class CtiFeedConfig(AppConfig):
    name = "idic.doors.feeds.cti"
    label = "cti_feed"

    def ready(self) -> None:
        from idic.domain.interact.telephony.carriers import carry  # needs the models

        carry(_dial, _check)


def _dial(exchange: Exchange, extension: str, number: str) -> None:
    """A page on which nobody dials loads no protocol."""
    from idic.doors.feeds.cti.dialling import dial

    dial(exchange, extension, number)


def _check(url: str) -> str:
    from idic.doors.feeds.cti.dialling import checked_address

    return checked_address(url)
