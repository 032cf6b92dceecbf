import { ownAt, type JsonValue } from "../../model/json.ts";
import { differs, show } from "../phrase.ts";
import type { Tell } from "../tell.ts";

/** The part of the requests that a fault hits, 0 to 100. None given is all of them. Source: Istio, HTTPFaultInjection. */
export const percentOf = (fault: JsonValue | undefined): number => {
  const given = ownAt(fault, "percentage", "value") ?? ownAt(fault, "percent");
  if (typeof given === "number") return given;
  // An empty `percentage` is a protobuf message with the default value 0.
  return ownAt(fault, "percentage") === undefined ? 100 : 0;
};

const abortText = (abort: JsonValue): string => {
  const status = ownAt(abort, "httpStatus") ?? ownAt(abort, "grpcStatus") ?? ownAt(abort, "http2Error") ?? "?";
  return `abort ${show(status)} for ${percentOf(abort)} %`;
};

const delayText = (delay: JsonValue): string => {
  const time = ownAt(delay, "fixedDelay") ?? ownAt(delay, "exponentialDelay") ?? "?";
  return `delay ${show(time)} for ${percentOf(delay)} %`;
};

/** A fault in words: `abort 500 for 100 %`, `delay 5s for 10 %`. */
export const faultText = (fault: JsonValue | undefined): string => {
  const [abort, delay] = [ownAt(fault, "abort"), ownAt(fault, "delay")];
  const parts = [...(abort === undefined ? [] : [abortText(abort)]), ...(delay === undefined ? [] : [delayText(delay)])];
  return parts.join(" and ") || "none";
};

/** An injected fault that came, went or changed. */
export const tellFault: Tell = (before, after, place) => {
  if (before === undefined) return [`fault injected${place.of}: ${faultText(after)}`];
  if (after === undefined) return [`fault removed${place.of} (was ${faultText(before)})`];
  const [was, is] = [faultText(before), faultText(after)];
  return [was === is ? differs(`fault${place.of}`, before, after) : `fault${place.of} ${was} -> ${is}`];
};
