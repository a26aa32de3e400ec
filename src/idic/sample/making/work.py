"""A week of the sample company as its people planned it: tasks, calls, visits and meetings around today."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from idic.domain.identify.models import Customer
from idic.domain.work.drafts import Guest, TaskDraft
from idic.domain.work.enums import TaskKind
from idic.domain.work.models import Task
from idic.domain.work.operations.completion import complete_task
from idic.domain.work.operations.create import create_task
from idic.domain.work.recurrence import zone
from idic.domain.work.times import Times
from idic.foundation.accounts.models import User

# title, kind, hour of the day or none, minutes; each in the language of somebody who works there
_WORK: tuple[tuple[str, str, float | None, int], ...] = (
    ("Call about the late delivery", "call", 9, 30),
    ("ส่งใบเสนอราคาสำหรับร้านใหม่", "task", None, 0),
    ("Visit the shop in the market hall", "visit", 13.5, 90),
    ("确认七月订单数量", "call", 10.5, 30),
    ("Check the address of the invoice", "task", None, 0),
    ("ประชุมเรื่องโปรแกรมสะสมแต้ม", "meeting", 14, 60),
    ("拜訪老客戶，帶新品試吃", "visit", 15, 60),
    ("Answer the complaint in writing", "task", 16, 0),
    ("Ask how the new blend sells", "call", 11, 20),
    ("จัดเตรียมของขวัญลูกค้าคนสำคัญ", "task", None, 0),
    ("Prepare the price list for next month", "task", None, 0),
    ("与采购负责人见面", "meeting", 9.5, 60),
)
_OUTCOMES = ("Reached; wants a call next month.", "ลูกค้าพอใจกับคำตอบ", "已确认，下周发货。", "Sent by e-mail.")
_DAYS = (-6, -3, -2, -1, 0, 0, 0, 1, 1, 2, 3, 4, 6, 8)


def make_work(staff: Sequence[User], *, today: date) -> int:
    """About sixty, and nothing where there is work already."""
    manager, desk = staff[0], staff[1:3]
    if Task.objects.exists() or not desk:
        return 0
    customers = list(Customer.objects.filter(merged_into__isnull=True).order_by("pk")[:200:5])
    made = [_series(manager, staff, today), _all_day(manager, today)]
    for number in range(56):
        title, kind, hour, minutes = _WORK[number % len(_WORK)]
        owner = staff[1 + number % (len(staff) - 1)]
        day = today + timedelta(days=_DAYS[number % len(_DAYS)])
        draft = TaskDraft(
            title, kind=kind, times=_times(kind, day, hour, minutes), owner=owner,
            customer=customers[number % len(customers)] if customers and number % 3 else None,
            priority=("normal", "high", "normal", "urgent", "low")[number % 5],
            place="ตลาด อ.ต.ก. กรุงเทพฯ" if kind == TaskKind.VISIT else "",
            guests=(Guest(user_id=manager.pk),) if kind == TaskKind.MEETING else (),
            reminders=(30,) if hour is not None else (),
        )  # fmt: skip
        task = create_task(draft, by=manager)
        if day < today and number % 4:
            complete_task(task, outcome=_OUTCOMES[number % len(_OUTCOMES)], by=manager)
        made.append(task)
    return len(made)


def _series(manager: User, staff: Sequence[User], today: date) -> Task:
    monday = today - timedelta(days=today.weekday() + 7)
    times = Times(starts_at=_at(monday, 9), ends_at=_at(monday, 9.75))
    guests = tuple(Guest(user_id=one.pk) for one in staff[1:])
    return create_task(
        TaskDraft("Week ahead", kind=TaskKind.MEETING, times=times, rule="FREQ=WEEKLY;BYDAY=MO", guests=guests,
                  place="Meeting room 2"),
        by=manager,
    )  # fmt: skip


def _all_day(manager: User, today: date) -> Task:
    start = datetime.combine(today + timedelta(days=2), time(0), tzinfo=zone())
    times = Times(starts_at=start, ends_at=start + timedelta(days=2), is_all_day=True)
    return create_task(TaskDraft("Trade fair", kind=TaskKind.VISIT, times=times, place="Bangkok"), by=manager)


def _times(kind: str, day: date, hour: float | None, minutes: int) -> Times:
    if kind == TaskKind.TASK:
        return Times(due_on=day, due_at=_at(day, hour) if hour is not None else None)
    start = _at(day, hour or 9)
    return Times(starts_at=start, ends_at=start + timedelta(minutes=minutes))


def _at(day: date, hour: float) -> datetime:
    return datetime.combine(day, time(int(hour), round(hour % 1 * 60)), tzinfo=zone())
