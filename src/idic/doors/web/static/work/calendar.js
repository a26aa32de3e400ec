// Moving and resizing in the calendar, by pointer and by keys. The server decides; this only says what is wanted.
const SLOTS = 96;
const PAUSE = 700;

const two = (number) => String(number).padStart(2, "0");
const moment = (day, slot) => {
  const over = slot >= SLOTS;
  const date = over ? later(day, 1) : day;
  const left = over ? slot - SLOTS : slot;
  return `${date}T${two(Math.floor(left / 4))}:${two((left % 4) * 15)}`;
};
const later = (day, days) => {
  const date = new Date(`${day}T12:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
};
const clamp = (value, low, high) => Math.min(Math.max(value, low), high);

function place(block, slot, length, column) {
  block.style.gridRow = `${slot + 1} / span ${length}`;
  if (column && block.parentElement !== column) {
    const focused = document.activeElement === block;
    column.append(block);
    block.style.gridColumn = "1 / -1";
    if (focused) block.focus();
  }
}

function send(block, day, slot, length) {
  const form = document.getElementById("calendar-move");
  const { task, version, at } = block.dataset;
  const values = { task, version, at, starts_at: moment(day, slot), ends_at: "", is_all_day: "" };
  if ("ends" in block.dataset) values.ends_at = moment(day, slot + length);
  for (const [name, value] of Object.entries(values)) form.elements[name].value = value;
  remembered = { task, at, top: document.querySelector(".week-scroll")?.scrollTop };
  form.requestSubmit();
}

let remembered = null;

// Pointer
let drag = null;
let droppedAt = -Infinity;

// The click that follows a drag must not open the page of the task.
window.addEventListener("click", (event) => {
  if (performance.now() - droppedAt > 250) return;
  event.preventDefault();
  event.stopPropagation();
}, { capture: true });

document.addEventListener("pointerdown", (event) => {
  const block = event.target.closest?.(".block.is-movable");
  if (!block || event.button !== 0) return;
  const column = block.parentElement;
  drag = {
    block,
    column,
    resizes: event.target.matches(".block-edge"),
    slot: Number(block.dataset.slot),
    length: Number(block.dataset.length),
    from: event.clientY,
    left: event.clientX,
    high: column.getBoundingClientRect().height / SLOTS,
    moved: false,
  };
});

document.addEventListener("pointermove", (event) => {
  if (!drag) return;
  if (!drag.moved && Math.hypot(event.clientY - drag.from, event.clientX - drag.left) < 5) return;
  if (!drag.moved) {
    drag.moved = true;
    drag.block.classList.add("is-dragged");
    drag.block.setPointerCapture(event.pointerId);
  }
  const by = Math.round((event.clientY - drag.from) / drag.high);
  if (drag.resizes) {
    drag.newLength = clamp(drag.length + by, 1, SLOTS - drag.slot);
    place(drag.block, drag.slot, Math.max(2, drag.newLength));
    return;
  }
  drag.newSlot = clamp(drag.slot + by, 0, SLOTS - 1);
  drag.over = [...document.querySelectorAll(".week-day")].find((column) => {
    const { left, right } = column.getBoundingClientRect();
    return event.clientX >= left && event.clientX < right;
  }) ?? drag.over;
  place(drag.block, drag.newSlot, Math.min(drag.length, SLOTS - drag.newSlot), drag.over);
});

document.addEventListener("pointerup", () => {
  if (!drag) return;
  const { block, column, resizes, moved, slot, length, newSlot, newLength, over } = drag;
  drag = null;
  block.classList.remove("is-dragged");
  if (!moved) return;
  droppedAt = performance.now();
  if (resizes) {
    if (newLength && newLength !== length) send(block, column.dataset.day, slot, newLength);
  } else if (newSlot !== slot || (over && over !== column)) {
    send(block, (over ?? column).dataset.day, newSlot, length);
  }
});

// Keys: Shift and arrows move, with Ctrl up and down change the length; sent when the hand rests.
let pending = null;

document.addEventListener("keydown", (event) => {
  const block = event.target.closest?.(".block.is-movable");
  const steps = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
  if (!block || !steps || !event.shiftKey || event.altKey) return;
  event.preventDefault();
  const [down, across] = steps;
  const columns = [...document.querySelectorAll(".week-day")];
  const state = pending?.block === block ? pending : {
    block, slot: Number(block.dataset.slot), length: Number(block.dataset.length), day: columns.indexOf(block.parentElement),
  };
  clearTimeout(state.timer);
  if (event.ctrlKey && "ends" in block.dataset) state.length = clamp(state.length + down, 1, SLOTS - state.slot);
  else {
    state.slot = clamp(state.slot + down, 0, SLOTS - 1);
    state.day = clamp(state.day + across, 0, columns.length - 1);
  }
  place(block, state.slot, Math.max(2, Math.min(state.length, SLOTS - state.slot)), columns[state.day]);
  state.timer = setTimeout(() => {
    pending = null;
    send(block, columns[state.day].dataset.day, state.slot, state.length);
  }, PAUSE);
  pending = state;
});

// A click into an empty hour opens the form with that time.
document.addEventListener("click", (event) => {
  if (!event.target.matches?.(".week-day")) return;
  const create = event.target.closest("[data-create]")?.dataset.create;
  if (!create) return;
  const { top, height } = event.target.getBoundingClientRect();
  const slot = Math.floor(((event.clientY - top) / height) * SLOTS / 2) * 2;
  const next = `${window.location.pathname}${window.location.search}`;
  window.location.assign(`${create}?${new URLSearchParams({ start: moment(event.target.dataset.day, slot), next })}`);
});

// The day begins in the morning, and after a move the eye stays where it was.
function settle() {
  const scroll = document.querySelector(".week-scroll");
  if (!scroll) return;
  scroll.scrollTop = remembered?.top ?? scroll.scrollHeight * (7.5 / 24);
  if (remembered) document.querySelector(`.block[data-task="${remembered.task}"]`)?.focus({ preventScroll: true });
  remembered = null;
}

settle();
document.addEventListener("htmx:after:swap", settle);
