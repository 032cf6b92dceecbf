import { Command } from "@oclif/core/command";
import type { Input, OutputArgs as Args, OutputFlags as Flags, ParserOutput } from "@oclif/core/interfaces";
import { type Clock, localZone, type Origin, parseTime, utc } from "@meshaudit/client";
import {
  MeshauditError,
  neverSeen,
  notInCluster,
  type Answer,
  type ObjectPattern,
  type ObjectQuery,
  type Session,
  type SessionConfig,
} from "@meshaudit/core";
import { commonFlags } from "../kubectl/flags.ts";
import { patternsOf } from "../kubectl/object-query.ts";
import { formatResult, type Views } from "../output/format-result.ts";
import { parseOutputFormat } from "../output/output-format.ts";
import { hintsOn, notesOn, originLine } from "../render/notes.ts";
import { renderVerification } from "../render/verification.ts";
import type { ViewOptions } from "../render/view.ts";
import { createProgress, type ProgressLine } from "../terminal/progress.ts";
import { outputWidth, writeErr, writeOut } from "../terminal/streams.ts";
import { styleOf } from "../terminal/style.ts";
import { wantsColour } from "../terminal/wants-colour.ts";
import { openAskedSession, type SessionFlags } from "./open-asked-session.ts";
import { packageRoot } from "./package-root.ts";

/** The flags that answering needs, as far as a command has them. */
export interface AskFlags extends SessionFlags {
  output?: string;
  "no-headers"?: boolean;
  utc?: boolean;
  color?: "auto" | "always" | "never";
  verify?: boolean;
  v?: number;
  namespace?: string | undefined;
  "all-namespaces"?: boolean;
  selector?: string | undefined;
  since?: string | undefined;
  until?: string | undefined;
  by?: string | undefined;
  attempts?: boolean;
}

/** What a command asks with. */
export interface Asking {
  session: Session;
  /** What the session stands on; null where a collector answers. */
  config: SessionConfig | null;
  origin: Origin;
  clock: Clock;
  /** Aborts when the person does. */
  signal: AbortSignal;
  /** The namespace to look in; null: any. */
  namespace: string | null;
  /** The question about the objects that words name. */
  query(words: readonly string[]): ObjectQuery;
}

/** What work that takes long is given. */
export interface Work {
  /** Aborts when the person does. */
  signal: AbortSignal;
  progress: ProgressLine;
  /** Says a line on standard error. */
  say(line: string): void;
}

/** So long after an interrupt, ms, a question that does not hear it is left behind. */
const questionPatience = 500;

type OutputFlags = Flags<Record<string, never>>;
type OutputArgs = Args<Record<string, never>>;

/** What all commands share: opening a session, asking it, printing the answer and what is to be said about it. */
export abstract class MeshCommand extends Command {
  static override baseFlags = commonFlags;

  private progress: ProgressLine | null = null;

  /** The parser sorts words by where each stands first, which moves one that stands twice, or is a flag's value too: here they stay. */
  protected override async parse<F extends OutputFlags, B extends OutputFlags, A extends OutputArgs>(
    options?: Input<F, B, A>,
    argv?: string[],
  ): Promise<ParserOutput<F, B, A>> {
    const output = await super.parse(options, argv);
    return { ...output, argv: output.raw.flatMap((token) => (token.type === "arg" ? [token.input] : [])) };
  }

  protected clock(flags: AskFlags): Clock {
    return { now: Date.now(), zone: flags.utc === true ? utc : localZone };
  }

  protected viewOptions(flags: AskFlags): ViewOptions {
    return {
      clock: this.clock(flags),
      width: outputWidth(),
      style: styleOf(wantsColour({ flag: flags.color ?? "auto", env: process.env, isTerminal: process.stdout.isTTY })),
      wide: flags.output === "wide",
      withHeaders: flags["no-headers"] !== true,
    };
  }

