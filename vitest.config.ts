import { defineConfig } from "vitest/config";

/** Packages are tested from their sources; `test/cluster`, `test/dashboard` and `test/editor` need a real cluster, browser and editor, and run apart. */
export default defineConfig({
  resolve: { conditions: ["meshaudit-source", "module", "node"] },
  ssr: { resolve: { conditions: ["meshaudit-source", "module", "node"] } },
  test: {
    include: ["packages/*/src/**/*.test.ts", "test/**/*.test.ts"],
    exclude: ["**/node_modules/**", "**/dist/**", "test/cluster/**", "test/dashboard/**", "test/editor/**"],
    testTimeout: 30_000,
  },
});
