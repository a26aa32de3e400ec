from django.utils.translation import gettext_lazy as _

from idic.warehouse.star.declaration import Column, Kind, Mart, Part

STAFF = Mart(
    "staff",
    _("Staff"),
    _("One row per user of IDIC."),
    Kind.DIMENSION,
    (
        Column("user_id", "int64", _("Number of the user."), ("accounts_user.id",)),
        Column("name", "string", _("Name under which the user is shown."), ("accounts_user.display_name",)),
        Column("team_id", "int64", _("Number of the user's team."), ("accounts_user.team_id",)),
        Column("team", "string", _("Name of the user's team."), ("accounts_team.name",)),
    ),
    parts=(
        Part(
            "FROM accounts_user u LEFT JOIN accounts_team t ON t.id = u.team_id",
            {"user_id": "u.id", "name": "u.display_name", "team_id": "u.team_id", "team": "coalesce(t.name, '')"},
            order="u.id",
        ),
    ),
)
