from __future__ import annotations

from django.urls import path

from idic.doors.web.market import views, views_figures, views_wallets

app_name = "market"

urlpatterns = [
    path("", views.overview, name="map"),
    path("wallets/", views_wallets.wallets, name="wallets"),
    path("new/", views_figures.add, name="add"),
    path("<int:pk>/", views_figures.change, name="change"),
    path("<int:pk>/removal/", views_figures.remove, name="remove"),
]
