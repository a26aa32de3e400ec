"""What stands on the paper of a record. An area adds a part of its own in a line, where its urls are read."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from idic.doors.web.records.values import field_groups
from idic.foundation.accounts.models import User
from idic.foundation.desk.queries.notes import notes_of
from idic.foundation.desk.subjects import Subject
from idic.foundation.languages import formats

Part = dict[str, Any]
Parts = Callable[[User, Subject], Sequence[Part]]

_MENTION = re.compile(r"@\[([^\]]*)\]\(user:\d+\)")

_parts: list[tuple[str, Parts]] = []


def register_paper_part(noun: str, parts: Parts) -> None:
    _parts.append((noun, parts))


def parts_of(user: User, subject: Subject) -> list[Part]:
    found: list[Part] = [
        {"kind": "facts", "title": group.label, "rows": [[str(one.field.label), one.text] for one in group.filled]}
        for group in field_groups(user, subject)
        if group.filled
    ]
    for noun, parts in _parts:
        if noun == subject.code:
            found += parts(user, subject)
    notes = [shown.note for shown in notes_of(subject).notes]
    if notes:
        rows = [
            [f"{note.author or ''}, {formats.moment(note.created_at)}", _MENTION.sub(r"@\1", note.text)]
            for note in notes
        ]
        found.append({"kind": "notes", "title": _("Notes"), "rows": rows})
    return found
