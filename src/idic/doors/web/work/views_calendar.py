from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_POST

from idic.domain.work.enums import TaskKind
from idic.domain.work.errors import WorkError
from idic.domain.work.models import Task
from idic.domain.work.operations.change import move_task
from idic.domain.work.queries.calendar import Entry, Whose, calendar_entries
from idic.domain.work.queries.people import colleagues
from idic.domain.work.queries.tasks import access_task
from idic.domain.work.times import midnight
from idic.doors.web.requests import SignedInRequest
from idic.doors.web.undo.offering import say_done
from idic.doors.web.work.grid import agenda_days, columns, month_cells
from idic.doors.web.work.periods import Period, period_of, read_day
from idic.doors.web.work.wording import KIND_ICONS, Row, row_of
from idic.foundation.accounts.enums import Scope
from idic.foundation.accounts.errors import NotAllowed, NotVisible
from idic.foundation.accounts.models import User
from idic.foundation.accounts.rules import may, scope_of
from idic.foundation.languages import formats


@dataclass(frozen=True)
class Hour:
    slot: int
    text: str


class MoveForm(forms.Form):
    task = forms.IntegerField(min_value=1, max_value=2**62)
    version = forms.IntegerField(min_value=1, max_value=2**30)
    at = forms.CharField(required=False, max_length=40)
    starts_at = forms.CharField(max_length=40)
    ends_at = forms.CharField(required=False, max_length=40)
    is_all_day = forms.BooleanField(required=False)
    back = forms.CharField(required=False, max_length=500)

    def clean_at(self) -> datetime | None:
        return read_moment(self.cleaned_data["at"])

    def clean_starts_at(self) -> datetime:
        found = read_moment(self.cleaned_data["starts_at"])
        if found is None:
            raise forms.ValidationError(_("This is not a time."))
        return found

    def clean_ends_at(self) -> datetime | None:
        return read_moment(self.cleaned_data["ends_at"])


@require_GET
def calendar(request: SignedInRequest) -> HttpResponse:
    return _page(request, request.GET)


@require_POST
def move(request: SignedInRequest) -> HttpResponse:
    """Dragged, or moved by the arrow keys. Whatever is refused, the calendar shows what is stored."""
    form = MoveForm(request.POST)
    back = QueryDict(request.POST.get("back", "")[:500])
    status = 422
    if not form.is_valid():
        messages.error(request, _("This cannot be moved there. Open it and set its times by hand."))
        return _answer(request, back, status)
    values = form.cleaned_data
    task = access_task(request.user, values["task"])
    try:
        moved = move_task(
            task, starts_at=values["starts_at"], ends_at=values["ends_at"], is_all_day=values["is_all_day"],
            version=values["version"], occurrence_at=values["at"], by=request.user,
        )  # fmt: skip
    except WorkError as error:
        messages.error(request, str(error))
    except (NotVisible, NotAllowed):
        words = _("“%(title)s” belongs to %(person)s. Ask them to move it.")
        messages.error(request, words % {"title": task.title, "person": task.owner.display_name})
        status = 403
    else:
        when = (
            formats.moment(moved.sorted_at) if moved.is_timed and not moved.is_all_day else formats.day(moved.sorted_at)
        )
        words = _("“%(title)s” is now on %(when)s.")
        say_done(request, words % {"title": moved.title, "when": when}, noun="task", pk=moved.pk)
        status = 200
    return _answer(request, back, status)


def _answer(request: SignedInRequest, back: QueryDict, status: int) -> HttpResponse:
    if not request.htmx:
        return redirect(f"{reverse('calendar')}?{back.urlencode()}")
    return _page(request, back, status=200 if status == 200 else 422)


