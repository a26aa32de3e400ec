from django.urls import path

from idic.doors.web.automation import views, views_edit, views_parts

app_name = "automation"
urlpatterns = [
    path("", views.rule_list, name="list"),
    path("new/", views_edit.choose, name="choose"),
    path("new/<str:trigger>/", views_edit.create, name="create"),
    path("parts/act/", views_parts.act, name="act"),
    path("parts/value/", views_parts.value, name="value"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/edit/", views_edit.edit, name="edit"),
    path("<int:pk>/switch/", views.switch, name="switch"),
    path("<int:pk>/archive/", views.archive, name="archive"),
    path("<int:pk>/webhooks/<int:delivery_id>/again/", views.webhook_again, name="webhook-again"),
    path("<int:pk>/trial/", views.trial, name="trial"),
]
