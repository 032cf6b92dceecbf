/**
 * What is known of addresses, filled by whoever runs a plan: `domain` is intranet or internet, `risky` 1 or 0, `hex` as `addressHex`
 * gives it; NULL where nothing is known, as for what is no address.
 */
export const placesTable = {
  name: "ip_places",
  columns: [
    { name: "ip", type: "text" },
    { name: "country", type: "text" },
    { name: "province", type: "text" },
    { name: "city", type: "text" },
    { name: "provider", type: "text" },
    { name: "domain", type: "text" },
    { name: "risky", type: "long" },
    { name: "hex", type: "text" },
  ],
} as const;
