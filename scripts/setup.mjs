// The set-up that every command of the repository begins with. It runs on Node 20 and imports no package, as none may be installed yet.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, realpathSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's root. */
export const root = fileURLToPath(new URL("..", import.meta.url));

/** The oldest Node that the packages run on, as `engines` of packages/core says. */
const floor = [22, 19];

const bin = join(root, "node_modules", ".bin");
const windows = process.platform === "win32";

/**
 * Installs what package-lock.json says unless it is installed, goes on in the Node that came with it, and builds what changed.
 * Call it first and import packages only after it: when the running Node is not the wanted one, this call runs the same script
 * with the same arguments again in the wanted one and ends with its exit status.
 *
 * @param {{ build: boolean }} options `build: false` when the packages' dist folders are not needed
 */
export function setUp({ build }) {
  if (!isInstalled()) install();
  process.env.PATH = `${bin}${delimiter}${process.env.PATH ?? ""}`;
  const node = wantedNode();
  if (node !== process.execPath) runAgain(node);
  if (build) buildPackages();
}

/**
 * Whether node_modules holds what package-lock.json says. npm notes what it installed as the last step of an install, so an install
 * that broke off does not count; an optional package may be missing, as most are for other platforms.
 */
function isInstalled() {
  const wanted = readLock(join(root, "package-lock.json"));
  const found = readLock(join(root, "node_modules", ".package-lock.json"));
  if (found === null) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === "") return true;
    const there = found[path];
    return there === undefined ? entry.optional === true : there.version === entry.version && there.integrity === entry.integrity;
  });
}

function readLock(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")).packages : null;
}

function install() {
  say("Installing the locked dependencies (npm ci) …");
  const npm = process.env.npm_execpath?.endsWith(".js") ? [process.execPath, process.env.npm_execpath] : ["npm"];
  const options = { cwd: root, stdio: ["ignore", 2, 2], shell: npm.length === 1 && windows };
  const { status } = spawnSync(npm[0], [...npm.slice(1), "ci", "--no-progress", "--loglevel=error"], options);
  if (status !== 0) fail("npm ci failed: see above", "check the network and `npm config get registry`, then try again");
}

/** The Node that the lock file pins for this platform; where it pins none, the running one if it is new enough. */
function wantedNode() {
  const folder = join(root, "node_modules", `node-${windows ? "win" : process.platform}-${process.arch}`);
  const pinned = join(folder, "bin", windows ? "node.exe" : "node");
  if (existsSync(pinned)) return realpathSync(pinned);
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > floor[0] || (major === floor[0] && minor >= floor[1])) return process.execPath;
  return fail(
    `this is Node ${process.versions.node}, and the repository brings none of its own for ${process.platform}-${process.arch}`,
    `install Node 24 (at least ${floor.join(".")}), then try again`,
  );
}

function runAgain(node) {
  const { status, signal, error } = spawnSync(node, process.argv.slice(1), { stdio: "inherit" });
  if (error) fail(`${node} does not run here: ${error.message}`, "run `npm ci --omit=optional` with a Node 24 of your own");
  if (signal) process.kill(process.pid, signal);
  process.exit(status ?? 1);
}

function buildPackages() {
  const env = { ...process.env, TURBO_TELEMETRY_DISABLED: "1", TURBO_NO_UPDATE_NOTIFIER: "1" };
  const turbo = join(root, "node_modules", "turbo", "bin", "turbo");
  const options = { cwd: root, env, encoding: "utf8" };
  const { status, stdout, stderr } = spawnSync(process.execPath, [turbo, "run", "build", "--output-logs=errors-only"], options);
  if (status === 0) return;
  process.stderr.write(`${stdout}${stderr}`);
  fail("the build failed: see above", "`npm run check` names the gate that a change broke");
}

function say(text) {
  process.stderr.write(`${text}\n`);
}

function fail(message, hint) {
  say(`error: ${message}\nhint: ${hint}`);
  process.exit(1);
}