  /**
   * Does work that may take long: with progress on a terminal, and an end when the person interrupts it. What must be brought to an end
   * in good order has until the second interrupt; `patience` in ms leaves it behind earlier.
   */
  protected async working<T>(task: (work: Work) => Promise<T>, patience: number | null = null): Promise<T> {
    const { stderr } = process;
    const progress = createProgress({ isTerminal: stderr.isTTY, write: (text) => stderr.write(text), now: () => performance.now() });
    this.progress = progress;
    const interrupt = new AbortController();
    const onSignal = (): void => {
      if (interrupt.signal.aborted) process.exit(130);
      interrupt.abort();
      if (patience !== null) setTimeout(() => process.exit(130), patience).unref();
    };
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, onSignal);
    const say = (line: string): void => {
      progress.clear();
      writeErr([line]);
    };
    try {
      return await task({ signal: interrupt.signal, progress, say });
    } finally {
      for (const signal of ["SIGINT", "SIGTERM"] as const) process.off(signal, onSignal);
      progress.clear();
    }
  }

  /** Opens the session that the flags ask for, and puts a question to it. */
  protected ask<T>(flags: AskFlags, question: (asking: Asking) => Promise<T>): Promise<T> {
    return this.working(async ({ signal, progress }) => {
      const { session, config, origin, context } = await openAskedSession(flags, packageRoot(), progress, signal);
      if ((flags.v ?? 0) >= 1) writeErr([originLine(origin)]);
      if (flags.verify === true) writeErr(renderVerification(await session.verify()));
      const clock = this.clock(flags);
      const ofContext = origin.kind === "live" ? (context?.namespace ?? "default") : null;
      const namespace = flags["all-namespaces"] === true ? null : (flags.namespace ?? ofContext);
      const answer = await question({
        session,
        config,
        origin,
        clock,
        signal,
        namespace,
        query: (words) => this.query(patternsOf(words, namespace), flags, clock),
      });
      signal.throwIfAborted();
      return answer;
    }, questionPatience);
  }

  protected query(patterns: ObjectPattern[], flags: AskFlags, clock: Clock): ObjectQuery {
    return {
      patterns,
      labels: flags.selector ?? null,
      from: flags.since === undefined ? null : parseTime(flags.since, clock),
      to: flags.until === undefined ? null : parseTime(flags.until, clock),
      by: flags.by ?? null,
      attempts: flags.attempts === true,
    };
  }

  /** Prints a result as `-o` wants it. */
  protected async print(result: object, views: Views, flags: AskFlags): Promise<void> {
    this.progress?.clear();
    await writeOut(await formatResult(result, parseOutputFormat(flags.output ?? "table"), views, this.viewOptions(flags)));
  }

  /** Prints an answer and, on standard error, what is to be said about it; sets the exit status. */
  protected async printAnswer<T extends object>(
    answer: Answer<T>,
    asked: readonly ObjectPattern[],
    origin: Origin,
    views: Views,
    flags: AskFlags,
  ): Promise<void> {
    const isTable = ["table", "wide", "markdown"].includes(flags.output ?? "table");
    if (answer.seen || !isTable) await this.print(answer.result, views, flags);
    const style = styleOf(wantsColour({ flag: flags.color ?? "auto", env: process.env, isTerminal: process.stderr.isTTY }));
    writeErr([...notesOn(answer, style), ...hintsOn(origin, style)]);
    if (answer.report.mayHideAnswer) process.exitCode = 3;
    if (answer.seen) return;
    throw origin.kind === "live" ? notInCluster(asked) : neverSeen(asked, answer.report, answer.near);
  }
}

/** The error for words that a command needs and did not get. */
export const missingObject = (command: string): MeshauditError =>
  new MeshauditError("argument-invalid", `${command} needs an object to ask about`, {
    hint: `name one as TYPE/NAME: kubectl meshaudit ${command} vs/reviews`,
  });
