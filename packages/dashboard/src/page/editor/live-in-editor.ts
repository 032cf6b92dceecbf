import type { PageState } from "../../protocol/editor-messages.ts";
import type { Transport } from "../ask/transport.ts";
import { editorApi } from "./editor-api.ts";
import { editorTransport } from "./editor-transport.ts";

/** VS Code says on the body which kind of theme it has: vscode-light, vscode-dark, vscode-high-contrast or vscode-high-contrast-light. */
const followTheme = (): void => {
  const { dataset } = document.documentElement;
  const show = (): void => {
    const kind = document.body.dataset["vscodeThemeKind"] ?? "";
    dataset["theme"] = kind.endsWith("light") ? "light" : "dark";
    dataset["contrast"] = kind.includes("high-contrast") ? "high" : "usual";
  };
  new MutationObserver(show).observe(document.body, { attributes: true, attributeFilter: ["data-vscode-theme-kind"] });
  show();
};

/** VS Code takes a link to a place in the page for one to an element, and follows no other by itself. */
const followLinks = (): void =>
  addEventListener(
    "click",
    ({ target }) => {
      const address = target instanceof Element ? (target.closest("a")?.getAttribute("href") ?? "") : "";
      if (address.startsWith("#/")) location.hash = address;
    },
    true,
  );

const keepAddress = (api: NonNullable<typeof editorApi>): void => {
  const kept = api.getState() as Partial<PageState> | null | undefined;
  if (typeof kept?.address === "string" && kept.address.startsWith("#/")) location.hash = kept.address;
  const keep = (): void => api.setState({ mesh: document.documentElement.dataset["mesh"] ?? "", address: location.hash });
  addEventListener("hashchange", keep);
  keep();
};

/** Makes the page one of the editor's: its theme, its view kept, its links followed; gives what carries its questions. null in a browser. */
export const liveInEditor = (): Transport | null => {
  if (editorApi === null) return null;
  const api = editorApi;
  document.documentElement.dataset["in"] = "editor";
  followTheme();
  followLinks();
  keepAddress(api);
  return editorTransport(
    (message) => api.postMessage(message),
    (listener) => addEventListener("message", ({ origin, data }) => void (origin === location.origin && listener(data))),
  );
};
