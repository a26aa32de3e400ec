from idic.foundation.desk.models.attachment import Attachment
from idic.foundation.desk.models.checklist import Checklist, ChecklistItem
from idic.foundation.desk.models.follow import Follow
from idic.foundation.desk.models.note import Note, NoteVersion
from idic.foundation.desk.models.notification import Notification, NotificationChoice
from idic.foundation.desk.models.recent_visit import RecentVisit
from idic.foundation.desk.models.star import Star
from idic.foundation.desk.models.tab_choice import TabChoice
from idic.foundation.desk.models.tag import Tag, Tagging

__all__ = [
    "Attachment",
    "Checklist",
    "ChecklistItem",
    "Follow",
    "Note",
    "NoteVersion",
    "Notification",
    "NotificationChoice",
    "RecentVisit",
    "Star",
    "TabChoice",
    "Tag",
    "Tagging",
]
