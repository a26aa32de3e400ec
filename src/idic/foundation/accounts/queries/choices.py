"""People and teams as the choices of a field."""

from __future__ import annotations

from collections.abc import Sequence

from idic.foundation.accounts.models import Team, User


def people_choices() -> list[tuple[str, str]]:
    """Those who can sign in, under their numbers."""
    people = User.objects.filter(is_active=True).order_by("display_name", "pk").values_list("pk", "display_name")
    return [(str(pk), name) for pk, name in people]


def team_choices() -> list[tuple[str, str]]:
    return [(str(pk), name) for pk, name in Team.objects.order_by("name").values_list("pk", "name")]


def names_of_teams(ids: Sequence[object]) -> dict[int, str]:
    asked = [one for one in ids if isinstance(one, int)]
    return dict(Team.objects.filter(pk__in=asked).values_list("pk", "name")) if asked else {}
