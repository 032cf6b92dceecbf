import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { realLines } from "../testing/real-log.ts";
import { ownAt } from "../model/json.ts";
import { openLogDatabase, type LogDatabase } from "./testing/log-database.ts";

const events = realLines.map((line) => JSON.parse(line.toString()) as unknown);

const commandExecution = `verb : create and objectRef.subresource:exec and stage:  ResponseStarted | SELECT auditID as "Event ID", date_format(from_unixtime(__time__), '%Y-%m-%d %T' ) as "Operation time",  regexp_extract("requestURI", '([^\\?]*)/exec\\?.*', 1)as "Resource",  regexp_extract("requestURI", '\\?(.*)', 1)as "Command" ,"responseStatus.code" as "Status code",
 CASE 
 WHEN "user.username" != 'kubernetes-admin' then "user.username"
 WHEN "user.username" = 'kubernetes-admin' and regexp_like("annotations.authorization.k8s.io/reason", 'RoleBinding') then regexp_extract("annotations.authorization.k8s.io/reason", ' to User "(\\w+)"', 1)
 ELSE 'kubernetes-admin' END  
 as "Username", 
CASE WHEN json_array_length(sourceIPs) = 1 then json_format(json_array_get(sourceIPs, 0)) ELSE  sourceIPs END
as "Source IP address" limit 100`;

const failedAccess = (
  count: string,
) => `* | select ip as "Source IP address", total as "Number of Internet connection requests", round(rate * 100, 2) as "Connection failure rate", failCount as "Number of unauthorized Internet connection requests", CASE when security_check_ip(ip) = 1 then 'yes' else 'no' end  as "Whether the IP address is risky",  ip_to_country(ip) as "Country", ip_to_province(ip) as "Province", ip_to_city(ip) as "City", ip_to_provider(ip) as "ISP" from (select CASE WHEN json_array_length(sourceIPs) = 1 then json_format(json_array_get(sourceIPs, 0)) ELSE  sourceIPs END
as ip, count(1) as total,
sum(CASE WHEN "responseStatus.code" < 400 then 0 
ELSE 1 END) * 1.0 / count(1) as rate,
count_if("responseStatus.code" = 403) as failCount
from log  group by ip limit 10000) where ip_to_domain(ip) != 'intranet'  having "${count}" > 10 and "Connection failure rate" > 50 ORDER by "${count}" desc limit 100`;

/** Requests from addresses as they are, for what the real log has none of. */
const requestsFrom = (ip: string[], code: number, times: number): unknown[] =>
  Array.from({ length: times }, (_, index) => ({
    level: "Metadata",
    auditID: `${ip.join()}-${code}-${index}`,
    stage: "ResponseComplete",
    requestURI: "/api",
    verb: "get",
    user: {},
    sourceIPs: ip,
    responseStatus: { code },
    requestReceivedTimestamp: "2026-11-24T12:00:00.000000Z",
    stageTimestamp: "2026-11-24T12:00:00.000000Z",
  }));

const words = (text: unknown): string[] => (typeof text === "string" ? text.split(/[,\s'";=()[\]{}?@&<>/:]+/) : []);

describe("the statements that Simple Log Service's users have", () => {
  let log: LogDatabase;
  let internet: LogDatabase;
  beforeAll(async () => {
    log = await openLogDatabase();
    internet = await openLogDatabase([
      ...requestsFrom(["203.0.113.7"], 403, 9),
      ...requestsFrom(["203.0.113.7"], 200, 3),
      ...requestsFrom(["198.51.100.9"], 200, 20),
      ...requestsFrom(["10.0.0.1"], 401, 50),
      ...requestsFrom(["203.0.113.7", "10.0.0.1"], 401, 50),
    ]);
  });
  afterAll(() => {
    log.close();
    internet.close();
  });

  it("1: what a user did, by a name", async () => {
    const found = await log.ask("carol@example.com", { limit: null });
    const expected = realLines.filter((line) => /carol/.test(line.toString()) && /example\.com/.test(line.toString()));
    expect(found).toHaveLength(expected.length);
    expect(expected.length).toBeGreaterThan(10);
  });

  it("2: what was done to a resource, by its name, newest first and 100 at most", async () => {
    const found = await log.ask("reviews", { limit: null });
    const expected = realLines.filter((line) =>
      words(JSON.stringify(JSON.parse(line.toString()))).some((word) => word.toLowerCase() === "reviews"),
    );
    expect(found).toHaveLength(expected.length);
    const times = found.map(({ stageTimestamp }) => String(stageTimestamp));
    expect(times).toEqual(times.toSorted().reverse());
    // One more than is shown tells that there are more.
    expect(await log.ask("*")).toHaveLength(101);
  });

  it("3: what system components did not do", async () => {
    const system = ["node", "serviceaccount", "apiserver", "kube-scheduler", "kube-controller-manager"];
    const found = await log.ask(system.map((name) => `NOT user.username: ${name}`).join(" "), { limit: null });
    const expected = events.filter((event) => !words(ownAt(event, "user", "username")).some((word) => system.includes(word)));
    expect(found).toHaveLength(expected.length);
    expect(expected.length).toBeGreaterThan(10);
  });

  it("4: who ran commands in containers", async () => {
    const found = await log.ask(commandExecution);
    const expected = events.filter(
      (event) =>
        ownAt(event, "verb") === "create" &&
        ownAt(event, "objectRef", "subresource") === "exec" &&
        ownAt(event, "stage") === "ResponseStarted",
    );
    expect(found.map((row) => row["Event ID"]).toSorted()).toEqual(expected.map((event) => ownAt(event, "auditID")).toSorted());
    expect(found).toContainEqual({
      "Event ID": "b6a01485-59a1-48be-8203-e77b5a7382d8",
      "Operation time": "2026-11-24 12:19:21",
      Resource: "/api/v1/namespaces/bookinfo/pods/web",
      Command: "command=id&container=c&stderr=true&stdout=true",
      "Status code": "404",
      Username: "alice@example.com",
      "Source IP address": "127.0.0.1",
    });
  });

  it("4 as we document it: also those over WebSocket, which are gets", async () => {
    const found = await log.ask(commandExecution.replace("verb : create", "(verb: create or verb: get)"));
    const expected = events.filter(
      (event) => ownAt(event, "objectRef", "subresource") === "exec" && ownAt(event, "stage") === "ResponseStarted",
    );
    expect(found).toHaveLength(expected.length);
    expect(expected.some((event) => ownAt(event, "verb") === "get")).toBe(true);
  });

  it("5 as printed names a column that it has not; the answer tells the near one", async () => {
    await expect(internet.ask(failedAccess("Number of connections"))).rejects.toMatchObject({
      code: "query-invalid",
      message: 'line 6, column 81: there is no column "Number of connections"',
      hint: expect.stringContaining('"Number of Internet connection requests"'),
    });
  });

  it("5 with the name put right: who fails to get in from the Internet", async () => {
    expect(await internet.ask(failedAccess("Number of Internet connection requests"))).toEqual([
      {
        "Source IP address": "203.0.113.7",
        "Number of Internet connection requests": "12",
        "Connection failure rate": 75,
        "Number of unauthorized Internet connection requests": "9",
        "Whether the IP address is risky": "yes",
        Country: "Australia",
        Province: "Victoria",
        City: "Melbourne",
        ISP: "Example Telecom",
      },
    ]);
  });
});
