"""What each step asks for. Whether it is enough is for the operation to say; a form only reads."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from idic.domain.interact.cases.models import CaseTopic
from idic.domain.interact.cases.queries.people import assignable
from idic.domain.interact.cases.queries.topics import offered_topics
from idic.domain.interact.complaints.enums import Afterwards, Change, ComplaintState, Impact
from idic.domain.interact.complaints.models import Complaint
from idic.domain.interact.contact import AccessMode
from idic.doors.web.cases.sending import is_carried, mail_address, said_by, said_here
from idic.doors.web.complaints.views_advice import language_of
from idic.foundation.accounts.models import User
from idic.foundation.languages import formats

_LONGEST = 20_000
_GRADES = [("", _("Not asked")), *((str(one), str(one)) for one in range(5, 0, -1))]


def said_when_missing(sentence: Any) -> dict[str, Any] | None:
    """What a required field says where it is left empty: what to do, not that a rule was broken."""
    return {"required": sentence} if sentence else None


def text_field(
    label: Any, *, rows: int = 3, required: bool = True, help_text: Any = "", missing: Any = ""
) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=_LONGEST, required=required, help_text=help_text, error_messages=said_when_missing(missing),
        widget=forms.Textarea(attrs={"rows": rows}),
    )  # fmt: skip


def day_field(label: Any, *, required: bool = True, help_text: Any = "", missing: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label, required=required, help_text=help_text, error_messages=said_when_missing(missing),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), input_formats=["%Y-%m-%d"],
    )  # fmt: skip


def cost_field(label: Any) -> forms.DecimalField:
    return forms.DecimalField(label=label, required=False, min_value=0, max_digits=14, decimal_places=2)


class StepForm(forms.Form):
    """`version` is that of the complaint on the page; `coached` names the fields that are read while they are typed."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    coached: tuple[str, ...] = ()

    def __init__(
        self, data: Any = None, *, complaint: Complaint, by: User, act: str, initial: dict[str, object] | None = None
    ) -> None:
        self.complaint, self.by = complaint, by
        start = {"version": complaint.version, **self.start(), **(initial or {})}
        super().__init__(data, initial=start, auto_id=f"{act}-%s")
        for name in self.coached:
            self.fields[name].widget.attrs |= {
                "hx-post": reverse("complaints:advice", args=[complaint.pk]), "hx-target": f"#{act}-{name}-advice",
                "hx-trigger": "input changed delay:600ms", "hx-swap": "innerHTML", "hx-vals": f'{{"field": "{name}"}}',
                "hx-indicator": "this",
            }  # fmt: skip

    def start(self) -> dict[str, object]:
        """What is known already stands in the fields of the same name."""
        names = [name for name in self.base_fields if name != "version" and hasattr(self.complaint, name)]
        return {name: value for name in names if (value := getattr(self.complaint, name)) not in (None, "", [])}

    def values(self) -> dict[str, Any]:
        """What its operation is told."""
        return self.cleaned_data


