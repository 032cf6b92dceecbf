import ipaddr from "ipaddr.js";
import { addressHex } from "../query/plan/address-range.ts";
import type { placesTable } from "../query/tables/places-table.ts";

type Place = { [column in (typeof placesTable.columns)[number]["name"]]: string | number | null };

/** Ranges that no route of the Internet leads to, by the names of ipaddr.js; `carrierGradeNat` is RFC 6598's 100.64.0.0/10. */
const inside = new Set(["private", "loopback", "linkLocal", "carrierGradeNat", "uniqueLocal", "unspecified"]);

/** What is known of an address without a database: whether it is of the Internet. All is null but the address for what is none. */
export const placeOfAddress = (ip: string): Place => {
  const hex = addressHex(ip);
  const domain = hex === null ? null : inside.has(ipaddr.process(ip).range()) ? "intranet" : "internet";
  return { ip, country: null, province: null, city: null, provider: null, domain, risky: hex === null ? null : 0, hex };
};
