/** A short piece of a needle to search for in its stead; it stands `shift` bytes into the needle. */
export interface Probe {
  bytes: Buffer;
  shift: number;
}

/** Up to this length Node looks for a needle's first byte with memchr; above, with Boyer-Moore, which is slower for needles as short as ours. */
const longestProbe = 7;
const shortestProbe = 2;
const sampleBytes = 64 * 1024;

/** What a look at a found first byte, and at a found probe that is no needle, cost beside each other. */
const costOfByte = 1;
const costOfHit = 20;

function hitsOf(bytes: Buffer, sample: Buffer): number {
  let hits = 0;
  for (let at = sample.indexOf(bytes); at >= 0; at = sample.indexOf(bytes, at + 1)) hits++;
  return hits;
}

/** The piece of a needle that is found with the least work in input like the sample: one that begins with a rare byte, and is rare. */
export function probeOf(needle: Buffer, input: Buffer): Probe {
  const sample = input.subarray(0, sampleBytes);
  const counts = new Uint32Array(256);
  for (const byte of sample) counts[byte] = (counts[byte] ?? 0) + 1;
  let best: Probe = { bytes: needle, shift: 0 };
  let least = Number.POSITIVE_INFINITY;
  for (let shift = 0; shift + shortestProbe <= needle.length; shift++) {
    const bytes = needle.subarray(shift, shift + longestProbe);
    const cost = costOfByte * (counts[bytes[0] ?? 0] ?? 0) + costOfHit * hitsOf(bytes, sample);
    if (cost >= least) continue;
    least = cost;
    best = { bytes, shift };
  }
  return best;
}
