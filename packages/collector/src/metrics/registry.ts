/** Values of a series' labels, in the order of the metric's label names. */
type Labels = readonly string[];

/** A metric as Prometheus' text format has it, source: prometheus.io/docs/instrumenting/exposition_formats, version 0.0.4. */
interface Metric {
  render(): string[];
}

/** Something that only grows. */
export interface Counter {
  add(by: number, ...labels: string[]): void;
}

/** How often values fell into which bucket. */
export interface Histogram {
  observe(value: number, ...labels: string[]): void;
}

/** The metrics of one collector. */
export interface Registry {
  counter(name: string, help: string, labels: readonly string[]): Counter;
  histogram(name: string, help: string, labels: readonly string[], buckets: readonly number[]): Histogram;
  /** Something that goes up and down, looked up when it is asked for: its series, or one number. */
  gauge(name: string, help: string, labels: readonly string[], read: () => Iterable<readonly [Labels, number]>): void;
  /** All of it as text. */
  render(): string;
}

const escapes = new Map([
  ["\\", String.raw`\\`],
  ['"', String.raw`\"`],
  ["\n", String.raw`\n`],
]);
const escaped = (text: string): string => text.replace(/[\\"\n]/g, (character) => escapes.get(character) ?? character);

const seriesOf = (name: string, names: readonly string[], values: Labels): string =>
  names.length === 0 ? name : `${name}{${names.map((label, index) => `${label}="${escaped(values[index] ?? "")}"`).join(",")}}`;

const head = (name: string, help: string, type: string): string[] => [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`];

/** The series of a metric by their labels; the caller sees that there are only so many. */
const seriesBy = <T>(make: () => T): { get(labels: Labels): T; entries(): Iterable<readonly [Labels, T]> } => {
  const series = new Map<string, readonly [Labels, T]>();
  return {
    get(labels) {
      const key = labels.join("\0");
      const known = series.get(key);
      if (known !== undefined) return known[1];
      const made = make();
      series.set(key, [labels, made]);
      return made;
    },
    entries: () => series.values(),
  };
};

const counterOf = (name: string, help: string, names: readonly string[]): Counter & Metric => {
  const series = seriesBy(() => ({ value: 0 }));
  return {
    add(by, ...labels) {
      series.get(labels).value += by;
    },
    render: () => [
      ...head(name, help, "counter"),
      ...Array.from(series.entries(), ([labels, { value }]) => `${seriesOf(name, names, labels)} ${value}`),
    ],
  };
};

const histogramOf = (name: string, help: string, names: readonly string[], buckets: readonly number[]): Histogram & Metric => {
  const series = seriesBy(() => ({ counts: buckets.map(() => 0), sum: 0, count: 0 }));
  return {
    observe(value, ...labels) {
      const one = series.get(labels);
      one.sum += value;
      one.count++;
      const bucket = buckets.findIndex((bound) => value <= bound);
      if (bucket >= 0) one.counts[bucket] = (one.counts[bucket] ?? 0) + 1;
    },
    render: () => [
      ...head(name, help, "histogram"),
      ...Array.from(series.entries()).flatMap(([labels, { counts, sum, count }]) => {
        let below = 0;
        const line = (bound: string, value: number): string =>
          `${seriesOf(`${name}_bucket`, [...names, "le"], [...labels, bound])} ${value}`;
        return [
          ...buckets.map((bound, index) => line(String(bound), (below += counts[index] ?? 0))),
          line("+Inf", count),
          `${seriesOf(`${name}_sum`, names, labels)} ${sum}`,
          `${seriesOf(`${name}_count`, names, labels)} ${count}`,
        ];
      }),
    ],
  };
};

/** An empty registry. */
export const createRegistry = (): Registry => {
  const metrics: Metric[] = [];
  const kept = <T extends Metric>(metric: T): T => {
    metrics.push(metric);
    return metric;
  };
  return {
    counter: (name, help, labels) => kept(counterOf(name, help, labels)),
    histogram: (name, help, labels, buckets) => kept(histogramOf(name, help, labels, buckets)),
    gauge(name, help, labels, read) {
      kept({
        render: () => [
          ...head(name, help, "gauge"),
          ...Array.from(read(), ([values, value]) => `${seriesOf(name, labels, values)} ${value}`),
        ],
      });
    },
    render: () => `${metrics.flatMap((metric) => metric.render()).join("\n")}\n`,
  };
};
