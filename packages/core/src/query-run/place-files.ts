import type { PlaceColumn } from "../query/functions/address-functions.ts";
import type { PrintedPlan } from "../query/dialects/print-plan.ts";

/** Files of this machine that say where addresses are; null where there is none. Read only for the columns that need them. */
export interface PlaceFiles {
  /** Databases in MaxMind's format. */
  country: string | null;
  city: string | null;
  asn: string | null;
  /** A list of risky addresses, see `riskyAddresses`. */
  risky: string | null;
  /** CIDRs of the cluster's own, which are the intranet's. */
  cluster: string[];
}

/** No such file, and no ranges of a cluster's. */
export const noPlaces: PlaceFiles = { country: null, city: null, asn: null, risky: null, cluster: [] };

/** What a plan asks about addresses. */
export const placeColumnsOf = ({ steps }: PrintedPlan): PlaceColumn[] => [
  ...new Set(steps.flatMap((step) => (step.kind === "look up" ? step.columns : []))),
];

/** Why a query's functions of addresses give nothing, for the person who asked. */
export const notesOnPlaces = ({ country, city, asn, risky }: PlaceFiles, columns: readonly PlaceColumn[]): string[] => {
  const asked = (...some: PlaceColumn[]): boolean => some.some((column) => columns.includes(column));
  return [
    ...(asked("country") && country === null && city === null ? ["countries are not known here: their database is missing"] : []),
    ...(asked("province", "city") && city === null ? ["provinces and cities are not known here: name a database as geoip.city"] : []),
    ...(asked("provider") && asn === null ? ["networks' operators are not known here: name a database as geoip.asn"] : []),
    ...(asked("risky") && risky === null ? ["no list of risky addresses is named as riskyAddresses: none is taken for risky"] : []),
  ];
};
