/** Stands in for a watchdog that ends a process when its parent is gone. */
const nativeWatchdog = "exports.start = () => {};\n";

/** Writes log files as the native logger does: one line a message, or the message as it is where formatting was turned off. */
const spdlog = `const fs = require("node:fs");
const path = require("node:path");
const names = ["trace", "debug", "info", "warning", "error", "critical"];
let common = 2;
class Logger {
  constructor(_type, _name, file) {
    this.file = file;
    this.level = common;
    this.plain = false;
    fs.mkdirSync(path.dirname(file), { recursive: true });
  }
  write(level, text) {
    if (level < this.level) return;
    try {
      fs.appendFileSync(this.file, this.plain ? text : new Date().toISOString() + " [" + names[level] + "] " + text + "\\n");
    } catch {}
  }
  trace(text) { this.write(0, text); }
  debug(text) { this.write(1, text); }
  info(text) { this.write(2, text); }
  warn(text) { this.write(3, text); }
  error(text) { this.write(4, text); }
  critical(text) { this.write(5, text); }
  getLevel() { return this.level; }
  setLevel(level) { this.level = level; }
  setPattern() {}
  clearFormatters() { this.plain = true; }
  flush() {}
  drop() {}
}
const create = async (name, file) => new Logger("", name, file);
Object.assign(exports, { Logger, version: 0, shutdown() {}, setFlushOn() {}, createRotatingLogger: create, createAsyncRotatingLogger: create });
exports.setLevel = (level) => { common = level; };
`;

/** Native modules of the server that would need a compiler, in plain JavaScript: path below node_modules/@vscode, and source. */
export const plainModules: readonly (readonly [path: string, source: string])[] = [
  ["native-watchdog/index.js", nativeWatchdog],
  ["spdlog/index.js", spdlog],
];
