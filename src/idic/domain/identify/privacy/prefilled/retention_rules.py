"""The rules that an installation starts with: switched off and marked to be checked, because the law differs."""

from __future__ import annotations

from dataclasses import dataclass

from idic.domain.identify.privacy.enums import RetentionAction, RetentionClock


@dataclass(frozen=True)
class FirstRule:
    code: str
    name: str
    belonging: str
    clock: str
    months: int
    action: str
    basis: str


FIRST_RULES = (
    FirstRule(
        "prospects", "Prospects without any contact", "customer", RetentionClock.CONTACT, 24, RetentionAction.ANONYMISE,
        "Common practice; check",
    ),
    FirstRule(
        "accounting-th", "Accounting documents (Thailand)", "purchase", RetentionClock.ROW, 60, RetentionAction.REVIEW,
        "Accounting Act B.E. 2543 s.14: at least 5 years",
    ),
    FirstRule(
        "vouchers-cn", "Accounting vouchers (China)", "purchase", RetentionClock.ROW, 360, RetentionAction.REVIEW,
        "Rules on accounting archives: 30 years",
    ),
    FirstRule(
        "e-commerce-cn", "E-commerce transaction records (China)", "purchase", RetentionClock.ROW, 36,
        RetentionAction.REVIEW, "E-Commerce Law Art. 31: at least 3 years",
    ),
    FirstRule(
        "letters", "Letters and messages sent", "letter", RetentionClock.ROW, 36, RetentionAction.DELETE,
        "Limitation period; check",
    ),
    FirstRule(
        "visits", "Who looked at whom", "recent_visit", RetentionClock.ROW, 12, RetentionAction.DELETE, "Access log; check"
    ),
    FirstRule(
        "consents", "Consents that are used no more", "consent", RetentionClock.ROW, 120, RetentionAction.REVIEW,
        "As long as used, and the limitation period",
    ),
)  # fmt: skip
