from __future__ import annotations

import select

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    def is_usable(self) -> bool:
        """Asked before the first query of every request. A server that has gone has closed its end, which shows on the
        socket at once; a silent socket needs no question and answer. After an error the server itself is asked."""
        if self.connection is None or self.errors_occurred or not self._is_silent():
            return bool(super().is_usable())
        return True

    def _is_silent(self) -> bool:
        if self.connection.closed:
            return False
        poll = select.poll()
        poll.register(self.connection.fileno(), select.POLLIN | select.POLLPRI)
        return not poll.poll(0)
