from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from django.core.files.storage import default_storage
from django.db import transaction

from idic.domain.interact.knowledge.errors import ImageRefused
from idic.domain.interact.knowledge.models import Article, ArticleImage
from idic.domain.interact.knowledge.operations.rows import locked_article
from idic.foundation.accounts.models import User
from idic.foundation.desk.errors import FileRefused
from idic.foundation.desk.file_kinds import recognise
from idic.foundation.desk.operations.attachments import clean_name
from idic.foundation.events.operations.append import NewEvent, append_event
from idic.foundation.files.drafts import draft_folder
from idic.foundation.files.pieces import pieces_of
from idic.foundation.files.storage import store_file

SHOWN = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
LARGEST = 5 * 1024 * 1024


def add_image(article: Article, *, name: str, chunks: Iterable[bytes], by: User) -> ArticleImage:
    """Looked at by its bytes before it is kept."""
    locked = transaction.atomic()(locked_article)
    locked(article, version=None, by=by)
    name = clean_name(name)
    with draft_folder() as folder:
        draft = folder / "picture"
        _write(draft, chunks)
        try:
            kind = recognise(draft, name)
        except FileRefused as error:
            raise ImageRefused(str(error)) from error
        if kind.media_type not in SHOWN:
            raise ImageRefused
        kept = store_file(pieces_of(draft), folder="knowledge", suffix=kind.suffix)
    try:
        with transaction.atomic():
            row = locked_article(article, version=None, by=by)
            image = ArticleImage.objects.create(
                article=row, name=name, media_type=kind.media_type, size=kept.size, digest=kept.digest, path=kept.path,
                added_by=by,
            )  # fmt: skip
            after = {"image_id": image.pk, "name": name, "bytes": kept.size}
            append_event(NewEvent("article.image_added", "article", row.pk, after=after), by=by)
    except BaseException:
        default_storage.delete(kept.path)
        raise
    return image


def _write(path: Path, chunks: Iterable[bytes]) -> None:
    size = 0
    with path.open("wb") as stream:
        for chunk in chunks:
            size += len(chunk)
            if size > LARGEST:
                raise ImageRefused
            stream.write(chunk)
