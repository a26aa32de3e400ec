"""What stands on the paper of a record."""

from __future__ import annotations

import re
from typing import Any

from django.utils.translation import gettext as _

from idic.doors.web.records.values import field_groups
from idic.foundation.accounts.models import User
from idic.foundation.desk.queries.notes import notes_of
from idic.foundation.desk.subjects import Subject
from idic.foundation.languages import formats

Part = dict[str, Any]

_MENTION = re.compile(r"@\[([^\]]*)\]\(user:\d+\)")


def parts_of(user: User, subject: Subject) -> list[Part]:
    found: list[Part] = [
        {"kind": "facts", "title": group.label, "rows": [[str(one.field.label), one.text] for one in group.filled]}
        for group in field_groups(user, subject)
        if group.filled
    ]
    notes = [shown.note for shown in notes_of(subject).notes]
    if notes:
        rows = [
            [f"{note.author or ''}, {formats.moment(note.created_at)}", _MENTION.sub(r"@\1", note.text)]
            for note in notes
        ]
        found.append({"kind": "notes", "title": _("Notes"), "rows": rows})
    return found
