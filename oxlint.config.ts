import { defineConfig, type OxlintOverride } from "oxlint";

/**
 * The arrows of ARCHITECTURE.md: which other folders of packages/core/src a folder may import. A folder that is not listed here, and a
 * file at the top (session.ts, index.ts), wires the others and may import them all.
 */
const arrows = {
  model: [],
  kinds: ["model"],
  decode: ["model"],
  enrich: ["model"],
  istio: ["model", "kinds", "decode", "enrich"],
  incident: ["model", "kinds", "decode", "enrich"],
  history: ["model", "kinds", "decode", "enrich", "istio"],
  answers: ["model", "kinds", "decode", "enrich", "istio", "incident", "history"],
  query: ["model", "kinds", "decode", "enrich"],
  reports: ["model", "kinds", "decode", "enrich", "istio", "history", "query"],
  store: ["model", "kinds", "decode"],
  sources: ["model", "decode"],
};

/** Folders that do I/O; every other one takes data and returns data. */
const withIo = ["sources", "store"];

const tests = ["**/*.test.ts", "**/testing/**"];

const toClients = { group: ["@oclif/**", "oclif", "vscode", "@kubernetes/**"], message: "Core knows no client and no Kubernetes client." };
const toIo = { group: ["node:*", "!node:crypto", "!node:buffer"], message: "This folder is pure: I/O belongs to sources." };

/** Overrides for one folder: relative imports that leave it may go along its arrows only. Files may lie up to three folders deep. */
const boundary = (folder: string, allowed: string[]): OxlintOverride[] =>
  [1, 2, 3].map((depth) => {
    const up = Array(depth).fill("..").join("/");
    const open = allowed.flatMap((other) => [`!${up}/${other}`, `!${up}/${other}/**`]);
    const message = `${folder} may import ${allowed.join(", ") || "no other folder"} only: see the arrows in oxlint.config.ts.`;
    const patterns = [{ group: [`${up}/*`, `${up}/*/**`, ...open], message }, toClients, ...(withIo.includes(folder) ? [] : [toIo])];
    return {
      files: [`packages/core/src/${folder}/${"*/".repeat(depth - 1)}*.ts`],
      excludeFiles: tests,
      rules: { "no-restricted-imports": ["error", { patterns }] },
    };
  });

/** A package is imported by its name alone, never by a path into it. */
const byNameOnly = (...names: string[]) =>
  names.map((name) => ({
    group: [`@meshaudit/${name}/**`, `**/${name}/src`, `**/${name}/src/**`, `**/${name}/dist/**`],
    message: `Only by @meshaudit/${name}.`,
  }));

/** A program is imported by nothing else. */
const noProgram = (...folders: string[]) => ({
  group: folders.flatMap((folder) => [
    `@meshaudit/${folder}`,
    `**/packages/${folder}/**`,
    `**/../${folder}/{src,dist,bin}/**`,
    `${folder}/**`,
    folder,
  ]),
  message: "No package imports a program.",
});

const toPerson = {
  group: ["@oclif/**", "oclif", "vscode", "@vscode/**", "node:process", "process"],
  message: "This package knows no terminal and no editor, and what it needs of the process is handed in.",
};

/** A package between core and the programs: what it needs of the process, the clock too, is handed in. */
const handedIn = (name: string, patterns: { group: string[]; message: string }[]): OxlintOverride => ({
  files: [`packages/${name}/src/**/*.ts`],
  excludeFiles: tests,
  rules: {
    "no-console": "error",
    "meshaudit/no-clock": "error",
    "no-restricted-globals": [
      "error",
      { name: "process", message: "What is needed of the process is handed in." },
      { name: "performance", message: "The clock is handed in." },
    ],
    "no-restricted-properties": [
      "error",
      { object: "Date", property: "now", message: "The clock is handed in." },
      { object: "globalThis", property: "process", message: "What is needed of the process is handed in." },
    ],
    "no-restricted-imports": ["error", { patterns: [...patterns, toPerson] }],
  },
});

const toEditor = { group: ["vscode"], message: "This folder runs without an editor." };

