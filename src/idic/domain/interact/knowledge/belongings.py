"""What of a customer's stands in this room. Votes, views and searches hold no person; an article that began with a case
begins with its words, until somebody has taken them out and another has approved that."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from idic.domain.identify.belongings import Belonging, Erasing, Follows, declare
from idic.domain.interact.cases.following import Follower, follow_case

_FROM_THEIR_CASES = (
    "(SELECT t.id FROM knowledge_articletext t JOIN knowledge_article a ON a.id = t.article_id"
    " JOIN cases_case c ON c.id = a.from_case_id WHERE c.customer_id = ANY(%(customers)s))"
)

declare(
    Belonging(
        "article_reading", _("Articles read on the portal"), "knowledge_customerreading", Follows.CUSTOMER, Erasing.DELETE,
        package=("text_id", "at"), moment="at",
    ),
    Belonging(
        "article_draft", _("Articles begun from their cases"), "knowledge_articletext", Follows.HISTORY, Erasing.BLANK,
        customer="", parent=f"published_number IS NULL AND id IN {_FROM_THEIR_CASES}",
        blanked={"title": "'-'", "text": "''"},
    ),
    Belonging(
        "article_version", _("Articles begun from their cases"), "knowledge_articleversion", Follows.HISTORY, Erasing.BLANK,
        customer="", parent=f"approved_at IS NULL AND text_id IN {_FROM_THEIR_CASES}",
        blanked={"title": "'-'", "body": "''"},
    ),
)  # fmt: skip
follow_case(Follower("knowledge_articleuse"), Follower("knowledge_article", "from_case_id"))