class ToldForm(StepForm):
    """A step that says something to the customer: it goes out by the way that the case came, where there is one."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        if is_carried(self.complaint.case):
            self.fields["send"] = forms.BooleanField(
                label=_("Send it to the customer now"), required=False, initial=True,
                help_text=_("It stands in the case then. Untick it where it was told by a letter, a call or a visit."),
            )  # fmt: skip

    def values(self) -> dict[str, Any]:
        told = dict(self.cleaned_data)
        message = said_here(self.complaint.case, self.words()) if told.pop("send", False) else None
        return {**told, "message": message}

    def words(self) -> str:
        raise NotImplementedError


class NoteForm(StepForm):
    """A step that only says why; what exactly is asked stands with the act."""

    note = text_field(_("In a few words"), missing=_("Say in a few words why."))


class OptionalNoteForm(StepForm):
    note = text_field(_("Note"), required=False, rows=2)


class AcknowledgeForm(StepForm):
    channel = forms.ChoiceField(label=_("How it was told"), choices=AccessMode.choices)
    handler = forms.CharField(
        label=_("Name of whoever sees to it, as told to the customer"), max_length=200,
        error_messages={"required": _("Tell the customer who sees to it: write the name.")},
    )  # fmt: skip
    note = text_field(
        _("What the customer is told"), required=False,
        help_text=_(
            "By e-mail, on the portal, in a chat or by messenger it goes out now; of a call or a visit it is kept what was "
            "said. Leave it empty where it has been said in the case already."
        ),
    )  # fmt: skip
    coached = ("note",)

    def start(self) -> dict[str, object]:
        owner = self.complaint.case.owner or self.by
        return {"channel": self.complaint.case.mode, "handler": owner.display_name}

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("channel") == AccessMode.EMAIL and told.get("note") and not mail_address(self.complaint.case):
            self.add_error(
                "channel", _("No e-mail address is known. Write it into the case, or tell it by another way.")
            )
        return told

    def values(self) -> dict[str, Any]:
        told = self.cleaned_data
        message = said_by(self.complaint.case, told["note"], told["channel"]) if told["note"] else None
        return {**told, "message": message}


class AssessForm(StepForm):
    impacts = forms.MultipleChoiceField(
        label=_("What it touches"), choices=Impact.choices, widget=forms.CheckboxSelectMultiple,
        error_messages=said_when_missing(_("Say what it touches: tick at least one.")),
        help_text=_("The most severe decides. Safety and law are always of severity 5."),
    )  # fmt: skip
    topic = forms.ModelChoiceField(
        CaseTopic.objects.none(), label=_("Topic"), empty_label=_("No topic yet"),
        help_text=_("Complaints are counted by it."),
        error_messages=said_when_missing(_("Say what it is about: choose a topic.")),
    )  # fmt: skip
    reach = forms.IntegerField(
        label=_("How many customers it concerns"), max_value=10_000_000,
        error_messages=said_when_missing(_("Say how many customers it concerns; 1 where it is this one alone.")),
    )  # fmt: skip
    immediate_action = text_field(
        _("What is done at once to keep others from harm"),
        required=False,
        rows=2,
        help_text=_("Needed from severity 4 on."),
    )
    is_emotional = forms.BooleanField(label=_("Feelings run high"), required=False)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["topic"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = offered_topics(self.complaint.case.topic_id)

    def start(self) -> dict[str, object]:
        return {**super().start(), "topic": self.complaint.case.topic_id}


class ProposeForm(StepForm):
    customer_facts = text_field(
        _("What the customer says happened"), missing=_("Say what happened as the customer tells it.")
    )
    our_facts = text_field(_("What was found on our side"), missing=_("Say what was found on our side."))
    root_cause = text_field(_("Why it happened"), rows=2, missing=_("Say why it happened, as far as it is known."))
    responsible = forms.CharField(
        label=_("Where it arose"),
        max_length=200,
        required=False,
        help_text=_("A place in the work, not a person to blame."),
    )
    options = text_field(_("What the customer is offered"), missing=_("Say what the customer is offered."))
    coached = ("options",)


class DecideForm(ToldForm):
    decision = text_field(
        _("Decision and its reasons, as told to the customer"), rows=6,
        missing=_("Say what was decided and why, in words for the customer."),
    )  # fmt: skip
    promise = text_field(_("What is promised"), required=False, rows=2)
    promised_for = day_field(_("Kept by"), required=False)
    remedy_cost = cost_field(_("Cost of the remedy"))
    handling_cost = cost_field(_("Cost of handling it"))
    coached = ("decision", "promise")

    def start(self) -> dict[str, object]:
        """An appeal is decided anew: the words that were refused do not go out again by one press."""
        found = super().start()
        if self.complaint.state == ComplaintState.APPEAL:
            return {name: value for name, value in found.items() if name == "handling_cost"}
        return found

    def words(self) -> str:
        """In the customer's language around what was written for the customer."""
        data = self.cleaned_data
        if not data["promise"] or data["promised_for"] is None:
            return str(data["decision"])
        with translation.override(language_of(self.complaint, self.by.language)):
            day = formats.day(data["promised_for"], "long")
            told = gettext("We promise, by %(day)s at the latest: %(promise)s") % {
                "promise": data["promise"],
                "day": day,
            }
        return f"{data['decision']}\n\n{told}"


