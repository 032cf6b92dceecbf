/** How long a wait may take, in milliseconds; without `timeout` as long as the page allows. */
export interface Patience {
  timeout?: number;
}

/** How long a person waits for what should come at once, before asking again. */
export const shortly = { timeout: 3_000 };

const attempts = 10;

/**
 * Asks again, as a person does, where nothing came: a key, a click or a rest of the mouse is lost when the workbench is busy or the
 * extension not there yet. Bounded, so that what never comes fails. For acts only that may be done twice.
 *
 * @param ask acts, and waits `shortly` for what is to come of it
 */
export const untilItComes = async <T>(what: string, ask: () => Promise<T>): Promise<T> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await ask();
    } catch (error) {
      if (attempt === attempts) throw new Error(`no ${what} came, asked ${attempts} times`, { cause: error });
    }
  }
};
