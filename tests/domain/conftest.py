"""Files on their way in; each room says in `import_kind` what its files hold."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Mapping

import pytest

from idic.domain.identify.models import ImportBatch, Source
from idic.domain.identify.operations.imports.now import import_now
from idic.domain.identify.operations.imports.upload import configure_import, upload_import
from idic.domain.identify.operations.sources import ensure_source

TakeFile = Callable[..., ImportBatch]


@pytest.fixture
def source(db: None) -> Source:
    return ensure_source(code="shop", name="Shop", by=None)


@pytest.fixture
def upload(source: Source, import_kind: str) -> TakeFile:
    def upload_text(
        text: str | bytes, *, kind: str = import_kind, name: str = "file.csv", options: Mapping[str, str] | None = None
    ) -> ImportBatch:
        source.refresh_from_db()
        content = text.encode() if isinstance(text, str) else text
        content = gzip.compress(content) if name.endswith(".gz") else content
        return upload_import([content], file_name=name, kind=kind, source=source, by=None, options=options)

    return upload_text


@pytest.fixture
def take(upload: TakeFile) -> TakeFile:
    """Uploads a text and imports it at once; `mapping` replaces the guess."""

    def take_text(
        text: str | bytes,
        *,
        mapping: Mapping[str, str] | None = None,
        options: Mapping[str, str] | None = None,
        **more: str,
    ) -> ImportBatch:
        batch = upload(text, options=options, **more)
        if mapping is not None:
            configure_import(batch, mapping=mapping, options={**batch.options, **(options or {})}, by=None)
        return import_now(batch, by=None)

    return take_text
