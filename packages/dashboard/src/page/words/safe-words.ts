import { safeText } from "@meshaudit/client/safe-text";

/** A text of an event on one line: what could hide or turn other text round is shown as an escape. */
export const words = (text: string): string => safeText(text);

/** Text on many lines, such as a diff or JSON: its line breaks and tabs stay. */
export const lines = (text: string): string => text.replace(/[^\n\t]+/g, safeText);

/** An object as people name it, of how addresses do: `virtualservices.networking.istio.io bookinfo/reviews`. */
export const objectWords = (object: string): string => {
  const [type = "", namespace = "", name = ""] = object.split("/");
  return words(`${type.replace(/\.$/, "")} ${namespace === "" ? name : `${namespace}/${name}`}`);
};
