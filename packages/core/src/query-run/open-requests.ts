import type { DuckDBConnection, DuckDBValue } from "@duckdb/node-api";
import { actorOf } from "../enrich/actor.ts";
import { clientAddress } from "../enrich/address.ts";
import { clientOf } from "../enrich/client.ts";
import type { AuditEvent } from "../model/audit-event.ts";
import { findFoldable, foldStages, rowsOf } from "./fold-stages.ts";
import { addressListsSql, agentsSql, clientsSql, factTablesSql, requestsSql } from "./request-sql.ts";

const textOf = (value: DuckDBValue | undefined): string => (typeof value === "string" ? value : "");

/** Programs whose commands stand in a request's URI. */
const tellsByUri = (agent: string): boolean => {
  const name = clientOf(agent, "", "")?.name;
  return name === "kubectl" || name === "oc";
};

const textsIn = (list: string): string[] => {
  const items: unknown = JSON.parse(list);
  return Array.isArray(items) ? items.filter((item) => typeof item === "string") : [];
};

/**
 * Makes `requests` of the table `log`: its stages folded, and what `enrich` knows of them, which is worked out once for each combination of
 * what it depends on.
 *
 * @throws MeshauditError `config-invalid` for a trusted proxy that is no address.
 */
export const openRequests = async (connection: DuckDBConnection, trustedProxies: readonly string[]): Promise<void> => {
  const condition = await foldStages(connection, await findFoldable(connection));
  for (const statement of factTablesSql) await connection.run(statement);
  const agents = (await rowsOf(connection, agentsSql)).map(([agent]) => textOf(agent)).filter(tellsByUri);
  await fillClients(connection, agents);
  await fillAddresses(connection, trustedProxies);
  for (const statement of requestsSql(condition, agents)) await connection.run(statement);
};

const fillClients = async (connection: DuckDBConnection, agents: readonly string[]): Promise<void> => {
  const appender = await connection.createAppender("request_clients");
  for (const [user, agent, hint] of await rowsOf(connection, clientsSql(agents))) {
    const [verb, requestURI] = typeof hint === "string" ? textsIn(hint) : [];
    const event = {
      verb: verb ?? "",
      requestURI: requestURI ?? "",
      user: { username: textOf(user) },
      userAgent: textOf(agent),
    } as unknown as AuditEvent;
    const { type, client } = actorOf(event, { trustedProxies: [] });
    for (const value of [user, agent, hint, type, client?.name, client?.command]) {
      if (typeof value === "string") appender.appendVarchar(value);
      else appender.appendNull();
    }
    appender.endRow();
  }
  appender.closeSync();
};

const fillAddresses = async (connection: DuckDBConnection, trustedProxies: readonly string[]): Promise<void> => {
  const appender = await connection.createAppender("request_addresses");
  for (const [list] of await rowsOf(connection, addressListsSql)) {
    const ip = clientAddress(textsIn(textOf(list)), trustedProxies);
    appender.appendVarchar(textOf(list));
    if (ip === null) appender.appendNull();
    else appender.appendVarchar(ip);
    appender.endRow();
  }
  appender.closeSync();
};
