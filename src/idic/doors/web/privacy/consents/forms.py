from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from idic.domain.identify.privacy.enums import ConsentKind, Method, Need
from idic.domain.identify.privacy.models import NoticeVersion
from idic.domain.identify.privacy.queries.panel import Panel
from idic.domain.identify.privacy.queries.purposes import use_label
from idic.doors.web.choices import offer
from idic.foundation.accounts.enums import Language

BY_STAFF = (Method.PHONE, Method.PAPER, Method.COUNTER, Method.WRITTEN)


class ConsentForm(forms.Form):
    """What a person said by another way than our pages."""

    use = forms.ChoiceField(label=_("Purpose and channel"), widget=forms.Select(attrs={"class": "form-select"}))
    kind = forms.ChoiceField(
        label=_("What was said"), widget=forms.RadioSelect,
        choices=[(ConsentKind.GIVEN, _("Yes: consent given")), (ConsentKind.WITHDRAWN, _("No: withdrawn or objected"))],
    )  # fmt: skip
    method = forms.ChoiceField(
        label=_("How"), choices=[(one.value, one.label) for one in BY_STAFF],
        widget=forms.Select(attrs={"class": "form-select"}),
    )  # fmt: skip
    at = forms.DateTimeField(
        label=_("When"), widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})
    )
    reference = forms.CharField(
        label=_("Number of the call or of the paper"), required=False, max_length=200,
        validators=[ProhibitNullCharactersValidator()],
    )  # fmt: skip
    note = forms.CharField(
        label=_("What was said or written"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        validators=[ProhibitNullCharactersValidator()],
    )  # fmt: skip
    guardian = forms.CharField(
        label=_("Parent or guardian who agreed"), required=False, max_length=200,
        validators=[ProhibitNullCharactersValidator()],
    )  # fmt: skip
    language = forms.ChoiceField(label=_("Language of the text that was read"), choices=Language.choices)
    notice = forms.ChoiceField(label=_("Notice that the person was given"), required=False)

    def __init__(self, *args: Any, panel: Panel, notices: list[NoticeVersion], **more: Any) -> None:
        super().__init__(*args, **more)
        offer(self, "use", [
            (f"{purpose.code}/{cell.channel}", use_label(purpose, cell.channel))
            for purpose, cells in panel.rows for cell in cells if cell.need != Need.NOTHING
        ])  # fmt: skip
        offer(self, "notice", [("", _now("None, or not known")), *((str(one.pk), one.notice.name) for one in notices)])
        if not panel.is_minor:
            self.fields["guardian"].help_text = _now("Only for somebody under age.")

    def clean_at(self) -> Any:
        at = self.cleaned_data["at"]
        if at > timezone.now():
            raise forms.ValidationError(_now("This moment is still to come."))
        return at

    def evidence(self) -> dict[str, object]:
        told = self.cleaned_data
        name = "call" if told["method"] == Method.PHONE else "paper"
        return {name: told["reference"], "note": told["note"], "guardian": told["guardian"]}


class QuietForm(forms.Form):
    """Both times of a channel, or none."""

    def __init__(self, *args: Any, channels: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.channels = channels
        for code, _label in channels:
            for end in ("starts", "ends"):
                self.fields[f"{end}_{code}"] = forms.TimeField(
                    required=False,
                    widget=forms.TimeInput(format="%H:%M", attrs={"type": "time", "class": "form-control"}),
                )

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        for code, _label in self.channels:
            if (told.get(f"starts_{code}") is None) != (told.get(f"ends_{code}") is None):
                self.add_error(f"ends_{code}", _now("Give both times, or none."))
        return told
