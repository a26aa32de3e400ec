from django.urls import path

from idic.doors.web.hooks import views

app_name = "hooks"
urlpatterns = [
    path("", views.channels, name="list"),
    path("new/<slug:kind>/", views.create, name="create"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/edit/", views.edit, name="edit"),
    path("<int:pk>/pause/", views.pause, name="pause"),
    path("<int:pk>/resume/", views.resume, name="resume"),
    path("<int:pk>/secret/", views.secret, name="secret"),
    path("<int:pk>/answers/<int:delivery_id>/again/", views.again, name="again"),
]
