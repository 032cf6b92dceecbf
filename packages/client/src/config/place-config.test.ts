import { describe, expect, it } from "vitest";
import { configFrom } from "./config.ts";
import { placeFiles } from "./place-config.ts";

const places = { country: null, city: "GeoLite2-City.mmdb", asn: "/var/lib/GeoIP/GeoLite2-ASN.mmdb", risky: "risky.txt" };

describe("what addresses are known by", () => {
  it("stands in the config file", () => {
    const document = { geoip: { city: places.city, asn: places.asn, later: true }, riskyAddresses: places.risky };
    expect(configFrom(document, "config.yaml")).toEqual({ meshes: [], places });
    expect(configFrom({ geoip: null }, "config.yaml")).toEqual({ meshes: [] });
  });

  it.each([
    [{ geoip: ["a.mmdb"] }, "geoip is no mapping"],
    [{ geoip: { city: 1 } }, "geoip.city is no path of a file"],
    [{ geoip: { asn: "" } }, "geoip.asn is no path of a file"],
    [{ riskyAddresses: ["10.0.0.1"] }, "riskyAddresses is no path of a file"],
  ])("is refused where it makes no sense: %j", (document, reason) =>
    expect(() => configFrom(document, "config.yaml")).toThrow(
      expect.objectContaining({ code: "config-invalid", message: expect.stringContaining(reason) }),
    ),
  );

  it("is what the environment names, else the config file, from where it lies, else what is shipped", () => {
    const shipped = { country: "/package/countries.mmdb" };
    const none = { country: null, city: null, asn: null, risky: null };
    expect(placeFiles(places, "/etc/meshaudit", {}, "/home", shipped)).toEqual({
      country: "/package/countries.mmdb",
      city: "/etc/meshaudit/GeoLite2-City.mmdb",
      asn: "/var/lib/GeoIP/GeoLite2-ASN.mmdb",
      risky: "/etc/meshaudit/risky.txt",
    });
    const env = { MESHAUDIT_GEOIP_COUNTRY: "c.mmdb", MESHAUDIT_GEOIP_CITY: "/d.mmdb", MESHAUDIT_GEOIP_ASN: "" };
    expect(placeFiles(places, "/etc/meshaudit", env, "/home", shipped)).toEqual({
      country: "/home/c.mmdb",
      city: "/d.mmdb",
      asn: "/var/lib/GeoIP/GeoLite2-ASN.mmdb",
      risky: "/etc/meshaudit/risky.txt",
    });
    expect(placeFiles(null, "/", {}, "/", { country: null })).toEqual(none);
  });
});
