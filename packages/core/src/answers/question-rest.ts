/** Keeps work that nobody waits for out of the way of questions. */
export interface QuestionRest {
  /** A question was asked. */
  note(): void;
  /** Settles when no question was asked for a while. */
  quiet(): Promise<void>;
}

/** Nothing was asked yet. `turn` lets questions that wait have their turn, `rest` takes as long as none has to come; both may reject. */
export const questionRest = (turn: () => Promise<unknown>, rest: () => Promise<unknown>): QuestionRest => {
  let asked = 0;
  let heeded = 0;
  return {
    note: () => void asked++,
    async quiet() {
      await turn();
      while (heeded !== asked) {
        heeded = asked;
        await rest();
      }
    },
  };
};
