import type { Attempt, Change, Gap, ObjectHistory, ObjectHistoryList } from "@meshaudit/core";
import { useState } from "preact/hooks";
import type { Told } from "../../protocol/api.ts";
import { usePlace } from "../address/use-view.ts";
import { useAnswer } from "../ask/use-answer.ts";
import { EmptyNotice, ErrorNotice, Loading, Notes } from "../frame/notice.tsx";
import { counted } from "../words/numbers.ts";
import { words } from "../words/safe-words.ts";
import { ChangeWords } from "./change-words.tsx";
import { DiffView } from "./diff-view.tsx";

type Entry = { kind: "change"; change: Change } | { kind: "attempt"; change: Attempt } | { kind: "gap"; gap: Gap };

/** Changes, attempts and gaps in one list, newest first. */
const entriesOf = ({ changes, attempts, gaps }: ObjectHistory, withAttempts: boolean): Entry[] => {
  const all: [string, Entry][] = [
    ...changes.map((change): [string, Entry] => [change.time, { kind: "change", change }]),
    ...(withAttempts ? attempts.map((change): [string, Entry] => [change.time, { kind: "attempt", change }]) : []),
    ...gaps.map((gap): [string, Entry] => [gap.to ?? gap.from ?? "", { kind: "gap", gap }]),
  ];
  return all.toSorted(([a], [b]) => (a < b ? 1 : a > b ? -1 : 0)).map(([, entry]) => entry);
};

const Versions = ({ object, history, change }: { object: string; history: ObjectHistory; change: Change }) => {
  const [against, setAgainst] = useState("");
  const others = history.changes.filter(({ id }) => id !== change.id);
  const chosen = others.find(({ id }) => id === against);
  const [older, newer] = chosen === undefined || chosen.time > change.time ? [change.id, chosen?.id ?? null] : [chosen.id, change.id];
  return (
    <section class="panel" aria-label="What it changed">
      <header class="panel-head">
        <h2>{chosen === undefined ? "What it changed" : "Between two versions"}</h2>
        <label class="inline">
          Compare with
          <select value={against} onChange={(event) => setAgainst(event.currentTarget.value)}>
            <option value="">the version before</option>
            {others.map(({ id, time, summary }) => (
              <option key={id} value={id}>{`${time.slice(0, 19).replace("T", " ")} ${words(summary).slice(0, 60)}`}</option>
            ))}
          </select>
        </label>
      </header>
      <div class="panel-body">
        <DiffView object={object} from={older} to={newer} />
      </div>
    </section>
  );
};

const History = ({ object, history }: { object: string; history: ObjectHistory }) => {
  const { view, to } = usePlace();
  const [withAttempts, setWithAttempts] = useState(false);
  const { changes, attempts, incarnations } = history;
  const shown = changes.find(({ id }) => id === view.change) ?? changes[0];
  return (
    <>
      <p class="about">
        <span>{counted(changes.length, "change")}</span>
        <span>{counted(incarnations.length, "life", "lives")}</span>
        {history.gaps.length > 0 && <span>{counted(history.gaps.length, "gap")}</span>}
        {attempts.length > 0 && (
          <label class="inline">
            <input type="checkbox" checked={withAttempts} onChange={() => setWithAttempts(!withAttempts)} /> also{" "}
            {counted(attempts.length, "attempt")} that changed nothing
          </label>
        )}
      </p>
      <div class="history">
        <ol class="changes" aria-label="History, newest first">
          {entriesOf(history, withAttempts).map((entry) =>
            entry.kind === "gap" ? (
              <li key={`gap ${entry.gap.afterGeneration}`} class="gap">
                {counted(entry.gap.missing, "change")} that no event explains
              </li>
            ) : (
              <li
                key={entry.change.id + entry.kind}
                class={`change op-${entry.change.operation}${entry.kind === "attempt" ? " attempt" : ""}${entry.change.id === shown?.id ? " current" : ""}`}
                aria-current={entry.change.id === shown?.id ? "true" : undefined}
              >
                <ChangeWords change={entry.change} difference={entry.kind === "change" ? to({ change: entry.change.id }) : null} />
              </li>
            ),
          )}
        </ol>
        {shown !== undefined && <Versions key={shown.id} object={object} history={history} change={shown} />}
      </div>
    </>
  );
};

/** One object: its history, and what each change changed. */
export const ObjectPage = () => {
  const { view, moment, to } = usePlace();
  const object = view.subject ?? "";
  const [type = "", namespace = "", name = ""] = object.split("/");
  const question = object === "" ? null : { path: "history", parameters: new URLSearchParams({ object }), body: null };
  const { answer, error, loading } = useAnswer<Told<ObjectHistory | ObjectHistoryList>>(question, moment);
  const histories = answer === null ? [] : answer.result.kind === "ObjectHistoryList" ? answer.result.items : [answer.result];
  const [history] = histories;
  return (
    <>
      <div class="page-head">
        <h1>
          {words(history?.object.kind ?? type.split(".")[0] ?? "")} <bdi>{words(namespace === "" ? name : `${namespace}/${name}`)}</bdi>
        </h1>
        <a href={to({ page: "timeline", subject: null, change: null })}>Timeline</a>
      </div>
      {object === "" && <EmptyNotice title="No object is named.">Choose one on the timeline, or in a report's table.</EmptyNotice>}
      {error !== null && <ErrorNotice error={error} />}
      {answer === null && loading && <Loading what="Reading its history …" />}
      {answer !== null && <Notes notes={answer.notes} />}
      {answer !== null && !answer.seen && (
        <EmptyNotice title="No event of the log touches this object.">Check its namespace and name.</EmptyNotice>
      )}
      {history !== undefined && answer?.seen === true && <History object={object} history={history} />}
    </>
  );
};
