import { isObject, own } from "@meshaudit/core";
import type { FromPage } from "@meshaudit/dashboard";

/** Longer than any question, and than any table that is saved. */
const longestQuestion = 200_000;
const longestFile = 256 << 20;
const longestName = 4096;

/** What a page said; null when it is nothing that ours says. Whatever runs in a webview can say anything. */
export const pageMessage = (value: unknown): FromPage | null => {
  const text = (key: string, longest: number): string | null => {
    const found = own(value, key);
    return typeof found === "string" && found.length <= longest ? found : null;
  };
  const id = own(value, "id");
  const body = own(value, "body");
  switch (own(value, "type")) {
    case "ask": {
      const [path, parameters] = [text("path", longestName), text("parameters", longestQuestion)];
      if (typeof id !== "number" || path === null || parameters === null) return null;
      if (body !== null && (!isObject(body) || JSON.stringify(body).length > longestQuestion)) return null;
      return { type: "ask", id, path, parameters, body };
    }
    case "cancel":
      return typeof id === "number" ? { type: "cancel", id } : null;
    case "save": {
      const [name, content] = [text("name", 200), text("text", longestFile)];
      return name === null || content === null || !/^[\w.-]+$/.test(name) ? null : { type: "save", name, text: content };
    }
    case "diff": {
      const [object, change] = [text("object", longestName), text("change", longestName)];
      return object === null || change === null ? null : { type: "diff", object, change };
    }
    default:
      return null;
  }
};
