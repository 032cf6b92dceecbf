import { expect, it } from "vitest";
import { createRegistry } from "./registry.ts";

it("writes Prometheus' text format: counters, gauges, cumulative buckets, escaped labels", () => {
  const registry = createRegistry();
  const events = registry.counter("events_total", "Events.", ["mesh"]);
  events.add(2, "prod");
  events.add(1, "prod");
  events.add(1, 'a"b\\c\nd');
  const lag = registry.histogram("lag_seconds", "Lag.", [], [0.1, 1]);
  for (const value of [0.05, 0.1, 0.5, 7]) lag.observe(value);
  registry.gauge("open", "Open connections.", [], () => [[[], 3]]);
  expect(registry.render()).toBe(
    String.raw`# HELP events_total Events.
# TYPE events_total counter
events_total{mesh="prod"} 3
events_total{mesh="a\"b\\c\nd"} 1
# HELP lag_seconds Lag.
# TYPE lag_seconds histogram
lag_seconds_bucket{le="0.1"} 2
lag_seconds_bucket{le="1"} 3
lag_seconds_bucket{le="+Inf"} 4
lag_seconds_sum 7.65
lag_seconds_count 4
# HELP open Open connections.
# TYPE open gauge
open 3
`,
  );
});
