// Classic script in the head: the page must not be painted in the wrong theme first.
(() => {
  const root = document.documentElement;
  if (root.dataset.theme !== "auto") return;
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const apply = () => {
    root.dataset.bsTheme = dark.matches ? "dark" : "light";
    root.dispatchEvent(new CustomEvent("theme:changed"));
  };
  dark.addEventListener("change", apply);
  apply();
})();
