"""A customer file may say who agreed to what: once its records are in, so are its consents."""

from idic.domain.identify.models import ImportBatch
from idic.domain.identify.privacy.importing import take_consents
from idic.foundation.accounts.models import User
from idic.foundation.events.models import Event
from idic.foundation.events.subscriptions import on


@on("import.customers", name="take_consents_of_imports")
def take_consents_of_imports(event: Event) -> None:
    batch = ImportBatch.objects.filter(pk=event.subject_id).first()
    if batch is not None:
        by = User.objects.filter(pk=event.actor_id).first() if event.actor_id is not None else None
        take_consents(batch, by=by)
