// The map of the world as the page draws it: made once by the build, so that no geography has to be computed in a browser.
import { createRequire } from "node:module";
import { geoNaturalEarth1, geoPath } from "d3-geo";
import countries from "i18n-iso-countries";
import { feature } from "topojson-client";

const require = createRequire(import.meta.url);
const coarse = require("world-atlas/countries-110m.json");
const fine = require("world-atlas/countries-50m.json");

const width = 960;
const height = 440;
const antarctica = "010";

/** `countries`: the outline of each by ISO 3166 code, and its middle, also of those too small to be drawn. */
export function worldMap() {
  const all = feature(coarse, coarse.objects.countries);
  // Nobody asks from Antarctica, and without it there is room for those who do.
  const shapes = { ...all, features: all.features.filter(({ id }) => id !== antarctica) };
  const projection = geoNaturalEarth1().fitSize([width, height], shapes);
  const path = geoPath(projection).digits(1);
  const outlines = new Map();
  const unclaimed = [];
  for (const shape of shapes.features) {
    const code = countries.numericToAlpha2(shape.id);
    if (code === undefined) unclaimed.push(path(shape));
    else outlines.set(code, path(shape));
  }
  const found = feature(fine, fine.objects.countries).features.flatMap((shape) => {
    const code = countries.numericToAlpha2(shape.id);
    const [x, y] = path.centroid(shape);
    return code === undefined || !Number.isFinite(x) ? [] : [[code, { outline: outlines.get(code) ?? null, x: round(x), y: round(y) }]];
  });
  return { width, height, unclaimed, countries: Object.fromEntries(found) };
}

function round(value) {
  return Math.round(value * 10) / 10;
}
