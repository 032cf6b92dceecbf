import type { ApiReply } from "./api.ts";

/** What the page asks the editor that shows it. */
export type FromPage =
  /** A question to the dashboard's API; `parameters` as in an address, `body` null of a GET. */
  | { type: "ask"; id: number; path: string; parameters: string; body: object | null }
  /** Nobody waits for the answer any more. */
  | { type: "cancel"; id: number }
  /** A text for a file that the person chooses. */
  | { type: "save"; name: string; text: string }
  /** What a change changed, in the editor's own diff. `object` as addresses have it: virtualservices.networking.istio.io/bookinfo/reviews. */
  | { type: "diff"; object: string; change: string };

/** What the editor tells the page. */
export interface ToPage {
  type: "reply";
  id: number;
  reply: ApiReply;
}

/** What the editor keeps of a page that it closes and opens again. */
export interface PageState {
  /** The mesh that it shows, by the editor's name for it. */
  mesh: string;
  /** The view, see `addressOf`. */
  address: string;
}
