from django.utils.translation import gettext_lazy as _


class WorldRefused(Exception):
    """The database holds records already: a world is built into an empty one."""

    message = _("This database holds records already. Build the world into an empty one.")

    def __str__(self) -> str:
        return str(self.message)
