import type { FieldChange, JsonValue, ObjectDiff } from "@meshaudit/core";
import { useState } from "preact/hooks";
import type { Told } from "../../protocol/api.ts";
import { usePlace } from "../address/use-view.ts";
import { useAnswer } from "../ask/use-answer.ts";
import { OpenDiff } from "../editor/open-diff.tsx";
import { ErrorNotice, Loading } from "../frame/notice.tsx";
import { lines, words } from "../words/safe-words.ts";

const marks: { readonly [op in FieldChange["op"]]: string } = { added: "+", removed: "−", changed: "~", moved: "↕" };

const valueText = (value: JsonValue): string => (typeof value === "string" ? value : JSON.stringify(value));

const Fields = ({ fields }: { fields: readonly FieldChange[] }) => (
  <ul class="fields">
    {fields.map(({ key, op, before, after }) => (
      <li key={`${op} ${key}`} class={`field-${op}`}>
        <span class="field-op" title={op}>
          {marks[op]}
        </span>
        <span class="field-path">{words(key)}</span>
        <span class="field-values">
          {(op === "removed" || op === "changed") && <del>{words(valueText(before))}</del>}
          {op === "changed" && <span aria-hidden="true"> → </span>}
          {(op === "added" || op === "changed") && <ins>{words(valueText(after))}</ins>}
        </span>
      </li>
    ))}
  </ul>
);

const lineClass = (line: string): string => {
  if (line.startsWith("@@")) return "diff-hunk";
  if (line.startsWith("+++") || line.startsWith("---")) return "diff-file";
  return line.startsWith("+") ? "diff-added" : line.startsWith("-") ? "diff-removed" : "";
};

const Unified = ({ text }: { text: string }) => (
  <pre class="diff" tabIndex={0} aria-label="Difference, line by line">
    {lines(text)
      .replace(/\n$/, "")
      .split("\n")
      .map((line, index) => (
        <span key={index} class={lineClass(line)}>
          {`${line}\n`}
        </span>
      ))}
  </pre>
);

interface DiffProps {
  object: string;
  /** A change's id; with `to` null what it did, else what lies between the two. */
  from: string;
  to: string | null;
}

/** How an object differs between two of its versions. */
export const DiffView = ({ object, from, to }: DiffProps) => {
  const { moment } = usePlace();
  const [asFields, setAsFields] = useState(false);
  const parameters = new URLSearchParams({ object, from, ...(to === null ? {} : { to }) });
  const { answer, error } = useAnswer<Told<ObjectDiff>>({ path: "diff", parameters, body: null }, moment);
  if (error !== null) return <ErrorNotice error={error} />;
  if (answer === null) return <Loading what="Comparing …" />;
  const { fields, unified } = answer.result;
  return (
    <div class="diff-view">
      <div class="choice" role="group" aria-label="How the difference is shown">
        <button type="button" aria-pressed={!asFields} onClick={() => setAsFields(false)}>
          Lines
        </button>
        <button type="button" aria-pressed={asFields} onClick={() => setAsFields(true)}>
          Fields ({fields.length})
        </button>
      </div>
      {to === null && <OpenDiff object={object} change={from} />}
      {fields.length === 0 && <p class="empty">No field of the manifest differs.</p>}
      {asFields ? <Fields fields={fields} /> : unified !== "" && <Unified text={unified} />}
    </div>
  );
};
