"""Open to everybody who holds the key: it stands on the wall of the hall, or on one's telephone."""

from django.urls import path

from idic.doors.web.counter import views_public

app_name = "counter"
urlpatterns = [
    path("ticket/<str:key>/", views_public.ticket, name="ticket"),
    path("ticket/<str:key>/state/", views_public.ticket_state, name="ticket-state"),
    path("ticket/<str:key>/back/", views_public.back, name="back"),
    path("<str:key>/", views_public.kiosk, name="kiosk"),
    path("<str:key>/take/", views_public.take, name="take"),
    path("<str:key>/display/", views_public.display, name="display"),
    path("<str:key>/display/state/", views_public.display_state, name="display-state"),
]
