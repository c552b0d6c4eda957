import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Transport } from '@openrerank/core';
import { undiciTransport } from '@openrerank/core/undici';
import { nvidiaNim } from '@openrerank/provider-nvidia-nim';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createCohereDialect } from '../../src/dialects/cohere.ts';
import { createRerankHandler } from '../../src/http/rerank.ts';
import { createRouter } from '../../src/routing/router.ts';
import { createGroups } from '../../src/routing/targets.ts';
import { createRequestScanner } from '../../src/scan/request-scanner.ts';
import type { Scan } from '../../src/scan/scanned-request.ts';
import { manualClock } from '../support/clock.ts';
import { buildConfig } from '../support/config.ts';

/*
 * What a large request costs depends on this: its documents are found and copied, and never made strings. A clock would
 * show it on a quiet machine only. Here, once the body is scanned, each document is overwritten with control characters,
 * which no JSON parser takes: whoever decodes one fails the call.
 */

const control = 0x01;

/** A NIM that keeps what it was sent, as bytes, and ranks what it was sent by place. */
async function serveNim() {
  const bodies: Buffer[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    bodies.push(body);
    const count = body.toString('latin1').split('{"text":').length - 2;
    response.end(JSON.stringify({ rankings: Array.from({ length: count }, (_, index) => ({ index, logit: -index })) }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
  });
  return { bodies, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

/** The scanner, and vandalism on the documents that it has found. */
function vandal(): { readonly scan: Scan; readonly found: () => number } {
  const scan = createRequestScanner();
  let found = 0;
  return {
    found: () => found,
    scan(body) {
      const scanned = scan(body);
      const { count = 0, texts = new Uint32Array() } = scanned?.documents ?? {};
      for (let place = 0; place < count; place++) {
        body.fill(control, (texts[2 * place] as number) + 1, (texts[2 * place + 1] as number) - 1);
      }
      found += count;
      return scanned;
    },
  };
}

async function rerank(documents: readonly unknown[], more: object) {
  const nim = await serveNim();
  const network = undiciTransport();
  onTestFinished(async () => network.close?.());
  let spliced = 0;
  const transport: Transport = (request, init) => {
    if (typeof request.body === 'object' && 'toBytes' in request.body) spliced++;
    return network(request, init);
  };
  const config = buildConfig({
    models: { nim: [{ id: 'n', model: 'nvidia_nim/ranking/m', baseUrl: nim.url }] },
    providers: new Map([['nvidia_nim', nvidiaNim]]),
  });
  const { scan, found } = vandal();
  const clock = manualClock();
  const handle = createRerankHandler({
    router: createRouter({ groups: createGroups(config, { transport, env: {} }), routing: config.routing, clock }),
    dialect: createCohereDialect(scan),
    dropUnknown: false,
    clock,
    onUnexpected: (error) => {
      throw error;
    },
  });
  const bytes = Buffer.from(JSON.stringify({ model: 'nim', query: 'q', documents, ...more }));
  const answer = await handle({
    body: { bytes },
    apiVersion: '2',
    requestId: 'r',
    signal: new AbortController().signal,
  });
  return { status: answer.status, answer: Buffer.from(answer.body), upstream: nim.bodies, spliced, found: found() };
}

const words = (count: number) => 'what each component gives to the remainder '.repeat(count / 7);
const texts = (count: number, text: string) => Array.from({ length: count }, (_, place) => `${place} ${text}`);
const brief = { return_documents: false, top_n: 10 };

describe('documents go through as bytes, never decoded', () => {
  it.each([
    ['3 short documents', texts(3, 'short'), brief, 1],
    ['100 documents of 200 words', texts(100, words(200)), brief, 1],
    ['100 such documents as objects', texts(100, words(200)).map((text) => ({ text })), brief, 1],
    ['500 long documents, a body in several blocks', texts(500, words(600)), brief, 1],
    ['1,000 documents of 200 words, in two requests', texts(1000, words(200)), brief, 2],
    ['1,000 documents, all returned', texts(1000, words(200)), { return_documents: true }, 2],
  ])('%s', async (_name, documents, more, requests) => {
    const { status, answer, upstream, spliced, found } = await rerank(documents, more);
    expect([status, found, spliced, upstream.length]).toEqual([200, documents.length, requests, requests]);
    const sizes = documents.map((document) => Buffer.byteLength(JSON.stringify(document)) - JSON.stringify('').length);
    const asObjects = typeof documents[0] === 'object' ? Buffer.byteLength('{"text":}') : 0;
    const expected = sizes.reduce((sum, size) => sum + size - asObjects, 0);
    const controls = (bytes: Buffer) => bytes.filter((byte) => byte === control).length;
    expect(upstream.reduce((sum, body) => sum + controls(body), 0)).toBe(expected);
    expect(controls(answer)).toBe(more.return_documents ? expected : 0);
  });
});
