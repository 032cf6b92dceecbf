import { words } from "../words/safe-words.ts";

/** What the colours of a chart stand for. */
export const Legend = ({ items }: { items: { name: string; value: string; colour: string }[] }) => (
  <ul class="legend">
    {items.map(({ name, value, colour }) => (
      <li key={name}>
        <span class={`swatch ${colour}`} />
        <bdi>{words(name)}</bdi>
        <b>{value}</b>
      </li>
    ))}
  </ul>
);
