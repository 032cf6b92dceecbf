import type { Attempt, Change } from "@meshaudit/core";
import { usePlace } from "../address/use-view.ts";
import { useZone } from "../frame/zone.ts";
import { words } from "../words/safe-words.ts";
import { timeText } from "../words/times.ts";

const howOf = ({ actor: { client }, verb }: Change): string => (client === null ? verb : `${client.name} ${client.command ?? verb}`);

/** What is dangerous about a change, and how it is proven where that is not exactly. */
const Badges = ({ change }: { change: Change }) => (
  <>
    {change.risks.map(({ rule, level, why }) => (
      <span key={rule} class={`badge risk-${level}`}>
        {words(why)}
      </span>
    ))}
    {change.evidence !== "exact" && <span class="badge">{change.evidence}</span>}
  </>
);

/** A change in words: what, who, how, when; `difference` leads to what it changed. */
export const ChangeWords = ({ change, difference }: { change: Change | Attempt; difference: string | null }) => {
  const zone = useZone();
  const { to } = usePlace();
  const attempt = "result" in change ? change : null;
  return (
    <>
      <div class="change-what">
        {difference === null ? (
          <bdi>{words(change.summary)}</bdi>
        ) : (
          <a href={difference} title="Show the difference">
            <bdi>{words(change.summary)}</bdi>
          </a>
        )}
      </div>
      <div class="change-who">
        <a href={to({ page: "operation-audit", subject: change.actor.user, change: null, object: null })}>
          <bdi>{words(change.actor.user)}</bdi>
        </a>
        {change.actor.impersonatedBy !== null && <span>really {words(change.actor.impersonatedBy)}</span>}
        <span>{words(howOf(change))}</span>
        <time dateTime={change.time}>{timeText(change.time, zone, true)}</time>
        {change.auditID !== null && <a href={to({ request: change.auditID })}>Request</a>}
      </div>
      <div class="change-badges">
        {attempt !== null && <span class="badge risk-medium">{`${attempt.result}: ${words(attempt.reason)}`}</span>}
        <Badges change={change} />
        {change.cause !== null && (
          <span class="badge">
            set off by {change.cause.kind} of {words(change.cause.actor.user)}
          </span>
        )}
      </div>
    </>
  );
};
