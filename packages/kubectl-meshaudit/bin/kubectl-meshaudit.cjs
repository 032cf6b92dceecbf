#!/usr/bin/env node
// Runs on any Node since 20: what the plugin itself needs, it finds beside it or asks for.
"use strict";
const { existsSync } = require("node:fs");
const { join } = require("node:path");

/** The oldest Node that the plugin runs on, as `engines` of its package.json says. */
const floor = [22, 19];

const root = join(__dirname, "..");
const argv = process.argv.slice(2);

const isNewEnough = (version) => {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major > floor[0] || (major === floor[0] && minor >= floor[1]);
};

if (!isNewEnough(process.versions.node)) runInNewerNode();
else if (!existsSync(join(root, "dist", "main.cjs"))) fail("the plugin is not built", "run: npm run build");
else run();

function run() {
  void require("../dist/main.cjs").main(argv, root);
}

/** A Node that was installed beside the plugin as a package, in this node_modules or one above it. */
function newerNode() {
  const windows = process.platform === "win32";
  for (const name of [`node-${windows ? "win" : process.platform}-${process.arch}`, "node"]) {
    try {
      const manifest = require.resolve(`${name}/package.json`, { paths: [__dirname] });
      const binary = join(manifest, "..", "bin", windows ? "node.exe" : "node");
      if (isNewEnough(require(manifest).version) && existsSync(binary)) return binary;
    } catch {
      // Not installed here.
    }
  }
  return null;
}

function runInNewerNode() {
  const node = newerNode();
  if (node === null) {
    fail(
      `meshaudit needs Node ${floor.join(".")} or newer, and this is ${process.versions.node}`,
      `install Node 24, or in this package's folder: npm install node-${process.platform}-${process.arch}@24`,
    );
    return;
  }
  const child = require("node:child_process").spawn(node, [__filename, ...argv], { stdio: "inherit" });
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
  for (const signal of signals) process.on(signal, () => child.kill(signal));
  child.on("error", (error) => fail(`${node} does not run: ${error.message}`, "install Node 24"));
  child.on("exit", (status, signal) => {
    if (signal === null) {
      process.exitCode = status ?? 1;
      return;
    }
    for (const each of signals) process.removeAllListeners(each);
    process.kill(process.pid, signal);
  });
}

function fail(message, hint) {
  process.stderr.write(`error: ${message}\nhint: ${hint}\n`);
  process.exitCode = 1;
}
