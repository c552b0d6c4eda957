import { bodyBytes, type Transport } from '@openrerank/core';
import { local } from '@openrerank/provider-local';
import { nvidiaNim } from '@openrerank/provider-nvidia-nim';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCohereDialect } from '../../src/dialects/cohere.ts';
import { createRerankHandler } from '../../src/http/rerank.ts';
import { createRouter } from '../../src/routing/router.ts';
import { createGroups } from '../../src/routing/targets.ts';
import type { Scan } from '../../src/scan/scanned-request.ts';
import { eligibleBody } from '../scan/bodies.ts';
import { mutate, seededRandom } from '../scan/mutate.ts';
import { manualClock } from '../support/clock.ts';
import { buildConfig } from '../support/config.ts';

/** A guard against hanging, not a measure. */
const timeout = 240_000;

/** A proxy without its sockets in front of a NIM that ranks by the length of a passage. */
function openProxy(scan?: Scan) {
  const upstreamBodies: unknown[] = [];
  const transport: Transport = async ({ body }) => {
    const sent = JSON.parse(Buffer.from(bodyBytes(body) as string).toString());
    upstreamBodies.push(sent);
    const passages = sent.passages as readonly { readonly text: string }[];
    const rankings = passages.map(({ text }, index) => ({ index, logit: text.length }));
    return { status: 200, headers: {}, body: JSON.stringify({ rankings }) };
  };
  const config = buildConfig({
    models: {
      nim: [{ id: 'n', model: 'nvidia_nim/ranking/m' }],
      bm25: [{ id: 'l', model: 'local/bm25' }],
    },
    providers: new Map<string, typeof nvidiaNim | typeof local>([
      ['nvidia_nim', nvidiaNim],
      ['local', local],
    ]),
  });
  const clock = manualClock();
  const groups = createGroups(config, { transport, clock, env: {} });
  const handle = createRerankHandler({
    router: createRouter({ groups, routing: config.routing, clock }),
    dialect: createCohereDialect(scan),
    dropUnknown: false,
    clock,
    onUnexpected: (error) => {
      throw error;
    },
  });
  return async (bytes: Uint8Array) => {
    upstreamBodies.length = 0;
    const answer = await handle({
      body: { bytes },
      apiVersion: '2',
      requestId: 'r',
      signal: new AbortController().signal,
    });
    const { status, headers, facts } = answer;
    const text = Buffer.from(answer.body).toString();
    return { outcome: { status, headers, answer: JSON.parse(text), upstream: [...upstreamBodies] }, facts };
  };
}

const scanned = openProxy();
const parsed = openProxy(() => undefined);

async function compare(body: Uint8Array) {
  const [one, other] = [await scanned(body), await parsed(body)];
  expect(one.outcome, JSON.stringify(Buffer.from(body).toString())).toEqual(other.outcome);
  return one.outcome.status;
}

/** The scanner's bodies with the fields that a request needs. */
const request = fc
  .record({
    body: eligibleBody,
    model: fc.constantFrom('nim', 'nim', 'nim', 'bm25'),
    extra: fc.constantFrom(
      '',
      ',"top_n":2',
      ',"return_documents":false',
      ',"truncate":"END"',
      ',"priority":1',
      ',"top_n":null',
    ),
  })
  .map(({ body, model, extra }) => {
    const text = body.toString();
    const documents = JSON.stringify(text.slice(text.indexOf('"documents"'))).length;
    const list = /"documents"\s*:\s*\[[\s\S]*\]/.exec(text)?.[0] ?? '"documents":["a"]';
    // Some keep their odd fields, and are refused alike in both ways.
    return documents % 4 === 0
      ? Buffer.from(`{"model":"${model}","query":"q"${extra},${text.trim().slice(1)}`)
      : Buffer.from(`{"model":"${model}","query":"q"${extra},${list}}`);
  });

describe('a body that is scanned and one that is parsed', () => {
  it('come to the same answer and the same upstream request', { timeout }, async () => {
    const bodies = fc.sample(request, { seed: 11, numRuns: 5_000 });
    const random = seededRandom(12);
    const tally = { answered: 0, refused: 0 };
    for (const body of bodies) {
      const variants = [body, ...Array.from({ length: 19 }, () => mutate(body, random))];
      for (const variant of variants) {
        const status = await compare(variant);
        tally[status === 200 ? 'answered' : 'refused']++;
      }
    }
    expect(tally.answered + tally.refused).toBe(100_000);
    for (const count of Object.values(tally)) expect(count).toBeGreaterThan(5_000);
  });

  it.each([
    ['a byte order mark', '\ufeff{"model":"nim","query":"q","documents":["a"]}'],
    ['a duplicate key', '{"model":"nim","query":"q","documents":["a"],"documents":["b","cc"]}'],
    ['an escaped key', '{"model":"nim","query":"q","docum\\u0065nts":["a","bb"]}'],
    ['half a surrogate pair', '{"model":"nim","query":"q","documents":["a\\ud83d","bb"]}'],
    ['both halves', '{"model":"nim","query":"q","documents":["\\ud83e\\udd9c","bb"]}'],
    ['mixed documents', '{"model":"nim","query":"q","documents":["a",{"text":"bb"}]}'],
    ['objects with more than text', '{"model":"nim","query":"q","documents":[{"text":"a","id":1}]}'],
    ['objects', '{"model":"nim","query":"q","documents":[{ "text" : "a\\/" },{"text":"bb"}],"top_n":1}'],
    ['no documents', '{"model":"nim","query":"q","documents":[]}'],
    ['a huge number', '{"model":"nim","query":"q","documents":["a"],"top_n":1e999}'],
    ['depth', `{"model":"nim","query":"q","documents":["a"],"metadata":${'['.repeat(80)}${']'.repeat(80)}}`],
    ['trailing bytes', '{"model":"nim","query":"q","documents":["a"]} x'],
    ['a stand-in for a query', '{"model":"nim","query":"passage1","documents":["passage2","passage1"]}'],
    ['white space', ' \n{ "model" : "nim" ,\t"query":"q","documents" : [ "a" , "bb" ] }\r\n'],
    ['numbers for keys', '{"2":1,"1":1,"model":"nim","query":"q","documents":["a"]}'],
    ['a key called __proto__', '{"__proto__":1,"model":"nim","query":"q","documents":["a"]}'],
    ['NUL and emoji', '{"model":"nim","query":"\\u0000","documents":["\\u0000","🦜","\u2028"]}'],
  ])('agree on %s', async (_, body) => {
    await compare(Buffer.from(body));
  });

  it('agree on bytes that are not UTF-8', async () => {
    const body = Buffer.from('{"model":"nim","query":"q","documents":["a?"]}');
    body[body.indexOf('?')] = 0xff;
    expect(await compare(body)).toBe(400);
  });

  it.each([0, 1])('agree on a list that is split (%i)', async (objects) => {
    const documents = Array.from({ length: 600 }, (_, index) => 'x'.repeat(index % 97));
    const list = objects ? documents.map((text) => ({ text })) : documents;
    const body = Buffer.from(JSON.stringify({ model: 'nim', query: 'q', documents: list }));
    expect(await compare(body)).toBe(200);
    const { outcome } = await scanned(body);
    expect(outcome.upstream.map((sent) => (sent as { passages: unknown[] }).passages.length)).toEqual([300, 300]);
  });
});
