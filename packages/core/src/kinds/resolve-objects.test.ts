import { describe, expect, it } from "vitest";
import { resolveObjects } from "./resolve-objects.ts";

const ask = (text: string): string => {
  const { kinds, names } = resolveObjects(text.split(" "));
  return `${kinds.map((kind) => `${kind.singular}.${kind.group.split(".")[0]}`).join(",")} ${names.join(",")}`;
};

describe("the words after a command", () => {
  it.each([
    ["vs/reviews", "virtualservice.networking reviews"],
    ["vs reviews", "virtualservice.networking reviews"],
    ["vs reviews ratings", "virtualservice.networking reviews,ratings"],
    ["vs/reviews vs/ratings", "virtualservice.networking reviews,ratings"],
    ["vs/reviews dr/reviews", "virtualservice.networking,destinationrule.networking reviews"],
    ["vs", "virtualservice.networking "],
    ["vs,dr", "virtualservice.networking,destinationrule.networking "],
    ["vs,virtualservices x", "virtualservice.networking x"],
    ["gateway/edge", "gateway.networking,gateway.gateway edge"],
    ["clusterrole system:node", "clusterrole.rbac system:node"],
  ])("%s", (text, expected) => expect(ask(text)).toBe(expected));

  it.each([
    ["", "no object was named"],
    ["vs/", '"vs/" is no TYPE/NAME'],
    ["/reviews", '"/reviews" is no TYPE/NAME'],
    ["vs/a/b", '"vs/a/b" is no TYPE/NAME'],
    ["vs vs/reviews", '"vs" stands beside a TYPE/NAME'],
    ["vs,dr/reviews", '"vs,dr/reviews" has several types before one /'],
    ["vs/a dr/b", '"vs/a" and "dr/b" have different types and names'],
    ["vs,", '"vs," has an empty word'],
  ])("%s is refused", (text, message) =>
    expect(() => ask(text)).toThrow(expect.objectContaining({ code: "argument-invalid", message, hint: expect.any(String) })),
  );
});
