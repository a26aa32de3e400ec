// On a phone the navigation slides in as a dialog and needs a name; beside a wide page it is none, and must not have one.
const sidebar = document.getElementById("sidebar");
sidebar?.addEventListener("show.bs.offcanvas", () => sidebar.setAttribute("aria-label", sidebar.dataset.label));
sidebar?.addEventListener("hidden.bs.offcanvas", () => sidebar.removeAttribute("aria-label"));

// The page where somebody is, also the last of them, is in sight. Beside a wide page the whole scrolls, on a phone its list.
function showCurrent() {
  const link = sidebar?.querySelector("a[aria-current]");
  if (!link) return;
  for (const box of [link.closest(".sidebar-nav"), sidebar]) {
    const [place, frame] = [link.getBoundingClientRect(), box.getBoundingClientRect()];
    if (place.top < frame.top || place.bottom > frame.bottom) {
      box.scrollTop += place.top - frame.top - (box.clientHeight - place.height) / 2;
    }
  }
}
showCurrent();
sidebar?.addEventListener("shown.bs.offcanvas", showCurrent);
