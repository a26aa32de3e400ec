"""What a corrective action holds, as one sheet; and the small forms of what is done with it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from idic.domain.interact.complaints.enums import Cause, Trigger
from idic.domain.interact.complaints.models import CorrectiveAction
from idic.domain.interact.complaints.operations.corrective import WHYS, ActionValues, StepDraft
from idic.doors.web.complaints.forms import cost_field, day_field, said_when_missing, text_field
from idic.foundation.accounts.models import User
from idic.foundation.accounts.queries.users import active_users
from idic.foundation.languages import formats

_SPARE = 2
_MOST_PLACES = 30


class OpenForm(forms.Form):
    title = forms.CharField(
        label=_("What is to be put right"), max_length=300,
        error_messages=said_when_missing(_("Say in a few words what is to be put right.")),
    )  # fmt: skip
    trigger = forms.ChoiceField(label=_("Why it is opened"), choices=Trigger.choices)
    problem = text_field(_("Problem: what, where, when, how much"), required=False)
    owner = forms.ModelChoiceField(
        User.objects.none(), label=_("Who sees to it"), empty_label=_("Choose"),
        error_messages=said_when_missing(_("Say who sees to it.")),
    )  # fmt: skip
    due_on = day_field(_("Done by"), missing=_("Say by which day it is to be done."))

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        _offer_people(self, "owner")


class JoinForm(forms.Form):
    action = forms.ModelChoiceField(
        CorrectiveAction.objects.none(),
        label=_("Corrective action"),
        empty_label=_("Choose"),
        error_messages={"required": _("Choose the corrective action.")},
    )

    def __init__(self, *args: Any, actions: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["action"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = actions


class SheetForm(forms.Form):
    """The whole sheet is kept at once; the five whys, the bones and the other places are rows of their own names."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    title = forms.CharField(
        label=_("What is to be put right"), max_length=300,
        error_messages=said_when_missing(_("Say in a few words what is to be put right.")),
    )  # fmt: skip
    problem = text_field(_("Problem: what, where, when, how much"), required=False)
    containment = text_field(_("Containment: what keeps it from spreading until then"), required=False, rows=2)
    root_cause = text_field(_("Root cause"), required=False, rows=2)
    evidence = text_field(_("What shows that this is the cause"), required=False, rows=2)
    side_effects = text_field(_("What the action may do harm to"), required=False, rows=2)
    owner = forms.ModelChoiceField(
        User.objects.none(), label=_("Who sees to it"), empty_label=_("Choose"),
        error_messages=said_when_missing(_("Say who sees to it.")),
    )  # fmt: skip
    due_on = day_field(_("Done by"), missing=_("Say by which day it is to be done."))
    metric = forms.CharField(label=_("By what it is judged"), max_length=300, required=False)
    target = forms.CharField(label=_("What the measure must reach"), max_length=300, required=False)
    check_on = day_field(
        _("Checked on"), required=False, help_text=_("At least 28 days after it was carried out; empty: on that day.")
    )
    standard_changed = forms.CharField(
        label=_("Standard or instruction that was changed"), max_length=300, required=False
    )
    training = forms.CharField(label=_("Who was trained in it"), max_length=300, required=False)

    def __init__(self, data: Any = None, *, action: CorrectiveAction) -> None:
        start = _written(action)
        super().__init__(data, initial=start, auto_id="sheet-%s")
        _offer_people(self, "owner")
        if action.done_on is not None:
            for settled in ("metric", "target"):
                self.fields[settled].widget.attrs["readonly"] = True
                self.fields[settled].help_text = gettext("Settled when it was carried out.")
        for place in range(WHYS):
            label = _("Why?") if place == 0 else _("And why is that?")
            self.fields[f"why-{place}"] = forms.CharField(label=label, max_length=500, required=False)
        for bone, name in Cause.choices:
            self.fields[f"bone-{bone}"] = text_field(name, required=False)
        self.places = min(len(action.elsewhere) + _SPARE, _MOST_PLACES)
        for place in range(self.places):
            self.fields[f"where-{place}"] = forms.CharField(
                label=_("Where the same could happen"), max_length=200, required=False
            )
            self.fields[f"done-{place}"] = forms.BooleanField(label=_("Done there"), required=False)
        for key, one in self.fields.items():
            one.show_hidden_initial = key != "version"

    @property
    def opened_with(self) -> list[SafeString]:
        """Beside each field, what it held when the sheet was opened."""
        return [one.as_hidden(only_initial=True) for one in self if one.field.show_hidden_initial]

    def meet(self, action: CorrectiveAction) -> None:
        """Somebody else has kept the sheet meanwhile, as `action` is now. What they wrote stands here where nothing was typed;
        where both wrote, what was typed stays and theirs is told beside it."""
        data, typed = dict(self.data.items()), set(self.changed_data)
        theirs = SheetForm(action=action)
        for name in self.fields:
            if name == "version" or name not in theirs.fields:
                continue
            now, opened = _as_sent(theirs[name].initial), self.data.get(self.add_initial_prefix(name), "")
            if not _same(now, opened) and name not in typed:
                data[name] = now
            elif not _same(now, opened) and not _same(now, data.get(name, "")):
                self.add_error(
                    name, _("Somebody else wrote here meanwhile: %(text)s") % {"text": theirs.told(name) or "–"}
                )
            data[self.add_initial_prefix(name)] = now
        data["version"] = str(action.version)
        self.data = data
        self.add_error(
            None,
            _(
                "Somebody else has changed this action since you opened it. What they wrote stands here now beside yours: "
                "keep the sheet once more."
            ),
        )

    def told(self, name: str) -> str:
        """What stands in it, for people."""
        value, field = self[name].initial, self.fields[name]
        if isinstance(field, forms.ModelChoiceField):
            return str(active_users(value).filter(pk=value).first() or "")
        return formats.day(value) if isinstance(value, date) else str(value or "")

    @property
    def whys(self) -> list[forms.BoundField]:
        return [self[f"why-{place}"] for place in range(WHYS)]

    @property
    def bones(self) -> list[forms.BoundField]:
        return [self[f"bone-{bone}"] for bone in Cause.values]

    @property
    def elsewhere(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"where-{place}"], self[f"done-{place}"]) for place in range(self.places)]

    def values(self) -> ActionValues:
        data = self.cleaned_data
        return ActionValues(
            title=data["title"], problem=data["problem"], containment=data["containment"], root_cause=data["root_cause"],
            evidence=data["evidence"], side_effects=data["side_effects"], owner=data["owner"], due_on=data["due_on"],
            metric=data["metric"], target=data["target"], check_on=data["check_on"],
            standard_changed=data["standard_changed"], training=data["training"],
            whys=[data[f"why-{place}"] for place in range(WHYS)],
            fishbone={bone: data[f"bone-{bone}"].splitlines() for bone in Cause.values},
            elsewhere=[
                {"where": data[f"where-{place}"], "done": data[f"done-{place}"]} for place in range(self.places)
            ],
        )  # fmt: skip


