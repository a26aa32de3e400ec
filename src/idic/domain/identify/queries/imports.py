from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from idic.domain.identify.enums import SourceKind
from idic.domain.identify.models import ImportBatch, ImportRefusal, Source
from idic.domain.identify.refusals import sentence_for
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import require
from idic.foundation.tables.errors import TableError


def access_imports(user: User) -> QuerySet[ImportBatch]:
    require(user, "import.run")
    return ImportBatch.objects.select_related("source", "created_by", "job")


def access_import(user: User, pk: int) -> ImportBatch:
    batch = access_imports(user).filter(pk=pk).first()
    if batch is None:
        raise NotVisible
    return batch


def sources_for_import(user: User) -> QuerySet[Source]:
    """Where a file may come from: what people type is no file."""
    require(user, "import.run")
    return Source.objects.exclude(kind=SourceKind.DESK).order_by("name", "pk")


def refusals_of(batch: ImportBatch, *, code: str = "") -> QuerySet[ImportRefusal]:
    refusals = ImportRefusal.objects.filter(batch=batch)
    return refusals.filter(code=code) if code else refusals


def refusals_by_code(batch: ImportBatch) -> list[tuple[str, str, int]]:
    """(code, sentence, rows), the most frequent first; counted by the import, beyond what is listed."""
    counted: Mapping[str, int] = batch.figures.get("refused_by_code") or dict(
        refusals_of(batch).order_by().values_list("code").annotate(Count("pk"))
    )
    ordered = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    return [(code, sentence_for(code), count) for code, count in ordered]


def failure_sentence(data: Mapping[str, object], *, file_name: str) -> str:
    """The sentence of a stored refusal (`table_code`, `values`), in the language of whoever reads it now."""
    values = data.get("values")
    known = dict(values) if isinstance(values, Mapping) else {}
    for kind in _table_errors(TableError):
        if kind.code == data.get("table_code"):
            return str(kind(**{**known, **({"file": file_name} if "file" in known else {})}))
    return _("Something went wrong on our side. Nothing of the file was taken; start the import again.")


def failure_of(batch: ImportBatch) -> str:
    return failure_sentence({"table_code": batch.error_code, "values": batch.error_data}, file_name=batch.file_name)


def _table_errors(kind: type[TableError]) -> Iterator[type[TableError]]:
    yield kind
    for child in kind.__subclasses__():
        yield from _table_errors(child)


def import_of_job(job_id: int) -> ImportBatch | None:
    return ImportBatch.objects.filter(job_id=job_id).first()
