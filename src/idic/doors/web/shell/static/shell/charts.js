// Draws each figure[data-chart] from the JSON beside it. Colours follow the theme, texts the language of the page.
const root = document.documentElement;
const charts = new Map();

const LIGHT = {
  series: ["#0f766e", "#6d28d9", "#0369a1", "#c2410c", "#be185d", "#4d7c0f", "#a16207", "#475569"],
  text: "#475569",
  strong: "#0f172a",
  line: "#e2e8f0",
  axis: "#cbd5e1",
  surface: "#ffffff",
};
const DARK = {
  series: ["#2dd4bf", "#a78bfa", "#38bdf8", "#fb923c", "#f472b6", "#a3e635", "#facc15", "#94a3b8"],
  text: "#a8b3c4",
  strong: "#f1f5f9",
  line: "#263244",
  axis: "#3b4860",
  surface: "#151d2b",
};

const palette = () => (root.dataset.bsTheme === "dark" ? DARK : LIGHT);
const language = root.lang || "en";
const locale = language === "th" ? `th-u-ca-${root.dataset.era === "buddhist" ? "buddhist" : "gregory"}-nu-latn`
  : root.dataset.era === "buddhist" ? `${language}-u-ca-buddhist` : language;

const numberForm = (form) => {
  const [name, argument] = (form || "number").split(":");
  if (name === "percent") {
    const format = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 });
    return { full: format, short: format };
  }
  const money = name === "money"
    ? { style: "currency", currency: argument, currencyDisplay: argument === "THB" ? "narrowSymbol" : "symbol" }
    : {};
  return {
    full: new Intl.NumberFormat(locale, { maximumFractionDigits: 2, ...money }),
    // Between 0 and 1 one digit is too few: the marks of an axis would read alike.
    short: {
      format: (value) => new Intl.NumberFormat(locale, {
        notation: "compact", maximumFractionDigits: Math.abs(value) < 1 ? 2 : 1, minimumFractionDigits: 0, ...money,
      }).format(value),
    },
  };
};

const categoryForm = (form) => {
  const parts = { month: { year: "numeric", month: "short" }, day: { year: "numeric", month: "short", day: "numeric" } }[form];
  if (!parts) return null;
  const format = new Intl.DateTimeFormat(locale, { ...parts, timeZone: "UTC" });
  return (value) => {
    const date = new Date(value);
    return Number.isNaN(date.valueOf()) ? String(value) : format.format(date);
  };
};

const listed = (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]);

// What a page leaves open is filled in here; what it states wins. An axis that counts something else than the chart shows
// names its own `form`.
function dressed(option, figure) {
  const colours = palette();
  const values = numberForm(figure.dataset.value);
  const category = categoryForm(figure.dataset.category);
  const font = getComputedStyle(figure).fontFamily;
  const label = { color: colours.text, fontFamily: font, fontSize: 12 };
  // Without the light border that the library puts around texts: on a dark page it eats the letters.
  const written = { ...label, textBorderWidth: 0 };
  const show = (value) => (typeof value === "number" ? values.full.format(value) : value ?? "–");

  const axis = (given) => ({
    ...given,
    axisLine: { show: given.type !== "value", lineStyle: { color: colours.axis }, ...given.axisLine },
    axisTick: { show: false, ...given.axisTick },
    splitLine: { show: given.type === "value", lineStyle: { color: colours.line }, ...given.splitLine },
    nameTextStyle: { ...label, ...given.nameTextStyle },
    axisLabel: {
      ...label,
      hideOverlap: true,
      ...(given.type === "category" && given.data?.length <= 8 ? { interval: 0 } : {}),
      ...(given.type === "value" ? { formatter: (value) => (given.form ? numberForm(given.form) : values).short.format(value) } : category ? { formatter: category } : {}),
      ...given.axisLabel,
    },
    axisPointer: {
      label: { show: false, ...(given.type !== "value" && category ? { formatter: ({ value }) => category(value) } : {}) },
      lineStyle: { color: colours.axis },
      ...given.axisPointer,
    },
  });

  const cartesian = option.xAxis || option.yAxis;
  const several = listed(option.series).length > 1;
  return {
    color: colours.series,
    animationDuration: window.matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 350,
    textStyle: { fontFamily: font },
    ...option,
    aria: { enabled: false },
    ...(cartesian
      ? {
          grid: { left: 8, right: 16, top: several ? 40 : 16, bottom: 8, containLabel: true, ...option.grid },
          xAxis: listed(option.xAxis).map(axis),
          yAxis: listed(option.yAxis).map(axis),
        }
      : {}),
    legend: option.legend === false ? undefined : {
      show: several || !cartesian,
      left: 0,
      top: 0,
      icon: "roundRect",
      itemWidth: 10,
      itemHeight: 10,
      itemGap: 16,
      textStyle: label,
      ...option.legend,
    },
    tooltip: {
      trigger: cartesian ? "axis" : "item",
      backgroundColor: colours.surface,
      borderColor: colours.axis,
      borderWidth: 1,
      padding: [8, 12],
      confine: true,
      valueFormatter: show,
      ...option.tooltip,
      // Text in the picture: a tooltip of HTML would need inline styles, which the security policy refuses.
      renderMode: "richText",
      textStyle: { ...label, color: colours.strong },
      ...(option.regionNames
        ? { formatter: ({ name, value }) => `${option.regionNames[name] ?? name}: ${Number.isNaN(value) ? "–" : show(value)}` }
        : {}),
    },
    ...(option.visualMap ? { visualMap: listed(option.visualMap).map((one) => ({ ...one, textStyle: label, formatter: values.short.format })) } : {}),
    series: listed(option.series).map((series) => ({
      ...(series.type === "line" ? { showSymbol: false, symbolSize: 7, lineStyle: { width: 2.5 } } : {}),
      ...(series.type === "bar" ? { barMaxWidth: 36, itemStyle: { borderRadius: [3, 3, 0, 0] } } : {}),
      ...(series.type === "pie" ? { itemStyle: { borderColor: colours.surface, borderWidth: 2 }, label } : {}),
      ...(series.type === "sankey" ? { label: written } : {}),
      ...(series.type === "map" ? land(colours) : {}),
      ...series,
      ...(series.type === "graph" ? { label: { ...written, ...series.label } } : {}),
      ...(series.markLine ? { markLine: { ...series.markLine, label: { ...written, ...series.markLine.label } } } : {}),
    })),
  };
}

