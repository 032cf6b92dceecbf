import { useState } from "preact/hooks";

/** What the browser keeps for this page; null where it keeps nothing, as in an editor. */
const storage = (): Storage | null => {
  try {
    return localStorage;
  } catch {
    return null;
  }
};

/** A kept text; null when there is none. */
export const kept = (name: string): string | null => storage()?.getItem(`meshaudit.${name}`) ?? null;

/** Keeps a text. */
export const keep = (name: string, value: string): void => {
  try {
    storage()?.setItem(`meshaudit.${name}`, value);
  } catch {
    // It is full: the choice holds until the page is closed.
  }
};

/** A choice of the person that this browser keeps. */
export const useKeptChoice = <T extends string>(name: string, choices: readonly [T, ...T[]]): [T, (choice: T) => void] => {
  const [choice, setChoice] = useState<T>(() => choices.find((each) => each === kept(name)) ?? choices[0]);
  return [
    choice,
    (next) => {
      setChoice(next);
      keep(name, next);
    },
  ];
};
