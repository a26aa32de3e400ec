"""Files of people outside: few and not large, and told in words where they are too many."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from idic.domain.interact.attachments import MOST_BYTES, MOST_FILES, kept_file
from idic.domain.interact.cases.drafts import FileDraft

#: A request beyond this is not even read.
MOST_REQUEST = 60 * 1024 * 1024


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    widget = FilesInput

    def __init__(self, **more: Any) -> None:
        hint = _("Up to five files, 10 MB together.")
        super().__init__(label=_("Files"), help_text=hint, allow_empty_file=True, max_length=200, **more)

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        given = [one for one in (data if isinstance(data, list | tuple) else [data]) if one]
        if not given:
            super().clean(None, initial)
            return []
        if len(given) > MOST_FILES or sum(one.size or 0 for one in given) > MOST_BYTES:
            raise forms.ValidationError(_now("These files are too many or too large: up to five, 10 MB together."))
        return [super(FilesField, self).clean(one, initial) for one in given]


def kept_files(uploaded: Sequence[UploadedFile[Any]]) -> tuple[FileDraft, ...]:
    return tuple(kept_file(_name(one), one.content_type or "", one.read()) for one in uploaded)


def is_too_large(request: HttpRequest) -> bool:
    """Asked before anything reads the request."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    return not length.isdecimal() or int(length) > MOST_REQUEST


def _name(file: UploadedFile[Any]) -> str:
    return "".join(sign if sign.isprintable() else " " for sign in (file.name or "")).strip()[:200] or "file"
