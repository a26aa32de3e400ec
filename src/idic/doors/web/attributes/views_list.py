from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from idic.doors.web.attributes.wording import INDEX_TONES, TYPE_ICONS, filled_words
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.shell.parts.signs import Tone
from idic.foundation.accounts.errors import NotVisible
from idic.foundation.attributes.enums import GROUP_CHOICES
from idic.foundation.attributes.models import AttributeDefinition
from idic.foundation.attributes.operations.definitions import move_attribute
from idic.foundation.attributes.queries.definitions import access_attribute, access_attributes, nouns_with_attributes
from idic.foundation.attributes.queries.filled import filled_counts
from idic.foundation.nouns.noun import Noun


@dataclass(frozen=True)
class Row:
    definition: AttributeDefinition
    filled: str
    index_tone: Tone
    icon: str
    is_first: bool
    is_last: bool


@require_GET
def attribute_list(request: SignedInRequest) -> HttpResponse:
    everything = access_attributes(request.user)
    noun = noun_asked(request)
    definitions = list(everything.filter(noun=noun.code, archived_at__isnull=True))
    counts = filled_counts(noun.code, definitions)
    groups = []
    for code, label in GROUP_CHOICES:
        inside = [one for one in definitions if one.group == code]
        if inside:
            groups.append((label, [_row(one, counts, inside) for one in inside]))
    archived = list(everything.filter(noun=noun.code, archived_at__isnull=False))
    return render(
        request,
        "attributes/list.html",
        {"noun": noun, "tabs": _tabs(noun), "groups": groups, "archived": archived},
    )


@require_POST
def move(request: SignedInRequest, pk: int) -> HttpResponse:
    definition = access_attribute(request.user, pk)
    moved = move_attribute(definition, steps=1 if request.POST.get("to") == "down" else -1, by=request.user)
    return redirect(f"{reverse('attributes:list')}?noun={moved.noun}#attribute-{moved.pk}")


def noun_asked(request: SignedInRequest) -> Noun:
    """The first one unless the address names another."""
    known = nouns_with_attributes()
    asked = request.GET.get("noun") or request.POST.get("noun") or ""
    found = next((one for one in known if one.code == asked), None if asked else next(iter(known), None))
    if found is None:
        raise NotVisible
    return found


def _tabs(noun: Noun) -> list[dict[str, object]]:
    known = nouns_with_attributes()
    if len(known) < 2:
        return []
    url = reverse("attributes:list")
    return [
        {"label": one.plural, "url": f"{url}?noun={one.code}", "current": one.code == noun.code, "icon": one.icon}
        for one in known
    ]


def _row(one: AttributeDefinition, counts: dict[int, int], inside: list[AttributeDefinition]) -> Row:
    return Row(
        one, filled_words(counts.get(one.pk)), INDEX_TONES[one.index_state], TYPE_ICONS[one.type],
        one.pk == inside[0].pk, one.pk == inside[-1].pk,
    )  # fmt: skip
