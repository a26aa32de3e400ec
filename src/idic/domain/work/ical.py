"""Tasks as iCalendar (RFC 5545): meetings as events, tasks as to-dos, with the rules of the time zone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

from icalendar import Alarm, Calendar, Event, Todo, vCalAddress, vRecur, vText

from idic.domain.work.enums import Priority, TaskState
from idic.domain.work.models import Participant, Task
from idic.domain.work.recurrence import WEEKDAYS, read_rule, zone
from idic.domain.work.times import day_of, times_of

_PRODUCT = "-//IDIC//Customer focus//EN"
# 1 is the highest of iCalendar's nine
_PRIORITIES = {Priority.URGENT: 1, Priority.HIGH: 3, Priority.NORMAL: 5, Priority.LOW: 7}

Method = Literal["REQUEST", "CANCEL", "PUBLISH"]


def calendar_of(tasks: Sequence[Task], *, name: str) -> bytes:
    """A whole calendar to subscribe to."""
    calendar = _calendar("PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("name", name)
    calendar.add("refresh-interval", timedelta(minutes=30), parameters={"VALUE": "DURATION"})
    heads = {task.uid: times_of(task).anchor for task in tasks if task.occurrence_at is None and task.rule}
    for task in tasks:
        anchor = heads.get(task.uid)
        belongs = task.occurrence_at is not None and anchor is not None and task.occurrence_at >= anchor
        calendar.add_component(_component(task, belongs=belongs, guests=task.participants.all(), alarms=True))
    return _written(calendar)


def invitation_of(task: Task, *, method: Method, guests: Iterable[Participant]) -> bytes:
    """One meeting for those who are asked to it; they know an occurrence by the uid of its series."""
    calendar = _calendar(method)
    event = _component(task, belongs=task.occurrence_at is not None, guests=guests, alarms=False)
    if method == "CANCEL":
        event["status"] = vText("CANCELLED")
    calendar.add_component(event)
    return _written(calendar)


def _calendar(method: Method) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    return calendar


def _written(calendar: Calendar) -> bytes:
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _component(task: Task, *, belongs: bool, guests: Iterable[Participant], alarms: bool) -> Event | Todo:
    component: Event | Todo = Event() if task.starts_at is not None else Todo()
    alone = task.occurrence_at is not None and not belongs
    suffix = f"-{task.occurrence_at.astimezone(UTC):%Y%m%dT%H%M%SZ}" if alone and task.occurrence_at else ""
    component.add("uid", f"{task.uid}{suffix}@idic")
    component.add("dtstamp", task.updated_at.astimezone(UTC))
    component.add("created", task.created_at.astimezone(UTC))
    component.add("last-modified", task.updated_at.astimezone(UTC))
    component.add("sequence", task.sequence)
    component.add("summary", task.title)
    if task.text:
        component.add("description", task.text)
    if task.place:
        component.add("location", task.place)
    component.add("categories", [str(task.get_kind_display())])
    component.add("priority", _PRIORITIES.get(Priority(task.priority), 5))
    _add_times(component, task)
    if belongs and task.occurrence_at is not None:
        component.add("recurrence-id", _moment(task.occurrence_at, whole=_is_whole(task)))
    if task.rule:
        component.add("rrule", _recurrence(task))
        for moment in task.skipped:
            component.add("exdate", _moment(moment, whole=_is_whole(task)))
    _add_people(component, task, guests)
    if alarms:
        for minutes in task.reminders:
            component.add_component(_alarm(task, minutes))
    return component


def _add_times(component: Event | Todo, task: Task) -> None:
    whole = _is_whole(task)
    if task.starts_at is not None:
        component.add("dtstart", _moment(task.starts_at, whole=whole))
        if task.ends_at is not None:
            component.add("dtend", _moment(task.ends_at, whole=whole))
        component.add("status", "CANCELLED" if task.state == TaskState.CANCELLED else "CONFIRMED")
        return
    if task.due_at is not None:
        # A to-do that recurs needs a start for its rule to count from.
        if task.rule:
            component.add("dtstart", _moment(task.due_at, whole=False))
        else:
            component.add("due", _moment(task.due_at, whole=False))
    elif task.due_on is not None:
        component.add("dtstart" if task.rule else "due", task.due_on)
    states = {TaskState.DONE: "COMPLETED", TaskState.CANCELLED: "CANCELLED", TaskState.IN_PROGRESS: "IN-PROCESS"}
    component.add("status", states.get(TaskState(task.state), "NEEDS-ACTION"))
    if task.done_at is not None and task.state == TaskState.DONE:
        component.add("completed", task.done_at.astimezone(UTC))


def _add_people(component: Event | Todo, task: Task, guests: Iterable[Participant]) -> None:
    shown = [guest for guest in guests if guest.email or guest.user_id]
    if not shown:
        return
    component.add("organizer", _address(task.owner.email, task.owner.display_name), encode=False)
    for guest in shown:
        email = guest.user.email if guest.user is not None else guest.email
        name = guest.user.display_name if guest.user is not None else guest.name
        attendee = _address(email, name)
        attendee.params["ROLE"] = vText("REQ-PARTICIPANT")
        attendee.params["PARTSTAT"] = vText("ACCEPTED" if guest.user_id else "NEEDS-ACTION")
        attendee.params["RSVP"] = vText("FALSE" if guest.user_id else "TRUE")
        component.add("attendee", attendee, encode=False)


def _address(email: str, name: str) -> vCalAddress:
    address = vCalAddress(f"mailto:{email}")
    if name:
        address.params["CN"] = vText(name)
    return address


def _recurrence(task: Task) -> vRecur:
    rule = read_rule(task.rule)
    parts: dict[str, object] = {"freq": rule.frequency.upper()}
    if rule.interval > 1:
        parts["interval"] = rule.interval
    if rule.weekdays:
        parts["byday"] = [WEEKDAYS[one] for one in rule.weekdays]
    if rule.count is not None:
        parts["count"] = rule.count
    if rule.until is not None:
        # With a time zone at the start the end is told in UTC, as the standard asks; of whole days it is a day.
        end = datetime.combine(rule.until, time(23, 59, 59), tzinfo=zone()).astimezone(UTC)
        parts["until"] = rule.until if _is_whole(task) else end
    return vRecur(parts)


def _alarm(task: Task, minutes: int) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", task.title)
    alarm.add("trigger", timedelta(minutes=-minutes))
    return alarm


def _is_whole(task: Task) -> bool:
    return task.is_all_day or (task.starts_at is None and task.due_at is None)


def _moment(moment: datetime, *, whole: bool) -> date | datetime:
    return day_of(moment) if whole else moment.astimezone(zone())
