// On a phone the navigation slides in as a dialog and needs a name; beside a wide page it is none, and must not have one.
const sidebar = document.getElementById("sidebar");
sidebar?.addEventListener("show.bs.offcanvas", () => sidebar.setAttribute("aria-label", sidebar.dataset.label));
sidebar?.addEventListener("hidden.bs.offcanvas", () => sidebar.removeAttribute("aria-label"));
