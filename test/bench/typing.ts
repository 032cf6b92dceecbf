// What the extension costs the editor's own thread: node --conditions=meshaudit-source test/bench/typing.ts LOG. Prints JSON; times in ms;
// `cpu` is what a keystroke takes of that thread with all that it sets off, the handing over of the text after a rest too.
// It activates the built extension (packages/vscode-ext/dist) in this process, on a stand-in for VS Code's API that keeps the listeners and
// draws nothing, and types into a file of 500 objects. What VS Code itself does for a keystroke is not in it.
import { EventEmitter } from "node:events";
import { createRequire, registerHooks } from "node:module";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { spread } from "./spread.ts";

const [log = ""] = process.argv.slice(2);
const folder = join(import.meta.dirname, "../../packages/vscode-ext");
process.env["XDG_CONFIG_HOME"] = join(tmpdir(), "meshaudit-bench-no-config");

const objectsInFile = 500;
const keystrokes = 200;
/** As fast as a person types who types fast, ms. */
const between = 60;

const manifestOf = (index: number): string => `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata:
  name: reviews-${index}
  namespace: bookinfo
spec:
  hosts:
  - reviews
  http:
  - name: default
    route:
    - destination:
        host: reviews
        subset: v1
      weight: 50
`;

const nothing = { dispose: () => {} };
const listeners = new EventEmitter().setMaxListeners(0);

/** An API of which nothing is known but that it is there. */
const blank = (path: string): unknown =>
  new Proxy(function () {}, {
    get: (_, key) => {
      if (typeof key === "symbol" || key === "then") return undefined;
      if (key === "dispose") return () => {};
      if (!key.startsWith("onDid")) return blank(`${path}.${key}`);
      return (listener: (event: unknown) => void) => (listeners.on(`${path}.${key}`, listener), nothing);
    },
    set: () => true,
    apply: () => blank(`${path}()`),
    construct: () => blank(`new ${path}`) as object,
  });

const withBlanks = (path: string, known: object): unknown =>
  new Proxy(known, {
    get: (target, key) => (Reflect.has(target, key) ? Reflect.get(target, key) : Reflect.get(blank(path) as object, key)),
  });

class Emitter {
  readonly #events = new EventEmitter().setMaxListeners(0);
  readonly event = (listener: (event: unknown) => void): typeof nothing => (this.#events.on("fired", listener), nothing);
  fire(event: unknown): void {
    this.#events.emit("fired", event);
  }
  dispose(): void {}
}

class TabInputText {
  readonly uri = uri;
}

class Place {
  readonly parts: unknown[];
  constructor(...parts: unknown[]) {
    this.parts = parts;
  }
}

const path = join(tmpdir(), "meshaudit-bench", "reviews.yaml");
const uri = { scheme: "file", fsPath: path, path, toString: () => `file://${path}` };
let text = Array.from({ length: objectsInFile }, (_, index) => manifestOf(index)).join("---\n");
const lineCount = text.split("\n").length;
const document = {
  uri,
  version: 1,
  languageId: "yaml",
  isDirty: true,
  isClosed: false,
  lineCount,
  getText: () => text,
  offsetAt: () => text.length,
  lineAt: () => ({ range: { end: { line: 14, character: 16 } } }),
};
const editor = { document, selection: { active: { line: 14, character: 16 } }, setDecorations: () => {}, visibleRanges: [] };
const settings = new Map<string, unknown>([
  ["sources", [log]],
  ["kubeconfig", join(homedir(), "none")],
  ["drift", "problems"],
  ["codeLens.enabled", true],
]);
const configuration = { get: (key: string, otherwise?: unknown) => settings.get(key.replace(/^meshaudit\./, "")) ?? otherwise };
const output = Object.fromEntries(["trace", "debug", "info", "warn", "error", "show", "dispose"].map((name) => [name, () => {}]));
/** A bundle takes over what is named, so that all has to be. */
const named = (names: string): { [name: string]: unknown } => Object.fromEntries(names.split(" ").map((name) => [name, blank(name)]));
const vscode = {
  ...named("languages commands env Uri MarkdownString Hover CodeLens CodeAction CodeActionKind WorkspaceEdit ThemeIcon TreeItem"),
  ...named("TreeItemCollapsibleState StatusBarAlignment ProgressLocation ConfigurationTarget DiagnosticSeverity ViewColumn"),
  ...named("DecorationRangeBehavior OverviewRulerLane TextEditorRevealType CancellationError TabInputTextDiff FileType"),
  EventEmitter: Emitter,
  TabInputText,
  Range: Place,
  Position: Place,
  Selection: Place,
  ThemeColor: Place,
  Diagnostic: Place,
  Disposable: { from: () => nothing },
  l10n: {},
  workspace: withBlanks("workspace", {
    textDocuments: [document],
    getConfiguration: () => configuration,
    getWorkspaceFolder: () => undefined,
  }),
  window: withBlanks("window", {
    activeTextEditor: editor,
    visibleTextEditors: [editor],
    createOutputChannel: () => output,
    tabGroups: withBlanks("tabGroups", { activeTabGroup: { activeTab: { input: new TabInputText() } } }),
  }),
};

const memento = { get: () => undefined, update: async () => {} };
const context = {
  subscriptions: [] as { dispose(): void }[],
  extensionPath: folder,
  workspaceState: memento,
  globalState: memento,
  secrets: { get: async () => undefined, store: async () => {} },
};

const shared = globalThis as unknown as { standIn: unknown };
shared.standIn = vscode;
registerHooks({
  resolve: (name, place, next) => (name === "vscode" ? { url: "stand-in:vscode", shortCircuit: true } : next(name, place)),
  load: (url, place, next) =>
    url === "stand-in:vscode"
      ? { format: "commonjs", source: "module.exports = globalThis.standIn", shortCircuit: true }
      : next(url, place),
});

const started = performance.now();
const extension = createRequire(import.meta.url)(join(folder, "dist", "extension.cjs")) as { activate(context: unknown): void };
extension.activate(context);
const activation = performance.now() - started;

const emit = (event: string, value: unknown): void => void listeners.emit(event, value);
const type = (): number => {
  text = `${text}#`;
  document.version++;
  const start = performance.now();
  const range = { start: { line: 14 }, end: { line: 14 } };
  emit("workspace.onDidChangeTextDocument", { document, contentChanges: [{ range, text: "#" }] });
  emit("window.onDidChangeTextEditorSelection", { textEditor: editor, selections: [editor.selection] });
  return performance.now() - start;
};

// Until the log is read and the file looked at.
emit("window.onDidChangeActiveTextEditor", editor);
await sleep(15_000);
const before = process.threadCpuUsage();
const times: number[] = [];
for (let index = 0; index < keystrokes; index++) {
  times.push(type());
  // Now and then a person rests, and the text is handed over.
  await sleep(index % 20 === 19 ? 1_000 : between);
}
const { user, system } = process.threadCpuUsage(before);
const cpu = Math.round((user + system) / keystrokes / 100) / 10;
console.log(JSON.stringify({ activation: Math.round(activation), keystroke: spread(times), cpu }));
process.exit(0);
