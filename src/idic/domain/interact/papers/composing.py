"""What stands on the paper of an answer. Its words stand as they were written: no sign of them is markup."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from idic.domain.interact.cases.models import Case, Message
from idic.domain.interact.mail.parsing.language import language_guess
from idic.foundation.accounts.enums import GroupAccess, Language
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import group_access
from idic.foundation.languages import formats
from idic.foundation.languages.letters import letter_language
from idic.foundation.languages.values import written
from idic.foundation.letters.answers import ANSWER, with_answer
from idic.foundation.letters.blocks import Block, blocks_of
from idic.foundation.letters.merging import language_for, merge
from idic.foundation.letters.models import LetterTemplate
from idic.foundation.letters.queries.templates import text_for
from idic.foundation.printing.letters import Letter, letter_pdf, paragraphs


def language_of(case: Case, otherwise: str, *, answer: str = "") -> str:
    """The one that the customer wrote in, else theirs, else that of the answer's words, else the reader's own. Of a letter
    that came as a picture nothing is known."""
    known = case.language or (case.customer.language if case.customer is not None else "") or language_guess(answer)
    found = language_for(known) if known else otherwise
    return found if found in Language.values else Language.ENGLISH


def paper_of(
    message: Message, *, template: LetterTemplate | None, language: str, by: User, address: Sequence[str] | None = None
) -> tuple[bytes, str]:
    """The paper and its language, which is the template's nearest. Raises TemplateRefused. `address` stands in place of
    the customer's."""
    case = message.case
    text = text_for(template, language, fallback=language_for("")) if template is not None else None
    language = text.language if text is not None else language
    with letter_language(language):
        subject, blocks = f"{case.title} ({case.number})", paragraphs(message.text)
        if text is not None:
            merged = merge(
                (text.subject, text.body), noun="case", record=case, by=by, language=language, write=written, answer=ANSWER
            )  # fmt: skip
            subject = merged.subject.replace(ANSWER, "").strip() or subject
            blocks = with_answer(blocks_of(merged.body), blocks)
        else:
            blocks = [*blocks, *_reference(case)]
        letter = Letter(
            subject, blocks, sender=(message.author or by).display_name,
            date=formats.day(timezone.localdate(), "long"), address=_address(case, by) if address is None else address,
        )  # fmt: skip
    return letter_pdf(letter, language=language), language


def _reference(case: Case) -> list[Block]:
    return paragraphs(_("Please name the number %(number)s when you write or call.") % {"number": case.number})


def _address(case: Case, by: User) -> list[str]:
    customer = case.customer
    name = customer.name if customer is not None else case.contact_name
    lines = [name] if name else []
    if customer is not None and group_access(by, "customer", "contact") >= GroupAccess.SEEN:
        parts = (customer.address, customer.district, customer.province, customer.postcode)
        lines += [str(one) for one in parts if one]
    return lines
