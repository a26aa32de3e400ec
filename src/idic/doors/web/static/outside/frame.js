// Inside the page of another site: tells how high this page is, and nothing else.
(() => {
  if (window.parent === window) return;
  const tell = () => window.parent.postMessage({ idicHeight: document.documentElement.getBoundingClientRect().height }, "*");
  new ResizeObserver(tell).observe(document.documentElement);
  tell();
})();
