import { createRegistry, type Counter, type Histogram } from "./registry.ts";

/** What a collector counts. */
export interface CollectorMetrics {
  received: Counter;
  stored: Counter;
  duplicate: Counter;
  rejected: Counter;
  refused: Counter;
  requests: Counter;
  questions: Histogram;
  sync: Histogram;
  ack: Histogram;
  /** Notes that an event was stored: how long after its stamp, and that it is the last. Times in ms since the epoch. */
  sawEvent(mesh: string, apiServer: string, stamp: number, now: number): void;
  /** The name of an API server for `sawEvent`. There are only so many: later ones are "other". */
  apiServer(credential: string, address: string): string;
  render(): string;
}

/** What is looked up when metrics are asked for. */
export interface Looked {
  pendingBytes(): number;
  connections(): number;
  /** ms since the epoch; null without TLS. */
  certificateExpiry(): number | null;
  stores(): Iterable<{ mesh: string; isReady: boolean; journalBytes: number; events: number }>;
}

const mostApiServers = 64;
const syncBuckets = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];
const ackBuckets = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20];
/** A batch waits up to 30 s in the API server, and tries for minutes when it is refused. */
const lagBuckets = [0.1, 0.5, 1, 2, 5, 10, 20, 30, 35, 60, 120, 300, 3600];

/** The metrics of one collector, all by zero. */
export const collectorMetrics = (looked: Looked): CollectorMetrics => {
  const registry = createRegistry();
  const perMesh = ["mesh"];
  const apiServers = new Set<string>();
  const lastEvents = new Map<string, number>();
  const lag = registry.histogram(
    "meshaudit_event_lag_seconds",
    "From an event's stageTimestamp to its storing.",
    ["mesh", "api_server"],
    lagBuckets,
  );
  registry.gauge("meshaudit_last_event_timestamp_seconds", "The newest stageTimestamp that was stored.", perMesh, () =>
    Array.from(lastEvents, ([mesh, stamp]) => [[mesh], stamp / 1000] as const),
  );
  registry.gauge("meshaudit_pending_bytes", "Bytes of bodies that were read and are not durable yet.", [], () => [
    [[], looked.pendingBytes()],
  ]);
  registry.gauge("meshaudit_connections", "Open connections.", [], () => [[[], looked.connections()]]);
  registry.gauge("meshaudit_store_ready", "Whether the store takes events: 1 or 0.", perMesh, () =>
    Array.from(looked.stores(), ({ mesh, isReady }) => [[mesh], isReady ? 1 : 0] as const),
  );
  registry.gauge("meshaudit_journal_bytes", "Bytes of the journal that were not sealed yet.", perMesh, () =>
    Array.from(looked.stores(), ({ mesh, journalBytes }) => [[mesh], journalBytes] as const),
  );
  registry.gauge("meshaudit_store_events", "Events in the store.", perMesh, () =>
    Array.from(looked.stores(), ({ mesh, events }) => [[mesh], events] as const),
  );
  registry.gauge("meshaudit_certificate_expiry_timestamp_seconds", "When the server's certificate expires.", [], () => {
    const expiry = looked.certificateExpiry();
    return expiry === null ? [] : [[[], expiry / 1000]];
  });
  return {
    received: registry.counter("meshaudit_events_received_total", "Events that came, those that were rejected counted.", perMesh),
    stored: registry.counter("meshaudit_events_stored_total", "Events that were stored.", perMesh),
    duplicate: registry.counter("meshaudit_events_duplicate_total", "Events that were there already.", perMesh),
    rejected: registry.counter("meshaudit_events_rejected_total", "Pieces of bodies that are no audit event.", perMesh),
    refused: registry.counter("meshaudit_refused_requests_total", "Requests that were refused.", ["reason"]),
    requests: registry.counter("meshaudit_webhook_requests_total", "Posts whose events were stored.", perMesh),
    questions: registry.histogram("meshaudit_question_seconds", "How long questions took to answer.", ["question"], ackBuckets),
    sync: registry.histogram("meshaudit_fsync_seconds", "How long a write to the journal took until it was durable.", perMesh, syncBuckets),
    ack: registry.histogram("meshaudit_ack_seconds", "From a post's headers to its answer, when it was stored.", perMesh, ackBuckets),
    sawEvent(mesh, apiServer, stamp, now) {
      lag.observe(Math.max(0, now - stamp) / 1000, mesh, apiServer);
      if (stamp > (lastEvents.get(mesh) ?? Number.NEGATIVE_INFINITY)) lastEvents.set(mesh, stamp);
    },
    apiServer(credential, address) {
      const name = `${credential}@${address}`;
      if (apiServers.size >= mostApiServers && !apiServers.has(name)) return "other";
      apiServers.add(name);
      return name;
    },
    render: () => registry.render(),
  };
};