class VerdictForm(StepForm):
    verdict = forms.ChoiceField(
        label=_("What does the customer say?"), widget=forms.RadioSelect,
        choices=[("yes", _("Content: accepts the solution")), ("no", _("Not content: does not accept it"))],
        error_messages={"required": _("Choose what the customer says.")},
    )  # fmt: skip
    satisfied_handling = forms.TypedChoiceField(
        label=_("With how it was handled, 1 to 5"), choices=_GRADES, coerce=int, empty_value=None, required=False
    )
    satisfied_outcome = forms.TypedChoiceField(
        label=_("With what came of it, 1 to 5"), choices=_GRADES, coerce=int, empty_value=None, required=False
    )
    note = text_field(_("In the customer's words"), required=False, rows=2, help_text=_("Needed with a no."))


class OutsideForm(StepForm):
    body = forms.CharField(
        label=_("Where the customer can turn to"), max_length=300,
        help_text=_("For example a consumer office or an arbitration board, with address or telephone."),
        error_messages={"required": _("Say where the customer can turn to.")},
    )  # fmt: skip


class CloseForm(StepForm):
    reason = text_field(
        _("Reason"), required=False, rows=2,
        help_text=_("Needed where the customer has not said yes; it then counts as not confirmed."),
    )  # fmt: skip


class AfterwardsForm(StepForm):
    """What it means that the customer wrote after the end."""

    meaning = forms.ChoiceField(
        label=_("What the customer means"), choices=Afterwards.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Choose what the customer means.")},
    )  # fmt: skip
    note = text_field(
        _("In a few words"), required=False, rows=2,
        help_text=_("Needed where it is something else: what it is about, and who sees to it."),
    )  # fmt: skip

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        # a yes has been taken already, or there was no decision to which it could be said
        row, field = self.complaint, self.fields["meaning"]
        assert isinstance(field, forms.ChoiceField)
        if row.state != ComplaintState.CLOSED or row.is_confirmed:
            field.choices = [one for one in Afterwards.choices if one[0] != Afterwards.YES]


class PromiseForm(StepForm):
    on = day_field(_("Kept on"), missing=_("Say on which day it was kept."))
    note = text_field(_("Note"), required=False, rows=2)

    def start(self) -> dict[str, object]:
        return {"on": timezone.localdate()}


class NoticeForm(ToldForm):
    text = text_field(_("What the customer is told"), missing=_("Write what the customer is told."))
    next_on = day_field(_("Next notice on"), required=False)
    coached = ("text",)

    def words(self) -> str:
        return str(self.cleaned_data["text"])


class PersonForm(StepForm):
    person = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Who"),
        empty_label=_("Choose"),
        error_messages={"required": _("Choose who sees to it.")},
    )
    note = text_field(
        _("Why, and what was agreed with the customer"),
        rows=2,
        missing=_("Say why, and what was agreed with the customer."),
    )
    change = Change.PERSON

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["person"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = (
            assignable(self.by).exclude(pk=self.complaint.case.owner_id or 0).order_by("display_name", "pk")
        )


class TimeForm(StepForm):
    until = forms.DateTimeField(
        label=_("Call back at"), input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("The clocks of the case stand still until then."),
        error_messages={"required": _("Say when you call back.")},
    )  # fmt: skip
    note = text_field(
        _("Why, and what was agreed with the customer"),
        rows=2,
        missing=_("Say why, and what was agreed with the customer."),
    )
    change = Change.TIME


class PlaceForm(StepForm):
    place = forms.CharField(
        label=_("Where, or by which channel"),
        max_length=200,
        error_messages={"required": _("Say where, or by which channel.")},
    )
    note = text_field(
        _("Why, and what was agreed with the customer"),
        rows=2,
        missing=_("Say why, and what was agreed with the customer."),
    )
    change = Change.PLACE


class DuplicateForm(StepForm):
    first = forms.CharField(
        label=_("Number of the case that was there first"), max_length=30,
        help_text=_("Both are kept; one is counted."),
        error_messages={"required": _("Write the number of the case that was there first.")},
    )  # fmt: skip


class FeedBackForm(StepForm):
    text = text_field(
        _("What was learned, and who was told"),
        help_text=_("Those who design, make and sell it."),
        missing=_("Write what was learned, and who was told."),
    )  # fmt: skip

    def start(self) -> dict[str, object]:
        return {"text": self.complaint.fed_back}
