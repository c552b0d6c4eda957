/** What is worth putting into a body: what JSON is made of, what it must refuse, and what the scanners look for. */
const dictionary = [
  ...['{', '}', '[', ']', ',', ':', '"', '\\', ' ', '\n', '\t', '\r', '\0', '\x1f', '\x7f', '0', '-', '.', 'e', '+'],
  ...['null', 'true', 'false', 'nul', 'NaN', '-0', '1e5', '1e', '01', '1.', '{}', '[]', '""', '"a"', ',"a":1', ',1'],
  ...['\\u', '\\u00', '\\u0041', '\\uD83E\\udd9c', '\\ud800', '\\udc00', '\\ud800\\u0041', '\\"', '\\\\', '\\x', '\\/'],
  ...[
    '"text"',
    '"text":"b",',
    '"te\\u0078t"',
    '"documents"',
    ',"documents":["z"]',
    '"documents":null,',
    '{"text":"x"}',
  ],
  ...['é', '漢', '🦜', '\u2028', '\ufeff'],
]
  .map((text) => Buffer.from(text))
  .concat(['80', 'ff', 'c0af', 'eda080', 'f4908080', 'c3', 'e282', 'f09fa6'].map((hex) => Buffer.from(hex, 'hex')));

/** The body with one to three changes, which `random` decides: a number from 0 to below its argument. */
export function mutate(body: Buffer, random: (below: number) => number): Buffer {
  let changed = body;
  for (let left = 1 + random(1 + random(3)); left > 0; left--) changed = change(changed, random);
  return changed;
}

function change(body: Buffer, random: (below: number) => number): Buffer {
  const start = random(body.length + 1);
  const end = Math.min(body.length, start + 1 + random(random(8) === 0 ? 60 : 3));
  const replace = (from: number, to: number, by: Uint8Array) =>
    Buffer.concat([body.subarray(0, from), by, body.subarray(to)]);
  const word = dictionary[random(dictionary.length)] as Buffer;
  switch (random(6)) {
    case 0:
      return replace(start, start, word);
    case 1:
      return replace(start, end, word);
    case 2:
      return replace(start, end, Buffer.alloc(0));
    case 3:
      return replace(start, start, body.subarray(start, end));
    case 4:
      return replace(start, Math.min(body.length, start + 1), Buffer.of(random(256)));
    default: {
      const other = random(body.length + 1);
      return replace(start, start, body.subarray(other, other + 1 + random(30)));
    }
  }
}

/** Numbers that are the same in every run (mulberry32). */
export function seededRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}
