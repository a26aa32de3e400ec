from __future__ import annotations

from typing import Any

from idic.domain.interact.web_forms.drafts import Question, Sent, WebFormDraft
from idic.domain.interact.web_forms.models import Submission, WebForm
from idic.domain.interact.web_forms.operations.forms import save_form
from idic.domain.interact.web_forms.operations.receiving import receive_submission

ASKED = {"subject": "optional", "name": "required", "email": "required", "phone": "optional", "files": "optional"}


def make_form(by: Any, name: str = "Contact us", **more: Any) -> WebForm:
    texts = {
        "en": {
            "title": "Write to us",
            "intro": "We read everything.",
            "thanks": "Good to hear from you.",
            "consent": "",
        },
        "th": {"title": "เขียนถึงเรา", "intro": "", "thanks": "", "consent": ""},
    }
    wanted: dict[str, Any] = {
        "languages": ["en", "th"], "texts": texts, "asked": ASKED, "sites": ["https://www.example.org"],
        "questions": [
            Question("choice", False, {"en": "Which shop?", "th": "สาขาไหน"}, {"en": ["North", "South"], "th": ["เหนือ", "ใต้"]})
        ],
    }  # fmt: skip
    return save_form(None, WebFormDraft(name, **{**wanted, **more}), by=by)


def make_held(form: WebForm, number: str = "held") -> Submission:
    """What a machine sent, or seems to have sent."""
    sent = Sent(number, "Cheap watches", "en", name="Somebody", email=f"{number}@example.net", doubt="trapped")
    return receive_submission(form, sent)
