import type { ReportSeries } from "@meshaudit/core";
import { useMemo, useState } from "preact/hooks";
import { numberText } from "../words/numbers.ts";
import { barsOf } from "./bars-data.ts";
import { useWorld, type World } from "./world.ts";

const countryNames = new Intl.DisplayNames(["en"], { type: "region", fallback: "code" });

/** A country's name; a code that is none stays as it is. */
export const countryName = (code: string): string => (/^[A-Z]{2}$/.test(code) ? (countryNames.of(code) ?? code) : code);

/** How dark a country is, 1 to 5, on a scale of powers: amounts of access differ by far. */
const shade = (value: number, most: number): number =>
  value <= 0 ? 0 : Math.max(1, Math.ceil((Math.log1p(value) / Math.log1p(Math.max(1, most))) * 5));

/** An amount for each country on a map of the world. */
export const WorldMap = ({ title, series }: { title: string; series: ReportSeries[] }) => {
  const world = useWorld();
  const [zoom, setZoom] = useState(1);
  const [over, setOver] = useState<string | null>(null);
  const amounts = useMemo(() => barsOf(series).map(({ name, total }) => ({ code: name, value: total })), [series]);
  const byCode = new Map(amounts.map(({ code, value }) => [code, value]));
  const most = amounts[0]?.value ?? 0;
  return (
    <div class="world">
      <div class="world-frame">
        {world === null ? (
          <div class="world-loading">Loading the map …</div>
        ) : (
          <svg
            viewBox={viewBox(world, zoom, amounts[0]?.code)}
            role="img"
            aria-label={`${title}: ${amounts
              .slice(0, 10)
              .map(({ code, value }) => `${countryName(code)} ${numberText(value)}`)
              .join(", ")}`}
          >
            {world.unclaimed.map((outline) => (
              <path key={outline} class="land" d={outline} />
            ))}
            {Object.entries(world.countries).map(([code, { outline }]) =>
              outline === null ? null : (
                <path
                  key={code}
                  class={`land s${shade(byCode.get(code) ?? 0, most)}`}
                  d={outline}
                  onPointerEnter={() => setOver(code)}
                  onPointerLeave={() => setOver(null)}
                />
              ),
            )}
            {amounts.map(({ code, value }) => {
              const country = Object.hasOwn(world.countries, code) ? world.countries[code] : undefined;
              if (country === undefined || (country.outline !== null && value < most / 50)) return null;
              return country.outline === null ? (
                <circle
                  key={code}
                  class={`land small s${shade(value, most)}`}
                  cx={country.x}
                  cy={country.y}
                  r={5 / zoom}
                  onPointerEnter={() => setOver(code)}
                  onPointerLeave={() => setOver(null)}
                />
              ) : null;
            })}
          </svg>
        )}
        <div class="world-zoom">
          <button type="button" aria-label="Zoom in" onClick={() => setZoom(Math.min(8, zoom * 2))}>
            +
          </button>
          <button type="button" aria-label="Zoom out" onClick={() => setZoom(Math.max(1, zoom / 2))}>
            −
          </button>
        </div>
        {over !== null && (
          <div class="tip world-tip" role="status">
            {countryName(over)} <b>{numberText(byCode.get(over) ?? 0)}</b>
          </div>
        )}
      </div>
      <ol class="world-list">
        {amounts.slice(0, 6).map(({ code, value }) => (
          <li key={code}>
            <span class={`swatch land s${shade(value, most)}`} />
            <bdi>{countryName(code)}</bdi>
            <b>{numberText(value)}</b>
          </li>
        ))}
      </ol>
    </div>
  );
};

/** The part of the map that is seen: zoomed in, what is around the country with most. */
const viewBox = ({ width, height, countries }: World, zoom: number, centre: string | undefined): string => {
  const { x, y } = (centre === undefined ? undefined : countries[centre]) ?? { x: width / 2, y: height / 2 };
  const [w, h] = [width / zoom, height / zoom];
  const clamp = (value: number, most: number): number => Math.min(Math.max(0, value), most);
  return `${clamp(x - w / 2, width - w)} ${clamp(y - h / 2, height - h)} ${w} ${h}`;
};
