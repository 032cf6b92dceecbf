import { tellKeys, tellLeaves, tellValue } from "../tell.ts";
import { tellEntries } from "../tell-entries.ts";

const entries = (noun: string, tell = tellKeys({})) =>
  tellEntries({
    name: (_entry, index, among) => (among === Infinity ? noun : among > 1 ? `${noun}[${index}]` : ""),
    tell,
  });

/** How two Telemetries differ. */
export const tellTelemetry = tellKeys({
  tracing: entries(
    "tracing",
    tellKeys({
      randomSamplingPercentage: tellValue("trace sampling percent"),
      disableSpanReporting: tellValue("span reporting disabled"),
    }),
  ),
  accessLogging: entries("access logging", tellKeys({ disabled: tellValue("access logging disabled") })),
  metrics: entries("metrics"),
  selector: tellLeaves("selector"),
});
