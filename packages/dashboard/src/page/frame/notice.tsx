import type { ComponentChildren } from "preact";
import type { ApiError } from "../../protocol/api.ts";
import { words } from "../words/safe-words.ts";

/** What went wrong, and what to do. */
export const ErrorNotice = ({ error }: { error: ApiError }) => (
  <div class="notice error" role="alert">
    <strong>{words(error.message)}</strong>
    {error.hint !== null && <p>{words(error.hint)}</p>}
  </div>
);

/** That there is nothing, and what to do. */
export const EmptyNotice = ({ title, children }: { title: string; children: ComponentChildren }) => (
  <div class="notice empty-notice">
    <strong>{title}</strong>
    <p>{children}</p>
  </div>
);

/** What a person should know about an answer. */
export const Notes = ({ notes }: { notes: readonly string[] }) =>
  notes.length === 0 ? null : (
    <ul class="notes">
      {notes.map((note) => (
        <li key={note}>{words(note)}</li>
      ))}
    </ul>
  );

/** That an answer is on its way. */
export const Loading = ({ what }: { what: string }) => (
  <div class="loading" role="status">
    <span class="spinner" aria-hidden="true" />
    {what}
  </div>
);
