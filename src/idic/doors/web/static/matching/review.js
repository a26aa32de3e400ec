// The review queue by keys alone. It listens before the keys of the frame, and only for what stands on this page.
const writes = (element) =>
  element.isContentEditable || element.matches("input:not([type=hidden]), textarea, select, [role=combobox]");

// On a Thai or Russian keyboard the letters are other ones: then the place of the key counts.
const sign = ({ key, code }) => {
  if (key === "ArrowRight" || key === "ArrowDown") return "j";
  if (key === "ArrowLeft" || key === "ArrowUp") return "k";
  if (key.length !== 1) return "";
  if (key.charCodeAt(0) < 128) return key.toLowerCase();
  return code.startsWith("Key") ? code.slice(3).toLowerCase() : "";
};

let busy = false;
window.addEventListener("pageshow", () => (busy = false));

document.addEventListener(
  "keydown",
  (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.repeat || event.isComposing) return;
    if (writes(event.target) || document.querySelector("dialog[open]")) return;
    const arrow = event.key.startsWith("Arrow");
    if (arrow && event.target !== document.body) return;
    const key = sign(event);
    const button = key && document.querySelector(`main [data-key="${key}"]`);
    if (!button) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (busy) return;
    busy = true;
    button.click();
  },
  { capture: true },
);
