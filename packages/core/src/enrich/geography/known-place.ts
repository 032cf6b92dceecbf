import { isObject, ownAt, type JsonValue } from "../../model/json.ts";

/** Where an address is, as far as a database says. */
export interface KnownPlace {
  /** ISO 3166-1 alpha-2. */
  countryCode: string | null;
  /** In English. */
  country: string | null;
  province: string | null;
  city: string | null;
}

const firstText = (record: JsonValue, ...paths: string[]): string | null => {
  for (const path of paths) {
    const value = ownAt(record, ...path.split("."));
    if (typeof value === "string" && value !== "") return value;
  }
  return null;
};

const regions = new Intl.DisplayNames(["en"], { type: "region", fallback: "none" });

/** A country's English name by its code; null for a code that no country has. */
const countryName = (code: string): string | null => (/^[A-Z]{2}$/.test(code) ? (regions.of(code) ?? null) : null);

/**
 * Where an address is by the record of a city or a country database: of MaxMind's layout, which DB-IP has too, or of the flat ones of
 * ip-location-db and IPinfo. A network that is only registered in a country may be anywhere, so that is the last resort.
 */
export const knownPlace = (record: JsonValue): KnownPlace => {
  const country = [ownAt(record, "country"), ownAt(record, "registered_country")].find(isObject) ?? null;
  const code = firstText(country, "iso_code") ?? firstText(record, "country_code");
  const subdivisions = ownAt(record, "subdivisions");
  const [province] = Array.isArray(subdivisions) ? subdivisions : [];
  return {
    countryCode: code,
    // One name for a country, whichever database says so.
    country: (code === null ? null : countryName(code)) ?? firstText(country, "names.en"),
    province: firstText(province ?? null, "names.en") ?? firstText(record, "state1", "region"),
    city: firstText(record, "city.names.en", "city"),
  };
};

/** The operator of an address's network by the record of an ASN or ISP database. */
export const knownOperator = (record: JsonValue): string | null =>
  firstText(record, "isp", "autonomous_system_organization", "as_name", "organization");
