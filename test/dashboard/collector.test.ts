import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findChromium, launchChromium } from "../editor/workbench/chromium.ts";
import { bookshop, root } from "./serve-dashboard.ts";

const program = join(root, "packages/kubectl-meshaudit/bin/kubectl-meshaudit.cjs");
const folder = mkdtempSync(join(tmpdir(), "meshaudit-collected-"));
const env = { PATH: process.env["PATH"], HOME: folder, TMPDIR: process.env["TMPDIR"], TZ: "UTC" };
const store = ["--store", join(folder, "store"), "--mesh", "books"];
const tokens = ["--token-file", join(folder, "tokens.yaml")];
let browser: Browser;
let collector: ChildProcess;
let token: string;
let url: string;

beforeAll(async () => {
  const run = (...args: string[]): string =>
    execFileSync(process.execPath, [program, ...args], { encoding: "utf8", env, stdio: ["ignore", "pipe", "ignore"] });
  run("ingest", bookshop, ...store);
  token = run("serve", ...store, ...tokens, "--new-token", "auditors", "--role", "read").trim();
  const tls = ["--tls-generate", join(folder, "tls"), "--listen", "127.0.0.1:0"];
  collector = spawn(process.execPath, [program, "serve", ...store, ...tokens, ...tls], { env, stdio: ["ignore", "ignore", "pipe"] });
  let told = "";
  url = await new Promise((done) => {
    collector.stderr?.on("data", (text) => {
      told += text;
      const [, found] = /the dashboard: (\S+)\n/.exec(told) ?? [];
      if (found !== undefined) done(found);
    });
  });
  browser = await launchChromium(findChromium());
});

afterAll(async () => {
  await browser.close();
  collector.kill("SIGTERM");
  await once(collector, "exit");
  rmSync(folder, { recursive: true });
});

describe("the dashboard of a collector", () => {
  it("asks for a token, and then shows reports, histories and queries of the store", async () => {
    const context = await browser.newContext({ ignoreHTTPSErrors: true, timezoneId: "UTC" });
    const page = await context.newPage();
    await page.goto(url);
    await page.getByLabel("Token").fill("wrong");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByText("This token may not read this mesh.").waitFor();
    await page.getByLabel("Token").fill(token);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.locator(".totals").waitFor();
    expect(await page.locator(".mesh").innerText()).toBe("books");
    expect(await page.locator(".totals").innerText()).toMatch(/Created\s+28\s+Updated\s+23\s+Deleted\s+9/);
    await page.goto(`${url}#/object?subject=virtualservices.networking.istio.io%2Fbookinfo%2Freviews`);
    await expect.poll(() => page.locator(".changes .change").count()).toBe(9);
    await page.goto(`${url}#/query?query=${encodeURIComponent("* | SELECT count(*) AS n FROM log")}`);
    await expect.poll(() => page.locator(".table-body").innerText()).toContain("2\u202f520");
    await context.close();
  });
});
