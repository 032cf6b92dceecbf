import { expect, it } from "vitest";
import { killOverAndOver } from "./kills.ts";

it("a writer that is killed at any moment leaves every acknowledged event once, and no reader fails meanwhile", async () => {
  const { kills, acknowledged, reads, failures } = await killOverAndOver(6, 1);
  expect(failures).toEqual([]);
  expect(kills).toBe(6);
  expect(acknowledged).toBeGreaterThan(20);
  expect(reads).toBeGreaterThan(5);
}, 240_000);
