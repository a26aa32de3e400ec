from __future__ import annotations

from django.urls import path

from idic.doors.web.behaviour import views, views_prices

app_name = "behaviour"

urlpatterns = [
    path("", views.baskets, name="baskets"),
    path("paths/", views.paths, name="paths"),
    path("cohorts/", views.cohorts, name="cohorts"),
    path("rhythm/", views.rhythm, name="rhythm"),
    path("prices/", views_prices.prices, name="prices"),
    path("prices/studies/<int:pk>/", views_prices.study, name="study"),
    path("prices/studies/<int:pk>/removal/", views_prices.remove, name="remove"),
    path("analyses/<slug:kind>/", views.ask, name="ask"),
    path("analyses/<int:pk>/progress/", views.progress, name="progress"),
    path("analyses/<int:pk>/list/", views.make_list, name="list"),
]
