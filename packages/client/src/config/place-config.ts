import { isAbsolute, resolve } from "node:path";
import { own, type JsonValue, type PlaceFiles } from "@meshaudit/core";

/** What the config file names of databases and lists of addresses. */
export type PlaceConfig = { [file in Exclude<keyof PlaceFiles, "cluster">]: string | null };

/** The environment's names for the same files, which overrule the config file's. */
const variables: { [file in keyof PlaceConfig]: string } = {
  country: "MESHAUDIT_GEOIP_COUNTRY",
  city: "MESHAUDIT_GEOIP_CITY",
  asn: "MESHAUDIT_GEOIP_ASN",
  risky: "MESHAUDIT_RISKY_ADDRESSES",
};

/**
 * The files that a parsed config file names, as they stand there.
 *
 * @param invalid makes the error for what is not usable.
 */
export const placeConfigFrom = (document: JsonValue, invalid: (reason: string) => Error): PlaceConfig => {
  const geoip = own(document, "geoip") ?? null;
  const text = (of: JsonValue, key: string, where: string): string | null => {
    const value = own(of, key) ?? null;
    if (value === null || (typeof value === "string" && value !== "")) return value;
    throw invalid(`${where} is no path of a file`);
  };
  if (geoip !== null && (typeof geoip !== "object" || Array.isArray(geoip))) throw invalid("geoip is no mapping");
  const database = (key: "country" | "city" | "asn"): string | null => text(geoip, key, `geoip.${key}`);
  return {
    country: database("country"),
    city: database("city"),
    asn: database("asn"),
    risky: text(document, "riskyAddresses", "riskyAddresses"),
  };
};

/**
 * The files that places are known by: those that the environment names, else those of the config file, else the shipped database.
 *
 * @param base the config file's folder, from which its paths start; the environment's start at `cwd`.
 */
export const placeFiles = (
  config: PlaceConfig | null,
  base: string,
  env: { [name: string]: string | undefined },
  cwd: string,
  shipped: { country: string | null },
): Omit<PlaceFiles, "cluster"> => {
  const at = (folder: string, path: string): string => (isAbsolute(path) ? path : resolve(folder, path));
  const file = (name: keyof PlaceConfig): string | null => {
    const named = env[variables[name]];
    if (named) return at(cwd, named);
    const configured = config?.[name] ?? null;
    return configured === null ? null : at(base, configured);
  };
  return { country: file("country") ?? shipped.country, city: file("city"), asn: file("asn"), risky: file("risky") };
};