export default defineConfig({
  categories: { correctness: "error", suspicious: "error" },
  plugins: ["typescript", "unicorn", "oxc", "import"],
  jsPlugins: ["./scripts/lint/plugin.mjs"],
  ignorePatterns: ["**/dist/**", "test/scenarios/**"],
  rules: {
    "max-lines": ["error", { max: 400 }],
    "no-var": "error",
    "prefer-const": "error",
    eqeqeq: "error",
    "typescript/no-explicit-any": "error",
    "typescript/no-non-null-assertion": "error",
    "typescript/consistent-type-imports": "error",
    "import/no-cycle": "error",
    "import/no-default-export": "error",
    "import/no-unassigned-import": "off",
    "no-shadow": "off",
    "no-control-regex": "off",
    "no-unmodified-loop-condition": "off",
    "no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_", ignoreRestSiblings: true }],
    "import/no-named-as-default-member": "off",
    "unicorn/no-array-sort": "off",
    "unicorn/require-post-message-target-origin": "off",
    "unicorn/no-array-reverse": "off",
    "unicorn/consistent-function-scoping": "off",
    "meshaudit/subject-name": "error",
  },
  overrides: [
    {
      files: ["packages/*/src/**/*.ts"],
      excludeFiles: tests,
      rules: { "meshaudit/documented": "error" },
    },
    {
      files: ["packages/core/src/**/*.ts"],
      excludeFiles: tests,
      rules: {
        "no-console": "error",
        "meshaudit/no-clock": "error",
        "no-restricted-globals": [
          "error",
          { name: "process", message: "Core never reads the environment and never exits." },
          { name: "performance", message: "The clock is handed in." },
          { name: "fetch", message: "Core opens no connection." },
        ],
        "no-restricted-properties": [
          "error",
          { object: "Date", property: "now", message: "The clock is handed in." },
          { object: "Math", property: "random", message: "An answer never depends on chance." },
          { object: "globalThis", property: "process", message: "Core never reads the environment and never exits." },
        ],
        "no-restricted-imports": ["error", { patterns: [toClients] }],
      },
    },
    ...Object.entries(arrows).flatMap(([folder, allowed]) => boundary(folder, allowed)),
    handedIn("client", [...byNameOnly("core"), noProgram("kubectl-meshaudit", "vscode-ext", "collector", "dashboard")]),
    handedIn("collector", [...byNameOnly("core", "client", "dashboard"), noProgram("kubectl-meshaudit", "vscode-ext")]),
    handedIn("dashboard", [...byNameOnly("core"), noProgram("kubectl-meshaudit", "vscode-ext", "collector")]),
    {
      // A browser has a clock; of the packages it takes types, and from client what makes texts safe.
      files: ["packages/dashboard/src/page/**/*.{ts,tsx}"],
      excludeFiles: tests,
      rules: {
        "meshaudit/no-clock": "off",
        "no-restricted-globals": "off",
        "no-restricted-properties": "off",
        "no-restricted-imports": [
          "error",
          { patterns: [{ group: ["node:*", "**/server/**", "**/http/**", "**/file/**"], message: "The page runs in a browser." }] },
        ],
      },
    },
    {
      files: ["packages/kubectl-meshaudit/**/*.ts"],
      rules: {
        "no-restricted-imports": [
          "error",
          { patterns: [...byNameOnly("core", "client", "collector", "dashboard"), noProgram("vscode-ext")] },
        ],
      },
    },
    {
      files: ["packages/vscode-ext/**/*.ts"],
      rules: {
        "no-restricted-imports": [
          "error",
          { patterns: [...byNameOnly("core", "client", "dashboard"), noProgram("kubectl-meshaudit", "collector")] },
        ],
      },
    },
    {
      files: ["packages/vscode-ext/src/{analysis,protocol}/**/*.ts"],
      rules: {
        "no-restricted-imports": [
          "error",
          { patterns: [...byNameOnly("core", "client", "dashboard"), noProgram("kubectl-meshaudit"), toEditor] },
        ],
      },
    },
    {
      files: ["packages/kubectl-meshaudit/src/commands/**/*.ts"],
      rules: { "max-lines": ["error", { max: 79 }], "import/no-default-export": "off", "meshaudit/documented": "off" },
    },
    { files: ["*.config.ts", "scripts/lint/plugin.mjs"], rules: { "import/no-default-export": "off" } },
  ],
});
