// A slider and its number say the same; either one asks for the figures anew.
const form = document.querySelector("[data-explorer]");
const explore = () => form.dispatchEvent(new CustomEvent("explore"));

form?.addEventListener("input", ({ target }) => {
  const slides = target.dataset.slides;
  if (slides) form.elements[slides].value = target.value;
  else {
    const slider = form.querySelector(`[data-slides="${target.name}"]`);
    if (slider) slider.value = target.value;
  }
  explore();
});
