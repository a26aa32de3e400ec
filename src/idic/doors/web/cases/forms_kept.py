"""The forms of what is set up for the inbox: topics, canned replies, macros, rules of assignment."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from idic.domain.catalogue.models import Category
from idic.domain.catalogue.queries.categories import offered_categories
from idic.domain.differentiate.enums import Tier
from idic.domain.interact.cases.enums import Giving, MacroAct, Outcome, PauseReason
from idic.domain.interact.cases.errors import NameMissing
from idic.domain.interact.cases.models import AssignmentRule, CannedReply, CaseTopic, Macro
from idic.domain.interact.cases.operations.settings import MANAGES
from idic.domain.interact.cases.queries.replies import offered_replies
from idic.domain.interact.cases.queries.topics import offered_topics
from idic.domain.interact.contact import AccessMode, Priority, Purpose
from idic.doors.web.catalogue.found import FoundProduct, ProductField
from idic.doors.web.name_field import NameField
from idic.foundation.accounts.models import Team, User
from idic.foundation.accounts.queries.users import teams
from idic.foundation.accounts.rules import may

_LEAVE = ("", pgettext_lazy("act of a macro", "Leave as it is"))
_ANY = ("", pgettext_lazy("condition", "Any"))


class _KeptForm(forms.Form):
    name = NameField(label=_("Name"), max_length=120, error_messages={"required": NameMissing.sentence})
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def offer(self, name: str, rows: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = rows


class TopicForm(_KeptForm):
    parent = forms.ModelChoiceField(
        CaseTopic.objects.none(), label=_("Below"), required=False, empty_label=_("At the top")
    )

    def __init__(self, data: Any = None, *, by: User, row: CaseTopic | None = None) -> None:
        names = ("name", "parent", "version")
        super().__init__(data, initial={name: getattr(row, name) for name in names} if row else None)
        self.offer("parent", offered_topics(row.parent_id if row else None).exclude(pk=row.pk if row else 0))


class _OfTeamForm(_KeptForm):
    team = forms.ModelChoiceField(Team.objects.none(), label=_("For whom"), required=False, empty_label=_("Everybody"))

    def offer_teams(self, by: User) -> None:
        """Who leads the standards keeps what is everybody's; the others what is of their team."""
        offered, field = teams(), self.fields["team"]
        assert isinstance(field, forms.ModelChoiceField)
        if not may(by, MANAGES):
            offered, field.empty_label, field.required = offered.filter(pk=by.team_id or 0), None, True
        field.queryset = offered


class ReplyTextForm(_OfTeamForm):
    shortcut = forms.CharField(
        label=_("Shortcut"),
        max_length=30,
        required=False,
        help_text=_("Typed after a slash in the answer, such as /thanks."),
    )

    def __init__(self, data: Any = None, *, by: User, row: CannedReply | None = None) -> None:
        super().__init__(data, initial=self._initial(row))
        self.offer_teams(by)
        for code, label in settings.LANGUAGES:
            self.fields[f"text_{code}"] = forms.CharField(
                label=_("Text in %(language)s") % {"language": label}, required=False, max_length=20_000,
                widget=forms.Textarea(attrs={"rows": 5, "lang": code}), initial=(row.texts if row else {}).get(code, ""),
            )  # fmt: skip

    @staticmethod
    def _initial(row: CannedReply | None) -> dict[str, object] | None:
        return {"name": row.name, "shortcut": row.shortcut, "team": row.team, "version": row.version} if row else None

    def texts(self) -> dict[str, str]:
        return {code: self.cleaned_data[f"text_{code}"] for code, _label in settings.LANGUAGES}


