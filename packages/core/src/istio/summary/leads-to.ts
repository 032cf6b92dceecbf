import { own, ownAt, textAt, type JsonObject } from "../../model/json.ts";
import { entriesOf } from "../facts.ts";
import { show, some } from "../phrase.ts";
import { destinationNames, sharesOf } from "../traffic.ts";

/** Where a route leads: `reviews v1`, `reviews v1 90 %, v3 10 %`, `a redirect`, `503 directly`; empty when nothing tells. */
export const leadsTo = (route: JsonObject): string => {
  const shares = sharesOf(route);
  const names = destinationNames(shares);
  if (shares.length === 1) return names[0] ?? "";
  if (shares.length > 1) return some(shares.map((share, index) => `${names[index]} ${Math.round(share.percent)} %`));
  const status = ownAt(route, "directResponse", "status");
  if (status !== undefined) return `${show(status)} directly`;
  const delegate = textAt(route, "delegate", "name");
  if (delegate !== null) return `VirtualService ${show(delegate)}`;
  const redirects =
    own(route, "redirect") !== undefined || entriesOf(own(route, "filters")).some((filter) => own(filter, "type") === "RequestRedirect");
  return redirects ? "a redirect" : "";
};
