// What is due and was not done is marked in the inbox, also while it lies open: the next minute may be too late.
const EVERY_MS = 20000;
const word = document.querySelector("[data-late]")?.dataset.late || "";

function mark() {
  const heads = [...document.querySelectorAll("#list thead th")];
  const place = heads.findIndex((head) => /[?&]sort=-?due(&|$)/.test(head.querySelector(".sort-link")?.href || ""));
  if (place < 0) return;
  for (const time of document.querySelectorAll(`#list tbody td:nth-child(${place + 1}) time`)) {
    const isLate = new Date(time.dateTime) < new Date();
    if (isLate === time.classList.contains("is-late")) continue;
    time.classList.toggle("is-late", isLate);
    time.querySelector(".late-word")?.remove();
    if (isLate) time.append(Object.assign(document.createElement("span"), { className: "late-word", textContent: word }));
  }
}

mark();
setInterval(mark, EVERY_MS);
document.addEventListener("htmx:after:swap", mark);
