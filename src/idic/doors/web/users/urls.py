from django.urls import path

from idic.doors.web.users import views, views_roles, views_teams

app_name = "users"

urlpatterns = [
    path("", views.user_list, name="list"),
    path("new/", views.new_user, name="create"),
    path("<int:pk>/", views.edit_user, name="edit"),
    path("teams/", views_teams.team_list, name="teams"),
    path("roles/", views_roles.role_table, name="roles"),
]
