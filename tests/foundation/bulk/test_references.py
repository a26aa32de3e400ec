"""What a statement proves for many rows is what the database's own checks prove row by row."""

from __future__ import annotations

import threading

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from idic.foundation.accounts.models import Team, User
from idic.foundation.bulk.references import Removal, removals_proved

pytestmark = pytest.mark.django_db(transaction=True)


def _team(name: str) -> Team:
    return Team.objects.create(name=name, created_at=timezone.now())


def _remove(team: Team) -> None:
    with connection.cursor() as cursor, removals_proved(Removal("accounts_team", f"SELECT {team.pk:d}")):
        cursor.execute("DELETE FROM accounts_team WHERE id = %s", [team.pk])


@transaction.atomic
def _remove_all(*teams: Team) -> None:
    for team in teams:
        _remove(team)


def _role() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SHOW session_replication_role")
        return str(cursor.fetchone()[0])


def test_what_nothing_names_goes() -> None:
    team = _team("North")
    with transaction.atomic():
        _remove(team)
        assert _role() == "origin"
    assert not Team.objects.filter(pk=team.pk).exists()


def test_what_is_named_somewhere_stays_and_with_it_the_whole_transaction(cast: object) -> None:
    named, free = _team("North"), _team("South")
    User.objects.filter(email="sales@example.com").update(team=named)
    with pytest.raises(IntegrityError, match=r"named in accounts_user\.team_id"):
        _remove_all(free, named)
    assert Team.objects.filter(pk__in=[named.pk, free.pk]).count() == 2
    assert _role() == "origin"


def test_whoever_names_it_meanwhile_waits_and_is_refused(cast: object) -> None:
    team = _team("North")
    begun, told = threading.Event(), list[str]()

    def name_it() -> None:
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                begun.set()
                cursor.execute("UPDATE accounts_user SET team_id = %s WHERE email = 'sales@example.com'", [team.pk])
        except IntegrityError:
            told.append("refused")
        finally:
            connection.close()

    other = threading.Thread(target=name_it)
    with transaction.atomic():
        _remove(team)
        other.start()
        begun.wait(120)
        other.join(0.5)
        assert other.is_alive()
    other.join(120)
    assert told == ["refused"]
    assert User.objects.get(email="sales@example.com").team_id != team.pk
