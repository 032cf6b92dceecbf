import { readFileSync } from "node:fs";
import { addressHex } from "../enrich/address-range.ts";
import { addressSet } from "../enrich/address-set.ts";
import { placeOf, type Geography } from "../enrich/geography/geography.ts";
import { clusterRanges } from "../enrich/geography/is-intranet.ts";
import { openPlaceDatabase, type PlaceLookup, type PlaceSubject } from "../enrich/geography/place-database.ts";
import { riskyAddresses } from "../enrich/geography/risky-addresses.ts";
import { MeshauditError } from "../model/error.ts";
import type { PlaceColumn } from "../query/functions/address-functions.ts";
import type { placesTable } from "../query/tables/places-table.ts";
import type { PlaceFiles } from "./place-files.ts";

/** A row of `ip_places`. */
export type AddressRow = { [column in (typeof placesTable.columns)[number]["name"]]: string | number | null };

const bytesOf = (what: string, path: string): Buffer => {
  try {
    return readFileSync(path);
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new MeshauditError("config-invalid", `${what} ${path} cannot be read (${reason})`, {
      hint: "check the path and its permissions",
      cause: error,
    });
  }
};

const databaseOf = (path: string | null, subject: PlaceSubject): PlaceLookup | null =>
  path === null ? null : openPlaceDatabase(bytesOf("the database", path), subject, path);

/** Opens what some columns need: databases are large. */
const geographyOf = ({ country, city, asn, risky, cluster }: PlaceFiles, columns: ReadonlySet<PlaceColumn>): Geography => {
  const asked = (...some: PlaceColumn[]): boolean => some.some((column) => columns.has(column));
  const listed = asked("risky") && risky !== null ? riskyAddresses(bytesOf("the list of risky addresses", risky).toString(), risky) : [];
  return {
    country: asked("country") ? databaseOf(country, "country") : null,
    city: asked("country", "province", "city") ? databaseOf(city, "city") : null,
    asn: asked("provider") ? databaseOf(asn, "asn") : null,
    risky: addressSet(listed),
    cluster: addressSet(clusterRanges(cluster)),
  };
};

/**
 * What is known of addresses, as rows of `ip_places`: all is null but the address for what is none. Reads the files that the columns need.
 *
 * @throws MeshauditError `config-invalid` for a file that cannot be used; so does the function that it returns.
 */
export const openPlaces = (files: PlaceFiles, columns: ReadonlySet<PlaceColumn>): ((ip: string) => AddressRow) => {
  const geography = geographyOf(files, columns);
  return (ip) => {
    const place = placeOf(ip, geography);
    return {
      ip,
      country: place?.country ?? null,
      province: place?.province ?? null,
      city: place?.city ?? null,
      provider: place?.provider ?? null,
      domain: place?.domain ?? null,
      risky: place === null ? null : Number(place.isRisky),
      hex: addressHex(ip),
    };
  };
};
