from __future__ import annotations

from django.urls import path

from idic.doors.web.complaints import (
    views_action,
    views_actions,
    views_advice,
    views_cost,
    views_deadlines,
    views_detail,
    views_figures,
    views_letter,
    views_list,
    views_people,
    views_recovery,
    views_review,
    views_silence,
)

app_name = "complaints"

urlpatterns = [
    path("", views_list.complaints, name="list"),
    path("figures/", views_figures.figures, name="figures"),
    path("figures/cost/", views_cost.cost, name="figures-cost"),
    path("figures/recovery/", views_recovery.recovered, name="figures-recovery"),
    path("figures/silence/", views_silence.silence, name="figures-silence"),
    path("figures/people/", views_people.people, name="figures-people"),
    path("silence/", views_silence.say, name="silence-said"),
    path("silence/back/", views_silence.take_back, name="silence-back"),
    path("training/", views_people.training, name="training"),
    path("training/<int:pk>/back/", views_people.training_back, name="training-back"),
    path("deadlines/", views_deadlines.deadlines, name="deadlines"),
    path("deadlines/back/", views_deadlines.take_back, name="deadline-back"),
    path("actions/", views_actions.actions, name="actions"),
    path("actions/new/", views_actions.create, name="action-new"),
    path("actions/<int:pk>/", views_action.action, name="action"),
    path("actions/<int:pk>/<slug:act>/", views_action.act, name="action-act"),
    path("of-case/<int:pk>/", views_detail.open_of_case, name="open"),
    path("<int:pk>/", views_detail.detail, name="detail"),
    path("<int:pk>/letter/", views_letter.letter, name="letter"),
    path("<int:pk>/advice/", views_advice.advice, name="advice"),
    path("<int:pk>/review/", views_review.review_form, name="review"),
    path("<int:pk>/action/", views_actions.of_complaint, name="prevent"),
    # last: any other word after the number is an act
    path("<int:pk>/<slug:act>/", views_detail.act, name="act"),
]
