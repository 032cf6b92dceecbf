import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import { bookshop } from "./serve-dashboard.ts";
import { useDashboard } from "./use-dashboard.ts";

const folder = mkdtempSync(join(tmpdir(), "meshaudit-live-"));
const path = join(folder, "audit.log");
const lines = gunzipSync(readFileSync(bookshop)).toString("utf8").trimEnd().split("\n");
const half = Math.floor(lines.length / 2);
afterAll(() => rmSync(folder, { recursive: true }));

const dashboard = useDashboard(() => {
  writeFileSync(path, `${lines.slice(0, half).join("\n")}\n`);
  return path;
});

const amount = (text: string): number => Number(text.replaceAll("\u202f", ""));

describe("live", () => {
  it("shows what comes, without being asked", async () => {
    const { page, open } = dashboard();
    await open("overview");
    const requests = (): Promise<string> => page.locator(".totals .total-value").first().innerText();
    const before = await requests();
    await page.getByRole("button", { name: "Live" }).click();
    expect(await page.getByRole("button", { name: "Live" }).getAttribute("aria-pressed")).toBe("true");
    appendFileSync(path, `${lines.slice(half).join("\n")}\n`);
    await expect.poll(async () => amount(await requests())).toBeGreaterThan(amount(before));
    expect(await page.locator(".about").innerText()).toContain("2\u202f520 events");
  });
});
