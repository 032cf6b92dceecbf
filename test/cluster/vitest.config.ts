import { defineConfig } from "vitest/config";

/** Real API servers on a machine that may be busy: one file at a time, with patience, and never a second try that hides a flake. */
export default defineConfig({
  resolve: { conditions: ["meshaudit-source", "module", "node"] },
  ssr: { resolve: { conditions: ["meshaudit-source", "module", "node"] } },
  test: {
    root: import.meta.dirname,
    include: ["**/*.test.ts"],
    globalSetup: ["./global-setup.ts"],
    pool: "forks",
    fileParallelism: false,
    retry: 0,
    testTimeout: 180_000,
    hookTimeout: 300_000,
  },
});
