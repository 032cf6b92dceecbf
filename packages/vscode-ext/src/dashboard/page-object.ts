import type { ObjectRef } from "@meshaudit/core";

/** The object that the page names, `virtualservices.networking.istio.io/bookinfo/reviews`; null when the text names none. */
export const pageObject = (text: string): ObjectRef | null => {
  const [type = "", namespace, name, ...more] = text.split("/");
  const dot = type.indexOf(".");
  if (dot < 1 || namespace === undefined || name === undefined || name === "" || more.length > 0) return null;
  return { resource: type.slice(0, dot), group: type.slice(dot + 1), namespace, name };
};
