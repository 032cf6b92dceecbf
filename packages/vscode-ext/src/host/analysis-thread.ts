import { asker, type Ask, type Listeners, type Port } from "../protocol/call.ts";

/** A thread that was started: a port to it, and how it ends. */
export interface StartedThread extends Port {
  on(event: "message", listener: (message: unknown) => void): unknown;
  on(event: "error", listener: (error: Error) => void): unknown;
  on(event: "exit", listener: () => void): unknown;
  terminate(): Promise<unknown>;
}

/** The thread that reads and computes. */
export interface AnalysisThread {
  ask: Ask;
  stop(): Promise<void>;
}

/** What a thread is started with, and told first of all: `again` when another one has died. */
export interface ThreadStart {
  start(): Promise<StartedThread>;
  onStart(ask: Ask, again: boolean): Promise<void>;
  /** Counts ms. */
  clock(): number;
}

/** A thread that dies so often within a minute is not started again before that minute is over: what kills it may be asked again and again. */
const mostDeaths = 3;
const minute = 60_000;

interface Running {
  thread: Promise<StartedThread>;
  /** Settles once the thread knows what it has to. */
  ask: Promise<Ask>;
}

/**
 * The analysis in a thread of its own, started at the first question: the editor's thread never waits for it. One that dies is started
 * anew by the next question, after `onStart` has told it the settings and the documents.
 */
export const analysisThread = ({ start, onStart, clock }: ThreadStart, listeners: Listeners): AnalysisThread => {
  let running: Running | null = null;
  let stopped = false;
  let deaths: number[] = [];
  let hasDied = false;

  const begin = (): Running => {
    const thread = start();
    const begun: Running = { thread, ask: thread.then((one) => tell(one)) };
    const tell = async (one: StartedThread): Promise<Ask> => {
      const { ask, fail } = asker(one, listeners);
      const ended = (error: Error): void => {
        if (running === begun) {
          running = null;
          hasDied = true;
          if (!stopped) deaths = [...deaths.slice(1 - mostDeaths), clock()];
        }
        fail(error);
      };
      one.on("error", (error: Error) => {
        listeners.log({ level: "error", text: error.stack ?? error.message });
        ended(error);
      });
      one.on("exit", () => ended(new Error("the analysis ended")));
      await onStart(ask, hasDied);
      return ask;
    };
    begun.ask.catch(() => {
      // A thread that could not be told what it has to know is of no use.
      if (running === begun) running = null;
      void thread.then(
        (one) => one.terminate(),
        () => {},
      );
    });
    return begun;
  };

  const current = (): Running => {
    if (running !== null) return running;
    const [first] = deaths;
    if (deaths.length === mostDeaths && first !== undefined && clock() - first < minute) {
      throw new Error(`the analysis ended ${mostDeaths} times within a minute: it is left alone for the rest of it`);
    }
    running = begin();
    return running;
  };

  return {
    ask: async (name, input, signal) => {
      if (stopped) throw new Error("the analysis ended");
      return (await current().ask)(name, input, signal);
    },
    stop: async () => {
      stopped = true;
      const last = running;
      running = null;
      await last?.thread.then(
        (one) => one.terminate(),
        () => {},
      );
    },
  };
};
