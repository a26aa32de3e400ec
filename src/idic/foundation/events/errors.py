"""
EventsError
└── ChainBroken     events differ from what was sealed, so nothing may be taken out of them
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


class EventsError(Exception):
    """`str()` is a translated sentence for the reader."""


class ChainBroken(EventsError):
    def __init__(self, first_id: int, last_id: int) -> None:
        self.first_id = first_id
        self.last_id = last_id
        super().__init__(first_id, last_id)

    def __str__(self) -> str:
        return str(
            _(
                "The events %(first)s to %(last)s differ from what was sealed, so nothing may be taken out of them. "
                "Compare them with a backup first."
            )
            % {"first": self.first_id, "last": self.last_id}
        )
