import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { addressSet } from "../address-set.ts";
import { placeOf, type Geography } from "./geography.ts";
import { clusterRanges } from "./is-intranet.ts";
import { openPlaceDatabase, type PlaceSubject } from "./place-database.ts";
import { riskyAddresses } from "./risky-addresses.ts";
import { madeDatabase } from "./testing/made-database.ts";

const shipped = readFileSync(new URL(import.meta.resolve("@ip-location-db/geo-whois-asn-country-mmdb/geo-whois-asn-country.mmdb")));

const opened = (bytes: Buffer, subject: PlaceSubject) => openPlaceDatabase(bytes, subject, "a.mmdb");

const cityFile = madeDatabase("GeoLite2-City", {
  "81.2.69.0/24": {
    city: { geoname_id: 2643743, names: { de: "London", en: "London" } },
    country: { iso_code: "GB", names: { en: "A name of its own" } },
    subdivisions: [
      { iso_code: "ENG", names: { en: "England" } },
      { iso_code: "WSM", names: { en: "Westminster" } },
    ],
  },
  "2001:db8::/32": { registered_country: { iso_code: "FR", names: { en: "France" } } },
  "203.0.113.0/24": { city: "Melbourne", country_code: "AU", state1: "Victoria" },
  "10.0.0.0/8": { country: { iso_code: "DE" } },
});
const asnFile = madeDatabase("GeoLite2-ASN", {
  "81.2.69.0/24": { autonomous_system_number: 20712, autonomous_system_organization: "Andrews & Arnold Ltd" },
});

const geography: Geography = {
  country: opened(shipped, "country"),
  city: null,
  asn: null,
  risky: addressSet(riskyAddresses("# ours\r\n203.0.113.7 # twice\n\n; theirs\n198.51.100.0/24\n2001:db8::bad\n", "risky.txt")),
  cluster: addressSet(clusterRanges(["198.51.100.0/25", "2001:db8:1::/48"])),
};

describe("where an address is", () => {
  it.each([
    ["8.8.8.8", "US", "United States"],
    ["::ffff:8.8.8.8", "US", "United States"],
    ["1.1.1.1", "AU", "Australia"],
    ["193.0.6.139", "NL", "Netherlands"],
    ["200.160.0.8", "BR", "Brazil"],
    ["196.216.2.6", "ZA", "South Africa"],
    ["223.5.5.5", "CN", "China"],
    ["2001:4860:4860::8888", "US", "United States"],
    ["2001:67c:2e8:22::c100:68b", "NL", "Netherlands"],
  ])("%s is in %s by the database that is shipped", (ip, countryCode, country) =>
    expect(placeOf(ip, geography)).toEqual({
      countryCode,
      country,
      province: null,
      city: null,
      provider: null,
      domain: "internet",
      isRisky: false,
    }),
  );

  it("is a city and a network by databases of the person's own, in whichever layout", () => {
    const own = { ...geography, city: opened(cityFile, "city"), asn: opened(asnFile, "asn") };
    expect(placeOf("81.2.69.142", own)).toMatchObject({
      countryCode: "GB",
      country: "United Kingdom",
      province: "England",
      city: "London",
      provider: "Andrews & Arnold Ltd",
    });
    expect(placeOf("2001:db8::1", own)).toMatchObject({ countryCode: "FR", country: "France", city: null, provider: null });
    expect(placeOf("203.0.113.9", own)).toMatchObject({ country: "Australia", province: "Victoria", city: "Melbourne" });
    // What the city's database does not have, the country's may.
    expect(placeOf("8.8.8.8", own)).toMatchObject({ country: "United States", city: null });
  });

  it.each(
    [
      "10.1.2.3 172.16.0.1 172.31.255.255 192.168.1.1 127.0.0.1 169.254.1.1 100.64.0.1 100.127.255.255 0.0.0.0".split(" "),
      "::1 fe80::1 fd00::1 fc00::1 :: ::ffff:10.0.0.1 198.51.100.1 2001:db8:1::5".split(" "),
    ].flat(),
  )("%s is the intranet, and nowhere", (ip) =>
    expect(placeOf(ip, { ...geography, city: opened(cityFile, "city") })).toMatchObject({ country: null, domain: "intranet" }),
  );

  it.each(["172.32.0.1", "100.128.0.1", "198.51.100.200", "2001:db8:2::5", "fec0::1"])("%s is not", (ip) =>
    expect(placeOf(ip, geography)).toMatchObject({ domain: "internet" }),
  );

  it("is risky when it is listed", () => {
    for (const ip of ["203.0.113.7", "198.51.100.200", "198.51.100.1", "2001:db8::bad"])
      expect(placeOf(ip, geography)?.isRisky, ip).toBe(true);
    expect(placeOf("203.0.113.8", geography)?.isRisky).toBe(false);
  });

  it.each(["", "nothing", "1", "8.8.8", "8.8.8.8.8", "8.8.8.8:443", "[::1]", "8.8.8.8, 10.0.0.1", "-", "\u0000", "8.8.8.8/8", "٨.٨.٨.٨"])(
    "is not known of %j",
    (text) => expect(placeOf(text, geography)).toBeNull(),
  );
});

describe("a file that is of no use", () => {
  const torn = asnFile.subarray(0, asnFile.length >> 1);
  const damaged = Buffer.from(asnFile);
  damaged.fill(0xff, damaged.indexOf("Andrews") - 40, damaged.indexOf("Andrews"));
  it.each([
    ["of nothing", Buffer.alloc(0), "city", "is none in MaxMind's format, or it is torn"],
    ["of text", Buffer.from("ip,city\n8.8.8.8,Berlin\n"), "city", "is none in MaxMind's format"],
    ["that is torn", torn, "asn", "is none in MaxMind's format, or it is torn"],
    ["whose end alone is there", cityFile.subarray(-200), "city", "is none in MaxMind's format, or it is torn"],
    ["in place of another", asnFile, "city", "is a GeoLite2-ASN, which does not know cities"],
    ["of countries for cities", shipped, "city", "is a country ipvAll, which does not know cities"],
    ["of cities for operators", cityFile, "asn", "is a GeoLite2-City, which does not know networks' operators"],
  ] as const)("%s is refused by its name", (_, bytes, subject, reason) =>
    expect(() => opened(bytes, subject)).toThrow(
      expect.objectContaining({ code: "config-invalid", message: expect.stringMatching(new RegExp(`^the database a.mmdb ${reason}`)) }),
    ),
  );

  it("is said to be damaged where it is", () => {
    expect(() => opened(damaged, "asn")("81.2.69.142")).toThrow(
      expect.objectContaining({ code: "config-invalid", message: "the database a.mmdb is damaged" }),
    );
  });

  it("is a list with a line that is no address, which is named", () => {
    expect(() => riskyAddresses("10.0.0.1\nexample.com\n", "risky.txt")).toThrow(
      expect.objectContaining({
        code: "config-invalid",
        message: expect.stringContaining('line 2 of the list of risky addresses risky.txt is no address: "example.com"'),
      }),
    );
    expect(() => clusterRanges(["10.244.0.0"])).not.toThrow();
    expect(() => clusterRanges(["pods"])).toThrow(expect.objectContaining({ code: "config-invalid" }));
  });
});
