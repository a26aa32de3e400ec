// Where there are more tabs than room, the open one is in sight. Tabs of a record see to it themselves (records.js).
const show = () => {
  for (const tab of document.querySelectorAll(".tab-links a[aria-current]:not([data-tab])")) {
    const strip = tab.closest(".tab-links");
    if (strip.dataset.shown === tab.href) continue;
    strip.dataset.shown = tab.href;
    strip.scrollLeft = tab.offsetLeft - (strip.clientWidth - tab.offsetWidth) / 2;
  }
};
show();
document.addEventListener("htmx:after:settle", show);
