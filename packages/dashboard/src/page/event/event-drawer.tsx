import type { JsonValue, RequestDetails } from "@meshaudit/core";
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { Told } from "../../protocol/api.ts";
import { usePlace } from "../address/use-view.ts";
import { useAnswer } from "../ask/use-answer.ts";
import { Drawer } from "../frame/drawer.tsx";
import { ErrorNotice, Loading } from "../frame/notice.tsx";
import { useZone } from "../frame/zone.ts";
import { fileName, saveFile } from "../table/save-file.ts";
import { objectWords, words } from "../words/safe-words.ts";
import { timeText } from "../words/times.ts";
import { JsonTree } from "./json-tree.tsx";

type Request = RequestDetails["requests"][number];

const objectOf = ({ event }: Request): string | null => {
  const { apiGroup = "", resource, namespace = "", name } = event.objectRef ?? {};
  return resource === undefined || name === undefined ? null : `${resource}.${apiGroup}/${namespace}/${name}`;
};

const Facts = ({ request }: { request: Request }) => {
  const zone = useZone();
  const { to } = usePlace();
  const { actor, client, code, durationMs, dryRun, event } = request;
  const object = objectOf(request);
  const facts: [string, ComponentChildren][] = [
    ["When", timeText(event.stageTimestamp, zone, true)],
    ["Who", <a href={to({ page: "operation-audit", subject: actor.user, request: null })}>{words(actor.user)}</a>],
    ...(actor.impersonatedBy === null ? [] : ([["Really", words(actor.impersonatedBy)]] as [string, string][])),
    ["What", `${words(event.verb)}${dryRun ? " (dry run)" : ""}`],
    [
      "Object",
      object === null ? "–" : <a href={to({ page: "object", subject: object, request: null, change: null })}>{objectWords(object)}</a>,
    ],
    ["Outcome", <span class={`code code-${String(code).slice(0, 1)}`}>{code === 0 ? "not told" : code}</span>],
    [
      "With",
      client === null
        ? "–"
        : words(
            `${client.name}${client.version === null ? "" : ` ${client.version}`}${client.command === null ? "" : ` ${client.command}`}`,
          ),
    ],
    ["From", words(actor.ip ?? "–")],
    ["Took", `${durationMs} ms`],
    ["Address", <code>{words(event.requestURI)}</code>],
  ];
  return (
    <dl class="facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <bdi>{value}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  );
};

const RequestBlock = ({ request }: { request: Request }) => {
  const [copied, setCopied] = useState(false);
  const json = JSON.stringify(request.event, null, 2);
  const copy = (): void =>
    void navigator.clipboard.writeText(json).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  return (
    <>
      <Facts request={request} />
      <div class="block-head">
        <h3>The event</h3>
        <button type="button" onClick={copy}>
          {copied ? "Copied" : "Copy the JSON"}
        </button>
        <button type="button" onClick={() => saveFile(fileName(`event-${request.event.auditID}`, "json"), "application/json", json)}>
          Save
        </button>
      </div>
      <JsonTree value={request.event as unknown as JsonValue} />
    </>
  );
};

/** One request in words and in full, at the side of the page. */
export const EventDrawer = ({ auditID }: { auditID: string }) => {
  const { go, moment } = usePlace();
  const { answer, error } = useAnswer<Told<RequestDetails>>(
    { path: "event", parameters: new URLSearchParams({ auditID }), body: null },
    moment,
  );
  return (
    <Drawer title="Request" onClose={() => go({ request: null })}>
      {error !== null && <ErrorNotice error={error} />}
      {error === null && answer === null && <Loading what="Looking it up …" />}
      {answer?.result.requests.map((request) => (
        <RequestBlock key={`${request.event.stageTimestamp}${request.event.requestURI}`} request={request} />
      ))}
    </Drawer>
  );
};
