"""What happens to articles, and what of them is used in cases."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from idic.doors.web.timeline.words.wording import Wording

ICONS: dict[str, str] = {
    "article.created": "book", "article.translated": "language", "article.changed": "edit", "article.submitted": "send",
    "article.returned": "arrow-back-up", "article.published": "circle-check", "article.archived": "archive",
    "article.restored": "restore", "article.settings_changed": "settings", "article.reviewed": "checks",
    "article.image_added": "photo", "article.used": "book", "article.unused": "book",
    "knowledge_gap.settled": "zoom-question",
}  # fmt: skip

WORDINGS: dict[str, Wording] = {
    "article.created": Wording("interact", _("Article begun"), (_("“%(name)s”."),)),
    "article.translated": Wording("interact", _("Article translated"), (_("“%(name)s”."),)),
    "article.changed": Wording("interact", _("Article changed"), (_("“%(name)s”, version %(number)s."),)),
    "article.submitted": Wording("info", _("Article waits for approval"), (_("“%(name)s”, version %(number)s."),)),
    "article.returned": Wording("warning", _("Article given back"), (_("“%(name)s”: %(note)s"), _("“%(name)s”."))),
    "article.published": Wording("success", _("Article approved and published"), (_("“%(name)s”, version %(number)s."),)),
    "article.archived": Wording("neutral", _("Article archived"), (_("“%(name)s”."),)),
    "article.restored": Wording("interact", _("Article brought back"), (_("“%(name)s”."),)),
    "article.settings_changed": Wording("interact", _("Keeping of an article changed"), (), shows_changes=True),
    "article.reviewed": Wording("success", _("Article looked at: it still holds"), (), shows_changes=True),
    "article.image_added": Wording("info", _("Picture added to an article"), (_("“%(name)s”."),)),
    "article.used": Wording("interact", _("Article used in a case"), (_("“%(name)s”."),)),
    "article.unused": Wording("neutral", _("Article taken out of a case"), (_("“%(name)s”."),)),
    "knowledge_gap.settled": Wording("neutral", _("Gap of knowledge settled"), ()),
}  # fmt: skip
