import { own } from "../../model/json.ts";
import { show } from "../phrase.ts";
import { tellKeys, tellLeaves, tellValue } from "../tell.ts";
import { tellEntries } from "../tell-entries.ts";
import { tellNames } from "./names.ts";

/** How two RequestAuthentications differ: the issuers whose tokens are believed. */
export const tellRequestAuthentication = tellKeys({
  jwtRules: tellEntries({
    name: (rule) => `issuer ${show(own(rule, "issuer") ?? "?")}`,
    tell: tellKeys({ issuer: tellValue("issuer"), jwksUri: tellValue("JWKS"), audiences: tellNames("audience") }),
  }),
  selector: tellLeaves("selector"),
});
