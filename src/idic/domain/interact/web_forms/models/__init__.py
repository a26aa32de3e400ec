from idic.domain.interact.web_forms.models.submission import Submission
from idic.domain.interact.web_forms.models.web_form import WebForm

__all__ = ["Submission", "WebForm"]
