from django.urls import path

from idic.doors.feeds.cti import views

app_name = "cti"
urlpatterns = [path("<str:key>/", views.told, name="told")]