def _page(request: SignedInRequest, query: QueryDict, *, status: int = 200) -> HttpResponse:
    user, now = request.user, timezone.now()
    today = timezone.localdate(now)
    period = period_of(query.get("look", "week"), read_day(query.get("day", ""), today=today))
    people = _people(user)
    who = _who(query.get("who", "me"), user, people)
    kinds = [one for one in query.getlist("kind") if one in TaskKind.values]
    entries = calendar_entries(
        user, since=midnight(period.first), before=midnight(period.last + timedelta(days=1)), whose=_whose(who, user),
        kinds=kinds,
    )  # fmt: skip
    changes = may(user, "task.change")

    def shown(entry: Entry) -> Row:
        return row_of(entry, may_change=changes, now=now)

    context: dict[str, object] = {
        "period": period,
        "today": today,
        "who": who,
        "people": people,
        "has_team": user.team_id is not None,
        "sees_others": scope_of(user, "task.see") > Scope.OWN,
        "kinds": kinds,
        "kind_choices": [(code, label, KIND_ICONS[code]) for code, label in TaskKind.choices],
        "looks": [
            {"label": label, "url": _url(period, who, kinds, look=look), "current": look == period.look}
            for look, label in (
                ("day", pgettext("calendar", "Day")),
                ("week", pgettext("calendar", "Week")),
                ("month", pgettext("calendar", "Month")),
            )
        ],
        "previous_url": _url(period, who, kinds, day=period.previous),
        "next_url": _url(period, who, kinds, day=period.next),
        "today_url": _url(period, who, kinds, day=today),
        "back": _query(period, who, kinds).urlencode(),
        "may_create": may(user, "task.create"),
        "is_empty": not entries,
        "agenda": agenda_days(entries, _days_read(period), today=today, shown=shown),
        "weekdays": [formats.weekday(day) for day in period.days[:7]],
    }
    if period.look == "month":
        cells = month_cells(entries, period.days, today=today, month=period.day.month, shown=shown)
        context["weeks"] = [cells[number : number + 7] for number in range(0, len(cells), 7)]
    else:
        context["columns"] = columns(
            entries, period.days, today=today, shown=shown, movable=lambda entry: changes and may_move(user, entry.task)
        )
        context["hours"] = [Hour(hour * 4, formats.clock(datetime(2026, 1, 1, hour))) for hour in range(24)]
    template = (
        "work/_calendar.html" if request.htmx and not request.htmx.history_restore_request else "work/calendar.html"
    )
    return render(request, template, context, status=status)


def may_move(user: User, task: Task) -> bool:
    """As far as it can be told from the row; the operation asks the rules again."""
    scope = scope_of(user, "task.change")
    if not task.is_open or scope == Scope.NONE:
        return False
    if scope == Scope.ALL or user.pk in (task.owner_id, task.created_by_id):
        return True
    return scope == Scope.TEAM and user.team_id is not None and user.team_id in (task.team_id, task.owner.team_id)


def read_moment(text: str) -> datetime | None:
    """With its zone, or on the clock of this installation."""
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise forms.ValidationError(_("This is not a time.")) from None
    if not 1900 < found.year < 2900:
        # at the ends of time even a time zone is too much
        raise forms.ValidationError(_("This is not a time."))
    return found if timezone.is_aware(found) else timezone.make_aware(found)


def _people(user: User) -> list[User]:
    scope = scope_of(user, "task.see")
    if scope == Scope.ALL:
        return list(colleagues()[:200])
    return list(colleagues().filter(team_id=user.team_id)[:200]) if scope == Scope.TEAM and user.team_id else []


def _who(asked: str, user: User, people: list[User]) -> str:
    if asked in ("me", "all") or (asked == "team" and user.team_id is not None):
        return asked
    return asked if asked.isdecimal() and int(asked) in {one.pk for one in people} else "me"


def _whose(who: str, user: User) -> Whose:
    match who:
        case "me":
            return Whose(user_id=user.pk)
        case "team":
            return Whose(team_id=user.team_id)
        case "all":
            return Whose()
    return Whose(user_id=int(who))


def _days_read(period: Period) -> list[date]:
    """A month is read without the days of its neighbours."""
    return [day for day in period.days if period.look != "month" or day.month == period.day.month]


def _url(period: Period, who: str, kinds: list[str], *, look: str = "", day: date | None = None) -> str:
    return f"{reverse('calendar')}?{_query(period, who, kinds, look=look, day=day).urlencode()}"


def _query(period: Period, who: str, kinds: list[str], *, look: str = "", day: date | None = None) -> QueryDict:
    query = QueryDict(mutable=True)
    query["look"], query["day"], query["who"] = look or period.look, (day or period.day).isoformat(), who
    query.setlist("kind", kinds)
    return query
