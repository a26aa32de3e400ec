// Copies the browser packages that the web shell serves, and builds the icon sprite from the icons that pages name.
import { copyFile, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { maps } from "./build_maps.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const packages = join(root, "node_modules");
const web = join(root, "src/idic/doors/web");
const vendor = join(web, "shell/static/vendor");
const fonts = join(root, "src/idic/foundation/printing/fonts");

// For PDF: the four scripts of the product, in two weights.
const FONTS = ["noto-sans/NotoSans", "noto-sans-thai/NotoSansThai", "noto-sans-sc/NotoSansSC", "noto-sans-tc/NotoSansTC"];
const WEIGHTS = ["400Regular", "600SemiBold"];

const COPIES = [
  ["@tabler/core/dist/css/tabler.min.css", "tabler.min.css"],
  ["@tabler/core/dist/js/tabler.min.js", "tabler.min.js"],
  ["htmx.org/dist/htmx.min.js", "htmx.min.js"],
  ["echarts/dist/echarts.esm.min.mjs", "echarts.esm.min.js"],
  ["sortablejs/modular/sortable.esm.js", "sortable.esm.js"],
  ["@github/markdown-toolbar-element/dist/index.js", "markdown-toolbar.js"],
  ["@github/text-expander-element/dist/bundle.js", "text-expander.js"],
];

// `{% icon "bell" %}` in templates; `icon="bell"` or `"icon": "bell"` anywhere; the values of a dict named …ICONS in Python.
const ICON_USES = [/\{%\s*icon\s+"([a-z0-9-]+)"/g, /\bicon=["']([a-z0-9-]+)["']/g, /"icon":\s*"([a-z0-9-]+)"/g];
const ICON_TABLE = /ICONS\b[^=\n]*=\s*\{([^}]*)\}/g;
const TABLE_VALUE = /:\s*"([a-z0-9-]+)"/g;

async function filesUnder(folder) {
  const entries = await readdir(folder, { withFileTypes: true });
  const nested = await Promise.all(
    entries.map((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return entry.name === "static" ? [] : filesUnder(path);
      return /\.(html|py|txt)$/.test(entry.name) ? [path] : [];
    }),
  );
  return nested.flat();
}

async function usedIcons() {
  const uses = new Map();
  for (const path of await filesUnder(join(root, "src/idic"))) {
    const text = await readFile(path, "utf8");
    const tables = [...text.matchAll(ICON_TABLE)].map(([, entries]) => entries);
    const found = [...ICON_USES.map((pattern) => text.matchAll(pattern)), ...tables.map((entries) => entries.matchAll(TABLE_VALUE))];
    for (const matches of found) {
      for (const [, name] of matches) uses.set(name, relative(root, path));
    }
  }
  return uses;
}

async function buildSprite() {
  const outline = JSON.parse(await readFile(join(packages, "@tabler/icons/tabler-nodes-outline.json"), "utf8"));
  const symbols = [];
  for (const [name, path] of [...(await usedIcons())].sort()) {
    const nodes = outline[name];
    if (!nodes) throw new Error(`${path} names the icon "${name}", which the icon package does not have.`);
    const shapes = nodes.map(
      ([tag, attributes]) => `<${tag} ${Object.entries(attributes).map(([key, value]) => `${key}="${value}"`).join(" ")}/>`,
    );
    symbols.push(`<symbol id="${name}" viewBox="0 0 24 24">${shapes.join("")}</symbol>`);
  }
  return symbols;
}

// Before anything is taken away: a name that is misspelt must not leave the pages without icons.
const symbols = await buildSprite();
const drawn = Object.entries(await maps());
await rm(vendor, { recursive: true, force: true });
await mkdir(vendor, { recursive: true });
for (const [from, to] of COPIES) {
  // The maps are not shipped; a left-over pointer to one would stop Django's hashed static storage.
  const text = (await readFile(join(packages, from), "utf8")).replace(/(\/\/|\/\*)#\s*sourceMappingURL=[^\n]*/g, "");
  await writeFile(join(vendor, to), text);
}
await mkdir(join(vendor, "maps"));
for (const [name, map] of drawn) await writeFile(join(vendor, "maps", `${name}.json`), JSON.stringify(map));
await mkdir(fonts, { recursive: true });
for (const font of FONTS) {
  const [name, file] = font.split("/");
  for (const weight of WEIGHTS) {
    await copyFile(join(packages, "@expo-google-fonts", name, weight, `${file}_${weight}.ttf`), join(fonts, `${file}_${weight}.ttf`));
  }
}
await writeFile(join(vendor, "icons.svg"), `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("\n")}</svg>\n`);
console.log(`${COPIES.length} files, ${drawn.length} maps, ${2 * FONTS.length} fonts and ${symbols.length} icons are in ${relative(root, vendor)}`);
