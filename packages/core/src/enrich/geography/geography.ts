import { addressHex, parseAddress } from "../address-range.ts";
import type { AddressSet } from "../address-set.ts";
import { isIntranet } from "./is-intranet.ts";
import { knownOperator, knownPlace, type KnownPlace } from "./known-place.ts";
import type { PlaceLookup } from "./place-database.ts";

/** What places are known by; null where there is no such database. */
export interface Geography {
  country: PlaceLookup | null;
  city: PlaceLookup | null;
  asn: PlaceLookup | null;
  risky: AddressSet;
  /** The cluster's own addresses. */
  cluster: AddressSet;
}

/** What is known of an address. */
export interface AddressPlace extends KnownPlace {
  /** The operator of its network. */
  provider: string | null;
  domain: "intranet" | "internet";
  isRisky: boolean;
}

const nowhere: KnownPlace = { countryCode: null, country: null, province: null, city: null };

/** What is known of an address; null for what is none. An intranet's address is nowhere, whatever a database has of it. */
export const placeOf = (text: string, { country, city, asn, risky, cluster }: Geography): AddressPlace | null => {
  const hex = addressHex(text);
  const address = parseAddress(text)?.toString() ?? null;
  if (hex === null || address === null) return null;
  const isRisky = risky.has(hex);
  if (isIntranet(text) || cluster.has(hex)) return { ...nowhere, provider: null, domain: "intranet", isRisky };
  const byCity = city === null ? nowhere : knownPlace(city(address));
  const place = byCity.country === null && country !== null ? { ...byCity, ...countryOf(country(address)) } : byCity;
  return { ...place, provider: asn === null ? null : knownOperator(asn(address)), domain: "internet", isRisky };
};

const countryOf = (record: ReturnType<PlaceLookup>): Pick<KnownPlace, "countryCode" | "country"> => {
  const { countryCode, country } = knownPlace(record);
  return { countryCode, country };
};
