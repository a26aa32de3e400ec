from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from idic.foundation.letters.answers import answer_letters


class PapersConfig(AppConfig):
    name = "idic.domain.interact.papers"
    label = "papers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The worker must know how letters are read, and templates that they may name an answer."""
        import_module(f"{self.name}.tasks")
        answer_letters("case", _("The words of the answer"))
