import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';

/** What a provider says to its vendor and hears from it, from its own fixtures, and what a caller gets. */
export interface Exchange {
  readonly model: string;
  readonly query: string;
  readonly documents: readonly string[];
  readonly request: { readonly url: string; readonly body: unknown };
  readonly response: unknown;
  /** Best first. */
  readonly indices: readonly number[];
}

/** Reads one fixture of a provider package. */
export function readExchange(packageFolder: string, name: string): Exchange {
  const read = (file: string) =>
    JSON.parse(readFileSync(join(packageFolder, 'test/fixtures', name, `${file}.json`), 'utf8'));
  const { model, query, passages } = read('input').input as {
    readonly model: string;
    readonly query: string;
    readonly passages: readonly { readonly text: string }[];
  };
  const ranking = read('result').ranking as readonly { readonly index: number; readonly relevanceScore: number }[];
  return {
    model,
    query,
    documents: passages.map(({ text }) => text),
    request: read('request'),
    response: read('response'),
    indices: ranking.toSorted((a, b) => b.relevanceScore - a.relevanceScore).map(({ index }) => index),
  };
}

/** A vendor that knows these exchanges and nothing else. */
export interface FakeVendor {
  readonly url: string;
  /** Requests that were answered with a ranking. */
  readonly answered: () => number;
  close(): Promise<void>;
}

export const vendorKey = 'key-of-the-gate';

export async function startVendor(exchanges: readonly Exchange[]): Promise<FakeVendor> {
  let answered = 0;
  const server = createServer(async (incoming, outgoing) => {
    const body = await readBody(incoming);
    const known = exchanges.find(
      ({ request }) => new URL(request.url).pathname === incoming.url && isDeepStrictEqual(request.body, body),
    );
    const isAllowed = incoming.headers.authorization === `Bearer ${vendorKey}`;
    const status = known === undefined ? 400 : isAllowed ? 200 : 401;
    if (status === 200) answered++;
    outgoing.writeHead(status, { 'content-type': 'application/json' });
    outgoing.end(JSON.stringify(status === 200 ? known?.response : { message: `No exchange for ${incoming.url}.` }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answered: () => answered,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

async function readBody(incoming: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of incoming.setEncoding('utf8')) text += chunk;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
