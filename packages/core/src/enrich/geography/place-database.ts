import { Reader, type Response } from "mmdb-lib";
import { MeshauditError } from "../../model/error.ts";
import type { JsonValue } from "../../model/json.ts";

/** What a database is asked for. */
export type PlaceSubject = "country" | "city" | "asn";

/** What is written about an address; null where nothing is. */
export type PlaceLookup = (address: string) => JsonValue;

/** Types of databases that do not know a subject: a file given in the place of another. Source: MaxMind, "GeoIP2 and GeoLite database types". */
const unfit: { [subject in PlaceSubject]: RegExp } = {
  country: /asn|isp|connection|domain|anonymous|proxy/i,
  city: /asn|isp|connection|domain|anonymous|proxy|country/i,
  asn: /city|country|connection|anonymous|proxy/i,
};

const knows: { [subject in PlaceSubject]: string } = { country: "countries", city: "cities", asn: "networks' operators" };

/** What a file has to be, for hints. */
const wanted: { [subject in PlaceSubject]: string } = {
  country: "GeoLite2-Country.mmdb",
  city: "GeoLite2-City.mmdb",
  asn: "GeoLite2-ASN.mmdb",
};

const fails = (name: string, subject: PlaceSubject, reason: string, cause?: unknown): MeshauditError =>
  new MeshauditError("config-invalid", `the database ${name} ${reason}`, {
    hint: `give a file in MaxMind's format that knows ${knows[subject]}, such as ${wanted[subject]}, or none`,
    cause,
  });

const open = (bytes: Buffer): Reader<Response> | null => {
  try {
    const reader = new Reader(bytes);
    const { nodeCount, searchTreeSize, ipVersion, databaseType } = reader.metadata;
    const isWhole = Number.isInteger(nodeCount) && nodeCount > 0 && searchTreeSize < bytes.length;
    return isWhole && (ipVersion === 4 || ipVersion === 6) && typeof databaseType === "string" ? reader : null;
  } catch {
    return null;
  }
};

/**
 * Opens a database in MaxMind's format.
 *
 * @param name of the file, for errors.
 * @returns a lookup that takes addresses as `parseAddress` prints them, and throws MeshauditError `config-invalid` where the file is damaged.
 * @throws MeshauditError `config-invalid` for what is no such database, or one that does not know the subject.
 */
export const openPlaceDatabase = (bytes: Buffer, subject: PlaceSubject, name: string): PlaceLookup => {
  const reader = open(bytes);
  if (reader === null) throw fails(name, subject, "is none in MaxMind's format, or it is torn");
  const { databaseType, ipVersion } = reader.metadata;
  if (unfit[subject].test(databaseType)) throw fails(name, subject, `is a ${databaseType}, which does not know ${knows[subject]}`);
  return (address) => {
    if (ipVersion === 4 && address.includes(":")) return null;
    try {
      return (reader.get(address) as JsonValue) ?? null;
    } catch (error) {
      throw fails(name, subject, "is damaged", error);
    }
  };
};
