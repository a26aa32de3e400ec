from django.urls import path

from idic.doors.feeds.hooks import views

app_name = "hook_feed"
urlpatterns = [path("<str:key>/", views.receive_hook, name="receive")]
