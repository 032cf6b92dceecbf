import { functionsOf } from "./function-rule.ts";

/** Functions of addresses: looked up before the statement runs, see `Plan.lookups`. */
export const addressFunctions = functionsOf("scalar", [
  ["ip_to_country(ip)", "text literal?", "text", "the country; 'en' may follow, as elsewhere, and changes nothing"],
  ["ip_to_province(ip)", "text literal?", "text", "the province or state, with a city database"],
  ["ip_to_city(ip)", "text literal?", "text", "the city, with a city database"],
  ["ip_to_provider(ip)", "text literal?", "text", "the network's operator, with an operator database"],
  ["ip_to_domain(ip)", "text", "text", "intranet or internet; NULL when it is no address"],
  ["security_check_ip(ip)", "text", "long", "1 when it is on the list of risky addresses, else 0"],
  ["is_subnet_of(range, ip)", "subnet text", "boolean", "whether it lies in a range such as '10.0.0.0/8'"],
]);

/** Which column of the table of addresses holds what a function gives. */
export const placeColumns = {
  ip_to_country: "country",
  ip_to_province: "province",
  ip_to_city: "city",
  ip_to_provider: "provider",
  ip_to_domain: "domain",
  security_check_ip: "risky",
  is_subnet_of: "hex",
} as const;

export type PlaceColumn = (typeof placeColumns)[keyof typeof placeColumns];
