"""Articles of the sample that nobody else has touched, with what was counted of them; in the order of the foreign keys."""

from __future__ import annotations

# Written by the sample's people alone: once somebody else has written a version or approved one, it is theirs.
_ARTICLES = """
CREATE TEMPORARY TABLE going_article ON COMMIT DROP AS
SELECT a.id FROM knowledge_article a JOIN accounts_user u ON u.id = a.created_by_id
WHERE u.is_sample AND NOT EXISTS (
    SELECT FROM knowledge_articleversion v JOIN knowledge_articletext t ON t.id = v.text_id
    LEFT JOIN accounts_user w ON w.id = v.written_by_id LEFT JOIN accounts_user p ON p.id = v.approved_by_id
    WHERE t.article_id = a.id AND (w.is_sample IS NOT TRUE OR p.id IS NOT NULL AND NOT p.is_sample)
)
"""
_TEXTS = "(SELECT id FROM knowledge_articletext WHERE article_id IN (SELECT id FROM going_article))"
_OF_TEXTS = ("articleviews", "articlevotes", "articlevoter", "customerreading", "articleuse", "articleversion")
STATEMENTS = (
    ("knowledge", _ARTICLES),
    ("knowledge", "DELETE FROM knowledge_articleuse WHERE case_id IN (SELECT id FROM going_case)"),
    ("knowledge", "DELETE FROM knowledge_customerreading WHERE customer_id IN (SELECT id FROM going)"),
    ("knowledge", "UPDATE knowledge_article SET from_case_id = NULL WHERE from_case_id IN (SELECT id FROM going_case)"),
    *(("knowledge", f"DELETE FROM knowledge_{table} WHERE text_id IN {_TEXTS}") for table in _OF_TEXTS),
    ("knowledge", "DELETE FROM knowledge_articleimage WHERE article_id IN (SELECT id FROM going_article)"),
    ("knowledge", "DELETE FROM knowledge_articletext WHERE article_id IN (SELECT id FROM going_article)"),
    (
        "knowledge",
        "DELETE FROM desk_notification WHERE noun = 'article' AND subject_id IN (SELECT id FROM going_article)",
    ),
    ("knowledge", "DELETE FROM knowledge_article WHERE id IN (SELECT id FROM going_article)"),
    # searches name nobody, so nobody knows whose they were: they go with the last article
    ("knowledge", "DELETE FROM knowledge_gap WHERE NOT EXISTS (SELECT FROM knowledge_article)"),
    ("knowledge", "DELETE FROM knowledge_searchday WHERE NOT EXISTS (SELECT FROM knowledge_article)"),
)
