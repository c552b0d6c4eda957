import fc from 'fast-check';
import { expect, test } from 'vitest';
import { eligibleBody } from './bodies.ts';
import { judge } from './judge.ts';
import { mutate, seededRandom } from './mutate.ts';

/** A guard against hanging, not a measure. */
const timeout = 120_000;

const small = Buffer.from('{"q":-1.5e2,"documents":["a\\n","\\ud83e\\udd9cé"], "o":{"k":[true,null]}}');
const smallObjects = Buffer.from('{"documents" : [{"text":"a"}, { "text" : "\\u00e9\\\\" } ],"n":0}\n');

test('every spelling of a plain request is eligible, and its parts are what JSON.parse reads', { timeout }, () => {
  fc.assert(
    fc.property(eligibleBody, (body) => judge(body).isEligible),
    { seed: 1, numRuns: 5_000 },
  );
});

test('the scanners agree with each other and with JSON.parse on 100,000 mutated requests', { timeout }, () => {
  const random = seededRandom(2);
  const tally = { invalid: 0, unusual: 0, eligible: 0 };
  for (const body of fc.sample(eligibleBody, { seed: 3, numRuns: 5_000 })) {
    for (let i = 0; i < 20; i++) {
      const { isJson, isEligible } = judge(mutate(body, random));
      tally[isEligible ? 'eligible' : isJson ? 'unusual' : 'invalid']++;
    }
  }
  // What the mutations make must not be all of one kind.
  for (const count of Object.values(tally)) expect(count).toBeGreaterThan(1_000);
});

test.each([small, smallObjects])(
  'any other byte at any place of a request is judged alike: %#',
  { timeout },
  (body) => {
    for (let at = 0; at < body.length; at++) {
      for (let byte = 0; byte < 256; byte++) {
        judge(Buffer.concat([body.subarray(0, at), Buffer.of(byte), body.subarray(at + 1)]));
        judge(Buffer.concat([body.subarray(0, at), Buffer.of(byte), body.subarray(at)]));
      }
    }
  },
);

test.each([small, smallObjects])('a request cut off at any byte is not eligible: %#', (body) => {
  const complete = body.lastIndexOf('}') + 1;
  for (let length = 0; length < complete; length++) {
    expect(judge(body.subarray(0, length)), `cut at ${length}`).toEqual({ isJson: false, isEligible: false });
  }
  expect(judge(body)).toEqual({ isJson: true, isEligible: true });
});