const land = (colours) => ({
  roam: false,
  selectedMode: false,
  label: { show: false },
  itemStyle: { areaColor: colours.line, borderColor: colours.surface, borderWidth: 0.6 },
  emphasis: { label: { show: false }, itemStyle: { areaColor: colours.series[3] } },
});

// Boundaries are heavy: fetched once, and only where a map is drawn. A series names its map and where it lies.
const boundaries = new Map();
function boundary({ map, boundaryUrl }, register) {
  if (!boundaries.has(map)) boundaries.set(map, fetch(boundaryUrl).then((answer) => answer.json()).then((drawn) => register(map, drawn)));
  return boundaries.get(map);
}

async function draw(figure) {
  const { init, registerMap } = await import(root.dataset.echarts);
  const option = JSON.parse(figure.querySelector('script[type="application/json"]').textContent);
  await Promise.all(listed(option.series).filter(({ type }) => type === "map").map((series) => boundary(series, registerMap)));
  charts.get(figure)?.dispose();
  const chart = init(figure.querySelector("[data-chart-canvas]"), null, { renderer: "canvas" });
  chart.setOption(dressed(option, figure));
  charts.set(figure, chart);
  const links = [...figure.querySelectorAll("[data-chart-table] tbody tr")].map((row) => row.querySelector("th a")?.href);
  if (figure.querySelector("[data-chart-table] a")) {
    chart.on("click", ({ dataIndex, data }) => {
      const link = data?.link ?? links[dataIndex];
      if (link) window.location.assign(link);
    });
  }
}

const inSight = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    inSight.unobserve(target);
    draw(target);
  }
}, { rootMargin: "200px" });

const resized = new ResizeObserver((entries) => {
  for (const { target } of entries) charts.get(target.closest("[data-chart]"))?.resize();
});

function wake(within) {
  for (const [figure, chart] of charts) {
    if (figure.isConnected) continue;
    chart.dispose();
    charts.delete(figure);
  }
  for (const figure of within.querySelectorAll("[data-chart]:not([data-chart-awake])")) {
    figure.dataset.chartAwake = "";
    inSight.observe(figure);
    resized.observe(figure.querySelector("[data-chart-canvas]"));
  }
}

const fileName = (figure, ending) =>
  `${figure.querySelector(".chart-title").textContent.trim().replace(/[\\/:*?"<>|\s]+/g, "-")}.${ending}`;

function save(href, name) {
  const link = document.createElement("a");
  link.href = href;
  link.download = name;
  link.click();
}

// A text that a spreadsheet would run as a formula is kept as text.
function csvCell(cell) {
  const raw = cell.dataset.raw ?? cell.textContent.trim();
  const safe = !("number" in cell.dataset) && /^[=+\-@\t\r]/.test(raw) ? `'${raw}` : raw;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function saveCsv(figure) {
  const rows = [...figure.querySelectorAll("[data-chart-table] tr")].map((row) => [...row.cells].map(csvCell).join(","));
  const url = URL.createObjectURL(new Blob([`\ufeff${rows.join("\r\n")}\r\n`], { type: "text/csv;charset=utf-8" }));
  save(url, fileName(figure, "csv"));
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

function toggle(figure, button) {
  const table = figure.querySelector("[data-chart-table]");
  const canvas = figure.querySelector("[data-chart-canvas]");
  table.hidden = !table.hidden;
  canvas.hidden = !table.hidden;
  button.setAttribute("aria-pressed", String(!table.hidden));
  if (!canvas.hidden) charts.get(figure)?.resize();
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-chart] button");
  if (!button) return;
  const figure = button.closest("[data-chart]");
  if ("chartToggle" in button.dataset) toggle(figure, button);
  else if ("chartCsv" in button.dataset) saveCsv(figure);
  else if ("chartPng" in button.dataset && charts.has(figure)) {
    const picture = charts.get(figure).getDataURL({ pixelRatio: 2, backgroundColor: palette().surface });
    save(picture, fileName(figure, "png"));
  }
});

root.addEventListener("theme:changed", () => [...charts.keys()].forEach(draw));
document.addEventListener("htmx:after:swap", () => wake(document));
wake(document);
