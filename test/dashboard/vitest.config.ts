import { defineConfig } from "vitest/config";

/** A real browser on a machine that may be busy: one file at a time, with patience, and never a second try that hides a flake. */
export default defineConfig({
  resolve: { conditions: ["meshaudit-source", "module", "node"] },
  ssr: { resolve: { conditions: ["meshaudit-source", "module", "node"] } },
  test: {
    root: import.meta.dirname,
    include: ["*.test.ts"],
    pool: "forks",
    fileParallelism: false,
    retry: 0,
    testTimeout: 90_000,
    hookTimeout: 90_000,
    expect: { poll: { timeout: 30_000, interval: 50 } },
  },
});
