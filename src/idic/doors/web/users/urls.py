from django.urls import path

from idic.doors.web.users import views, views_roles, views_teams, views_why

app_name = "users"

urlpatterns = [
    path("", views.user_list, name="list"),
    path("new/", views.new_user, name="create"),
    path("<int:pk>/", views.edit_user, name="edit"),
    path("teams/", views_teams.team_list, name="teams"),
    path("roles/", views_roles.role_list, name="roles"),
    # two parts, because a role may have any code of one
    path("roles/add/role/", views_roles.new_role, name="role-create"),
    path("roles/<str:code>/", views_roles.edit_role, name="role"),
    path("roles/<str:code>/rename/", views_roles.rename, name="role-rename"),
    path("roles/<str:code>/delete/", views_roles.delete, name="role-delete"),
    path("roles/<str:code>/reset/", views_roles.reset, name="role-reset"),
    path("why/", views_why.why, name="why"),
]
