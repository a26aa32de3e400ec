"""A list that names somebody who was erased has done its work once it is taken: their rows go out of the kept file."""

from idic.domain.identify.models import ImportBatch
from idic.domain.identify.privacy.returning import ERASED
from idic.domain.identify.privacy.stores.files import forget_refused_rows
from idic.foundation.events.models import Event
from idic.foundation.events.subscriptions import on


@on("import.customers", name="forget_rows_of_the_erased")
def forget_rows_of_the_erased(event: Event) -> None:
    batch = ImportBatch.objects.filter(pk=event.subject_id).first()
    if batch is not None:
        forget_refused_rows(batch, ERASED)