class MacroForm(_OfTeamForm):
    """One field for each act; what is left empty is not done."""

    priority = forms.ChoiceField(choices=[_LEAVE, *Priority.choices], required=False)
    topic = forms.ModelChoiceField(CaseTopic.objects.none(), required=False, empty_label=_LEAVE[1])
    product = ProductField(required=False, widget=FoundProduct(nothing=_LEAVE[1]))
    to_team = forms.ModelChoiceField(Team.objects.none(), required=False, empty_label=_LEAVE[1])
    tag = NameField(max_length=60, required=False)
    reply = forms.ModelChoiceField(CannedReply.objects.none(), required=False, empty_label=_LEAVE[1])
    pause = forms.ChoiceField(
        choices=[_LEAVE, *[one for one in PauseReason.choices if one[0] != "ended"]], required=False
    )
    resolve = forms.ChoiceField(choices=[_LEAVE, *Outcome.choices], required=False)

    _FIELDS = {
        MacroAct.PRIORITY: "priority", MacroAct.TOPIC: "topic", MacroAct.PRODUCT: "product",
        MacroAct.TEAM: "to_team", MacroAct.TAG: "tag",
        MacroAct.REPLY: "reply", MacroAct.PAUSE: "pause", MacroAct.RESOLVE: "resolve",
    }  # fmt: skip

    def __init__(self, data: Any = None, *, by: User, row: Macro | None = None) -> None:
        initial: dict[str, object] = {}
        if row is not None:
            initial = {"name": row.name, "team": row.team, "version": row.version}
            initial |= {self._FIELDS[MacroAct(one["act"])]: one["value"] for one in row.acts}
        super().__init__(data, initial=initial)
        self.offer_teams(by)
        self.offer("topic", offered_topics(_chosen(initial, "topic")))
        self.offer("to_team", teams())
        self.offer("reply", offered_replies(_chosen(initial, "reply")))
        for act, name in self._FIELDS.items():
            self.fields[name].label = str(MacroAct(act).label)

    def acts(self) -> list[dict[str, str]]:
        found = []
        for act, name in self._FIELDS.items():
            value = self.cleaned_data[name]
            if value:
                found.append({"act": str(act), "value": value if isinstance(value, str) else str(value.pk)})
        return found


def _chosen(initial: Mapping[str, object], name: str) -> int | None:
    text = str(initial.get(name, ""))
    return int(text) if text.isdecimal() and len(text) < 19 else None


class RuleForm(_KeptForm):
    mode = forms.ChoiceField(
        label=pgettext_lazy("contact", "Channel"), choices=[_ANY, *AccessMode.choices], required=False
    )
    purpose = forms.ChoiceField(
        label=pgettext_lazy("contact", "Purpose"), choices=[_ANY, *Purpose.choices], required=False
    )
    topic = forms.ModelChoiceField(CaseTopic.objects.none(), label=_("Topic"), required=False, empty_label=_ANY[1])
    category = forms.ModelChoiceField(
        Category.objects.none(), label=_("Category of the product"), required=False, empty_label=_ANY[1]
    )
    language = forms.ChoiceField(label=_("Language"), choices=[_ANY, *settings.LANGUAGES], required=False)
    tier = forms.ChoiceField(label=_("Value tier of the customer"), choices=[_ANY, *Tier.choices], required=False)
    team = forms.ModelChoiceField(Team.objects.none(), label=_("Then to this team"), empty_label=None)
    giving = forms.ChoiceField(label=_("How"), choices=Giving.choices, initial=Giving.TEAM)
    is_on = forms.BooleanField(label=_("In use"), required=False, initial=True)

    def __init__(self, data: Any = None, *, by: User, row: AssignmentRule | None = None) -> None:
        names = (
            "name",
            "mode",
            "purpose",
            "topic",
            "category",
            "language",
            "tier",
            "team",
            "giving",
            "is_on",
            "version",
        )
        super().__init__(data, initial={name: getattr(row, name) for name in names} if row else None)
        self.offer("topic", offered_topics(row.topic_id if row else None))
        self.offer("category", offered_categories(row.category_id if row else None))
        self.offer("team", teams())
