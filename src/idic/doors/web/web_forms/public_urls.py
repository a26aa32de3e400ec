"""Open to everybody: the key of a form is no secret."""

from django.urls import path

from idic.doors.web.web_forms import views_public

app_name = "web_forms_public"
urlpatterns = [
    path("loader.js", views_public.loader, name="loader"),
    path("<slug:key>/", views_public.form_page, name="form"),
    path("<slug:key>/sent/<str:token>/", views_public.thanks, name="thanks"),
]
