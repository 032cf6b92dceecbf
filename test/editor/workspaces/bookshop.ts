import type { Files } from "../workbench/places.ts";
import type { WorkbenchOptions } from "../workbench/workbench.ts";
import { auditLog } from "./audit-log.ts";
import { manifestsOf } from "./files.ts";
import { meshConfig } from "./mesh-config.ts";

const hour = 3_600_000;

/** What `useWorkbench` needs to open a repository: spread it, and add what the test wants different. */
export type Repository = Required<Pick<WorkbenchOptions, "name" | "home">> & { workspace: Files };

/**
 * The bookshop's repository and the mesh that it is deployed to, which the configuration file names `prod`. By its log alice began 22
 * hours ago, moved most traffic of reviews to v3 14 hours ago, and carol broke ratings half an hour ago. The files are what was applied
 * last, so that reviews, ratings and details differ from the cluster.
 */
export const bookshop = (): Repository => ({
  name: "bookshop",
  workspace: manifestsOf("bookshop"),
  home: {
    "audit.log": auditLog("bookshop", { newest: Date.now() - hour / 2, stretch: 3600 }),
    ...meshConfig([{ name: "prod", sources: ["../../audit.log"] }]),
  },
});

/** The files with one more route before all others of reviews, as a person about to deploy it has them: every index below moves by one. */
export const withRouteInsertedFirst = (files: Files): Files =>
  Object.fromEntries(
    Object.entries(files).map(([path, text]) => [
      path,
      /(^|\/)reviews\.yaml$/.test(path) ? text.replace("  http:\n", `  http:\n${testersRoute}`) : text,
    ]),
  );

const testersRoute = `    - name: testers
      match:
        - headers:
            end-user:
              exact: carol
      route:
        - destination:
            host: reviews
            subset: v2
          weight: 100
`;
