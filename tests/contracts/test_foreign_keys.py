from __future__ import annotations

from django.apps import apps
from django.db.models import Field, ForeignObjectRel

from tests.contracts.layers import height_of, room_of


def test_a_foreign_key_points_down_the_house_or_stays_in_its_room() -> None:
    wrong, seen = [], 0
    for model in apps.get_models(include_auto_created=True):
        if not model.__module__.startswith("idic."):
            continue
        room = room_of(model.__module__)
        for field in model._meta.get_fields():
            target = field.related_model if isinstance(field, Field) else None
            if isinstance(field, ForeignObjectRel) or not isinstance(target, type):
                continue
            if not target.__module__.startswith("idic."):
                wrong.append(f"{field} points out of the house")
                continue
            seen += 1
            other = room_of(target.__module__)
            if other != room and height_of(other) >= height_of(room):
                wrong.append(f"{field} points from {room} to {other}")
    assert wrong == []
    assert seen > 20
