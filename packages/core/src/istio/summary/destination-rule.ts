import { own } from "../../model/json.ts";
import { show } from "../phrase.ts";
import { tellKeys, tellLeaves, tellValue } from "../tell.ts";
import { tellEntries } from "../tell-entries.ts";
import { tellNames } from "./names.ts";
import { tellTrafficPolicy } from "./traffic-policy.ts";

const tellSubsets = tellEntries({
  name: (subset) => `subset ${show(own(subset, "name") ?? "?")}`,
  detail: (subset) => (own(subset, "labels") === undefined ? "" : ` (${show(own(subset, "labels") ?? "")})`),
  tell: tellKeys({ name: tellValue("name"), labels: tellValue("labels"), trafficPolicy: tellTrafficPolicy }),
});

/** How two DestinationRules differ. */
export const tellDestinationRule = tellKeys({
  host: tellValue("host"),
  subsets: tellSubsets,
  trafficPolicy: tellTrafficPolicy,
  exportTo: tellNames("export to"),
  workloadSelector: tellLeaves("selector"),
});
