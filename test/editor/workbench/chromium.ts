import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chromium, type Browser } from "playwright-core";
import { Unavailable } from "./unavailable.ts";

const places = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/**
 * The Chromium to test in: `CHROMIUM`, else an installed one. In CI, where the tests are not to be skipped, root installs a missing one.
 *
 * @throws Unavailable
 */
export const findChromium = (): string => {
  const asked = process.env["CHROMIUM"];
  if (asked !== undefined) {
    if (!existsSync(asked)) throw new Unavailable(`CHROMIUM is ${asked}, and nothing is there`);
    return asked;
  }
  const found = places.find((path) => existsSync(path)) ?? (mayInstall() ? install() : undefined);
  if (found === undefined) throw new Unavailable("no Chromium: install one, or say where it is in the environment variable CHROMIUM");
  return found;
};

const mayInstall = (): boolean =>
  process.env["CI"] === "true" && process.platform === "linux" && process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");

const install = (): string | undefined => {
  process.stderr.write("Installing Chromium (apt-get) …\n");
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const aptGet = (...args: string[]): number | null =>
    spawnSync("apt-get", ["-qq", "-o", "Dpkg::Use-Pty=0", ...args], { env, stdio: ["ignore", "ignore", 2] }).status;
  const installed = (): boolean => aptGet("install", "-y", "--no-install-recommends", "chromium") === 0;
  if (!installed()) {
    aptGet("update");
    installed();
  }
  return places.find((path) => existsSync(path));
};

/** Starts a Chromium of one's own, which ends with `close()`. */
export const launchChromium = (executablePath: string): Promise<Browser> =>
  chromium.launch({
    executablePath,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
