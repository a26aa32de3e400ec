from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from django.apps import AppConfig

if TYPE_CHECKING:
    from idic.domain.interact.mail.carriers import Trial
    from idic.domain.interact.mail.models import Mailbox


class MailFeedConfig(AppConfig):
    name = "idic.doors.feeds.mail"
    label = "mail_feed"

    def ready(self) -> None:
        """Pages try a connection, the worker keeps reading and sending."""
        from idic.domain.interact.mail.carriers import carry  # needs the models

        import_module(f"{self.name}.companion")
        carry(_try)


def _try(mailbox: Mailbox) -> Trial:
    """A page that tries nothing loads no protocol."""
    from idic.doors.feeds.mail.trying import try_servers

    return try_servers(mailbox)
