import { defineConfig } from "vitest/config";

/** Packages are tested from their sources; `test/cluster` and `test/editor` need a real cluster and a real editor, and run apart. */
export default defineConfig({
  resolve: { conditions: ["meshaudit-source", "module", "node"] },
  ssr: { resolve: { conditions: ["meshaudit-source", "module", "node"] } },
  test: {
    include: ["packages/*/src/**/*.test.ts", "test/**/*.test.ts"],
    exclude: ["**/node_modules/**", "**/dist/**", "test/cluster/**", "test/editor/**"],
    testTimeout: 30_000,
  },
});
