from django.conf import settings
from django.urls import path

from idic.doors.web.shell import gallery, views

app_name = "shell"

urlpatterns = [
    path("preferences/", views.change_preferences, name="preferences"),
]

if settings.DEBUG:
    urlpatterns += [
        path("design/", gallery.parts, name="gallery"),
        path("design/progress/", gallery.moving_progress, name="gallery-progress"),
        path("design/sign-in/", gallery.sign_in, name="gallery-sign-in"),
        path("design/error/<int:code>/", gallery.error, name="gallery-error"),
    ]
