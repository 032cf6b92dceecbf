import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

const requirements = join(import.meta.dirname, "requirements.txt");

/** Python with the packages of requirements.txt, or why there is none. */
export type PreparedPython = { python: string; reason: null } | { python: null; reason: string };

const cache = (): string => join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "meshaudit", "deltalake");

const inVenv = (venv: string): string => (process.platform === "win32" ? join(venv, "Scripts", "python.exe") : join(venv, "bin", "python"));

/** Makes a virtual environment outside of the checkout, once for each content of requirements.txt. */
export const preparePython = (): PreparedPython => {
  const python = process.platform === "win32" ? "python" : "python3";
  let version: string;
  try {
    version = execFileSync(python, ["-c", "import sys; print('%d.%d' % sys.version_info[:2])"], { encoding: "utf8" }).trim();
  } catch {
    return { python: null, reason: `${python} is not on the PATH` };
  }
  if (Number(version.split(".")[1]) < 11) return { python: null, reason: `${python} is ${version}, and 3.11 is needed` };
  const wanted = createHash("sha256").update(readFileSync(requirements)).update(version).digest("hex").slice(0, 16);
  const venv = join(cache(), wanted);
  if (existsSync(join(venv, "complete"))) return { python: inVenv(venv), reason: null };
  const making = `${venv}.${process.pid}`;
  try {
    mkdirSync(cache(), { recursive: true });
    execFileSync(python, ["-m", "venv", making], { stdio: "pipe" });
    const install = ["-m", "pip", "install", "--quiet", "--no-deps", "--only-binary", ":all:", "--require-hashes", "-r", requirements];
    execFileSync(inVenv(making), install, { stdio: "pipe" });
    writeFileSync(join(making, "complete"), "");
    if (!existsSync(venv)) renameSync(making, venv);
    return { python: inVenv(venv), reason: null };
  } catch (error) {
    const output = error instanceof Error && "stderr" in error ? String(error.stderr) : String(error);
    return { python: null, reason: `its packages cannot be installed: ${output.trim().slice(-300)}` };
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
};
