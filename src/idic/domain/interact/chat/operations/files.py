"""Files of visitors. Nobody knows who they are: each file is looked into before it is kept, pictures are drawn anew, a
conversation holds so many, and the disk always keeps some room for everything else."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db.models import Count, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from idic.domain.interact.attachments import MOST_BYTES, MOST_FILES, kept_file
from idic.domain.interact.cases.drafts import FileDraft
from idic.domain.interact.cases.models import MessageFile
from idic.domain.interact.chat.errors import FileNotTaken, FilesTooMany, NoRoomForFiles, TalkHoldsNoMore
from idic.domain.interact.chat.pictures import SHOWN, NoPicture, redrawn
from idic.foundation.desk.errors import FileRefused
from idic.foundation.desk.file_kinds import recognise
from idic.foundation.desk.operations.attachments import clean_name
from idic.foundation.files.drafts import draft_folder

MOST_FILES_OF_A_TALK = 20
MOST_BYTES_OF_A_TALK = 4 * MOST_BYTES
#: Of the disk; below it no stranger's file is kept.
LEFT_FREE = 1 << 30


@dataclass(frozen=True)
class Brought:
    """As a visitor's browser names and sends it."""

    name: str
    chunks: Iterable[bytes]


def kept_files(brought: Sequence[Brought]) -> tuple[FileDraft, ...]:
    """All of them or none. What is kept and then not said goes in the night, as no row needs it."""
    if not brought:
        return ()
    if len(brought) > MOST_FILES:
        raise FilesTooMany
    if shutil.disk_usage(settings.CONFIGURATION.home).free < LEFT_FREE:
        raise NoRoomForFiles
    with draft_folder() as folder:
        found, room = [], MOST_BYTES
        for number, one in enumerate(brought):
            draft = folder / str(number)
            room -= _written(draft, one.chunks, room)
            found.append((draft, *_looked_into(draft, one.name)))
        return tuple(kept_file(name, kind, _as_kept(draft, name, kind)) for draft, name, kind in found)


def require_room(source: str, brought: Sequence[FileDraft]) -> None:
    """`source` is of the conversation, which is locked."""
    held = MessageFile.objects.filter(message__source=source).aggregate(n=Count("pk"), size=Coalesce(Sum("size"), 0))
    size = held["size"] + sum(one.size for one in brought)
    if held["n"] + len(brought) > MOST_FILES_OF_A_TALK or size > MOST_BYTES_OF_A_TALK:
        raise TalkHoldsNoMore


def _written(draft: Path, chunks: Iterable[bytes], room: int) -> int:
    size = 0
    with draft.open("wb") as stream:
        for chunk in chunks:
            size += len(chunk)
            if size > room:
                raise FilesTooMany
            stream.write(chunk)
    return size


def _as_kept(draft: Path, name: str, media_type: str) -> bytes:
    data = draft.read_bytes()
    if media_type not in SHOWN:
        return data
    try:
        return redrawn(data, media_type)
    except NoPicture as error:
        told = _("“%(name)s” cannot be opened as a picture, or is too large for one.") % {"name": name}
        raise FileNotTaken("files", told) from error


def _looked_into(draft: Path, told: str) -> tuple[str, str]:
    """Its name, and its kind by its bytes: what a browser calls it counts for nothing."""
    name = clean_name(told)
    try:
        return name, recognise(draft, name).media_type
    except FileRefused as error:
        raise FileNotTaken("files", str(error)) from error
