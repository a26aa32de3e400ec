// Sums on the stamp of a form, while somebody types: see doors/web/outside/spam.py. SHA-256 is written out here because
// browsers offer theirs on protected lines only.
(() => {
  const K = [];
  const START = [];
  const isPrime = (n) => { for (let d = 2; d * d <= n; d += 1) if (n % d === 0) return false; return true; };
  const fraction = (root) => Math.floor((root - Math.floor(root)) * 0x100000000) | 0;
  for (let n = 2; K.length < 64; n += 1) {
    if (!isPrime(n)) continue;
    if (START.length < 8) START.push(fraction(Math.sqrt(n)));
    K.push(fraction(Math.cbrt(n)));
  }
  const turned = (x, by) => (x >>> by) | (x << (32 - by));
  const w = new Int32Array(64);

  // The first word of the digest of an ASCII text.
  const firstWord = (text) => {
    const blocks = ((text.length + 8) >> 6) + 1;
    const words = new Int32Array(blocks * 16);
    for (let i = 0; i < text.length; i += 1) words[i >> 2] |= text.charCodeAt(i) << (24 - (i % 4) * 8);
    words[text.length >> 2] |= 0x80 << (24 - (text.length % 4) * 8);
    words[blocks * 16 - 1] = text.length * 8;
    const h = START.slice();
    for (let at = 0; at < words.length; at += 16) {
      let [a, b, c, d, e, f, g, i] = h;
      for (let t = 0; t < 64; t += 1) {
        if (t < 16) {
          w[t] = words[at + t];
        } else {
          const p = w[t - 15];
          const q = w[t - 2];
          w[t] = (w[t - 16] + (turned(p, 7) ^ turned(p, 18) ^ (p >>> 3)) + w[t - 7] + (turned(q, 17) ^ turned(q, 19) ^ (q >>> 10))) | 0;
        }
        const first = (i + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + ((e & f) ^ (~e & g)) + K[t] + w[t]) | 0;
        const second = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
        i = g; g = f; f = e; e = (d + first) | 0;
        d = c; c = b; b = a; a = (first + second) | 0;
      }
      [a, b, c, d, e, f, g, i].forEach((value, place) => { h[place] = (h[place] + value) | 0; });
    }
    return h[0] >>> 0;
  };

  const work = (field) => {
    const { stamp, bits } = field.dataset;
    const above = 2 ** (32 - Number(bits));
    let number = 0;
    const form = field.form;
    let isAsked = null;
    // Sent before the sums are done: it goes as soon as they are.
    const wait = (event) => {
      if (field.value !== "") return;
      event.preventDefault();
      isAsked = event.submitter ?? null;
      form.setAttribute("aria-busy", "true");
      form.dataset.waiting = "yes";
    };
    form.addEventListener("submit", wait);
    const some = () => {
      const end = performance.now() + 12;
      while (performance.now() < end) {
        for (let times = 0; times < 200; times += 1, number += 1) {
          if (firstWord(`${stamp}:${number}`) < above) {
            field.value = String(number);
            form.removeEventListener("submit", wait);
            form.removeAttribute("aria-busy");
            if (form.dataset.waiting) form.requestSubmit(isAsked);
            return;
          }
        }
      }
      setTimeout(some, 0);
    };
    some();
  };
  document.querySelectorAll("[data-work]").forEach(work);
})();