def _written(action: CorrectiveAction) -> dict[str, Any]:
    start: dict[str, Any] = {
        name: getattr(action, name)
        for name in SheetForm.base_fields
        if hasattr(action, name) and name not in ("owner",)
    } | {"owner": action.owner_id}
    for place, text in enumerate(action.whys):
        start[f"why-{place}"] = text
    for bone, texts in action.fishbone.items():
        start[f"bone-{bone}"] = "\n".join(texts)
    for place, one in enumerate(action.elsewhere):
        start |= {f"where-{place}": one["where"], f"done-{place}": one["done"]}
    return start


def _as_sent(value: object) -> str:
    if isinstance(value, bool):
        return "True" if value else ""
    return "" if value is None else str(value)


def _same(one: str, other: str) -> bool:
    """As a browser sends it: other line ends, and "False" for a box that is not ticked."""
    return one.replace("\r\n", "\n") == ("" if other == "False" else other.replace("\r\n", "\n"))


class StepForm(forms.Form):
    """What, why, where, when, who, how and how much."""

    what = forms.CharField(
        label=_("What"), max_length=300, error_messages=said_when_missing(_("Say what is to be done."))
    )
    why = forms.CharField(label=_("Why"), max_length=300, required=False)
    where = forms.CharField(label=_("At what place"), max_length=200, required=False)
    owner = forms.ModelChoiceField(
        User.objects.none(), label=_("Who"), empty_label=_("Choose"),
        error_messages=said_when_missing(_("Say who does it.")),
    )  # fmt: skip
    due_on = day_field(_("When"), missing=_("Say by which day it is to be done."))
    how = text_field(_("How"), required=False, rows=2)
    cost = cost_field(_("How much it costs"))

    def __init__(self, data: Any = None, *, action: CorrectiveAction) -> None:
        super().__init__(data, auto_id="step-%s")
        _offer_people(self, "owner")

    def draft(self) -> StepDraft:
        return StepDraft(**self.cleaned_data)


class CarryOutForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    on = day_field(_("Carried out on"), missing=_("Say on which day it was carried out."))

    def __init__(self, data: Any = None, *, action: CorrectiveAction) -> None:
        super().__init__(data, initial={"version": action.version, "on": timezone.localdate()}, auto_id="carry-%s")


class JudgeForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    judgement = forms.ChoiceField(
        label=_("Does it work?"), widget=forms.RadioSelect,
        choices=[("yes", _("Effective: the measure reaches its target")), ("no", _("Not effective: it is open again"))],
        error_messages={"required": _("Choose whether it works.")},
    )  # fmt: skip
    finding = text_field(_("What the measure shows"), required=False)

    def __init__(self, data: Any = None, *, action: CorrectiveAction) -> None:
        super().__init__(data, initial={"version": action.version}, auto_id="judge-%s")


def _offer_people(form: forms.Form, name: str) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = active_users()
