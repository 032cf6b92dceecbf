import { safeText, shortDate } from "@meshaudit/client";
import type { StoreVerification } from "@meshaudit/core";
import { count, counted } from "./amount.ts";
import type { ViewOptions } from "./view.ts";

const shownProblems = 20;

/** Whether a store is whole; if not, where it first is not, and what else is wrong. */
export const renderStoreVerification = (verification: StoreVerification, { style, clock, wide }: ViewOptions): string[] => {
  const { isSound, firstWrongSegment, problems, problemCount, checkpoints, events, segments } = verification;
  const { from, to, compared, root } = checkpoints;
  const signed =
    from === null || to === null
      ? "nothing was signed yet"
      : `${counted(checkpoints.count, "checkpoint")}, ${shortDate(Date.parse(from), clock)} to ${shortDate(Date.parse(to), clock)}, signed by ${checkpoints.signers.join(", ")}`;
  const proof = [
    `${counted(events.proven, "event")} proven`,
    events.unread > 0 ? `${count(events.unread)} by their segments' bytes only` : null,
    events.retired > 0 ? `${count(events.retired)} retired with a signed tombstone` : null,
  ].filter((part) => part !== null);
  const shown = wide ? problems : problems.slice(0, shownProblems);
  return [
    isSound
      ? `${style.added("sound:")} nothing was changed, removed or reordered`
      : `${style.high("NOT SOUND:")} ${counted(problemCount, "problem")}`,
    ...(firstWrongSegment === null ? [] : [`the first wrong segment: ${style.strong(safeText(firstWrongSegment))}`]),
    ...shown.map(({ kind, message }) => `  ${kind}: ${safeText(message)}`),
    ...(problemCount > shown.length ? [`  and ${count(problemCount - shown.length)} more`] : []),
    `${counted(segments, "segment")}: ${proof.join(", ")}`,
    signed,
    ...(compared === null ? [] : [`${count(compared)} of them compared to their copy`]),
    ...(wide && root !== null ? [`root ${root}`] : []),
  ];
};
