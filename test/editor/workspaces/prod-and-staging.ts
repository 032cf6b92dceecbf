import { auditLog } from "./audit-log.ts";
import { withRouteInsertedFirst, type Repository } from "./bookshop.ts";
import { inFolder, manifestsOf } from "./files.ts";
import { meshConfig } from "./mesh-config.ts";

const day = 86_400_000;

/**
 * One repository for two meshes: `prod/` and `staging/` hold the same manifests, those of staging with a route inserted first. What alice
 * did in prod, bob did in staging, a week earlier: a name in the wrong folder is seen at once. Which folder belongs to which mesh is
 * for the test to say, with the setting `meshaudit.meshes`.
 */
export const prodAndStaging = (): Repository => {
  const files = manifestsOf("bookshop");
  const prod = auditLog("bookshop", { newest: Date.now() - day, stretch: 3600 });
  const staging = auditLog("bookshop", { newest: Date.now() - 8 * day, stretch: 3600 }).replaceAll("alice@example.com", "bob@example.com");
  return {
    name: "shops",
    workspace: { ...inFolder("prod", files), ...inFolder("staging", withRouteInsertedFirst(files)) },
    home: {
      "prod.log": prod,
      "staging.log": staging,
      ...meshConfig([
        { name: "prod", sources: ["../../prod.log"], contexts: ["prod"] },
        { name: "staging", sources: ["../../staging.log"], contexts: ["staging"] },
      ]),
    },
  };
};
