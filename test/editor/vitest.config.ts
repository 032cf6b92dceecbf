import { defineConfig } from "vitest/config";

/** A real editor on a machine that may be busy: one at a time, with patience, and never a second try that hides a flake. */
export default defineConfig({
  resolve: { conditions: ["meshaudit-source", "module", "node"] },
  ssr: { resolve: { conditions: ["meshaudit-source", "module", "node"] } },
  test: {
    root: import.meta.dirname,
    include: ["*.test.ts"],
    globalSetup: ["./global-setup.ts"],
    pool: "forks",
    fileParallelism: false,
    retry: 0,
    testTimeout: 180_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 30_000, interval: 50 } },
  },
});
