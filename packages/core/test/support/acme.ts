import * as z from 'zod';
import {
  abortSignalOf,
  bodyBytes,
  type Capabilities,
  defineRerankProvider,
  type HttpEndpoint,
  type HttpResponse,
  joinUrl,
  type OptionsOf,
  type Transport,
} from '../../src/index.ts';

const answer = z.object({ scores: z.array(z.object({ i: z.number(), s: z.number() })), tokens: z.number().optional() });

export const acmeCapabilities: Capabilities = {
  maxDocuments: 3,
  modalities: ['text'],
  scoring: 'pointwise',
  scoreScale: { kind: 'unknown' },
};

/** A made-up reranker with the traits that the executor cares about. */
export const acme = defineRerankProvider({
  id: 'acme',
  baseUrl: 'https://api.acme.test',
  env: { apiKey: 'ACME_API_KEY', baseUrl: 'ACME_BASE_URL' },
  optionsSchema: z.strictObject({ priority: z.int().optional() }),
  optionNames: ['priority'],
  endpoints: {
    rerank: {
      capabilities: (model) =>
        model.startsWith('pictures') ? { ...acmeCapabilities, modalities: ['text', 'image'] } : acmeCapabilities,
      buildRequest: ({ baseUrl, model, query, passages, options }) => ({
        url: joinUrl(baseUrl, '/rerank'),
        body: { model, query, passages, ...options },
      }),
      parseResponse: (body) => {
        const { scores, tokens } = answer.parse(body);
        return {
          ranking: scores.map(({ i, s }) => ({ index: i, relevanceScore: s })),
          usage: tokens === undefined ? undefined : { totalTokens: tokens },
        };
      },
      followUp: ({ status, headers }) =>
        status === 202 ? { request: { method: 'GET', url: headers['location'] as string }, afterMs: 100 } : undefined,
    },
    jury: {
      capabilities: {
        maxDocuments: 2,
        modalities: ['text'],
        scoring: 'listwise',
        scoreScale: { kind: 'unknown' },
        cutsTopN: true,
      },
      buildRequest: ({ baseUrl, topN }) => ({ url: joinUrl(baseUrl, '/jury'), body: { topN } }),
      parseResponse: (body) => ({
        ranking: answer.parse(body).scores.map(({ i, s }) => ({ index: i, relevanceScore: s })),
        warnings: [{ code: 'other', message: 'The jury was out.' }],
      }),
    },
  },
  readHeaders: (headers) => ({
    requestId: headers['x-acme-id'],
    warnings: headers['deprecation'] === undefined ? [] : [{ code: 'deprecated', message: 'This model ends.' }],
  }),
});

type Endpoint = HttpEndpoint<OptionsOf<readonly [ReturnType<typeof acme>], 'acme/m'>>;

/** Acme with a changed endpoint and no other. */
export const acmeWith = (changes: Partial<Endpoint>) => {
  const rerank = { ...(acme.definition.endpoints['rerank'] as Endpoint), ...changes };
  return defineRerankProvider({ ...acme.definition, endpoints: { rerank } });
};

/** Its endpoint only copies texts, and says so. */
export const copying = acmeWith({ copiesTexts: true });

export interface AcmeRequest {
  readonly model: string;
  readonly query: string;
  readonly passages: readonly { readonly text: string }[];
}

export const json = (body: unknown, status = 200, headers: Record<string, string> = {}): HttpResponse => ({
  status,
  headers,
  body: JSON.stringify(body),
});

/** Scores every passage by its length, so that a test can foresee the ranking. */
export function rankByLength(body: string): HttpResponse {
  const { passages } = JSON.parse(body) as AcmeRequest;
  return json({ scores: passages.map(({ text }, i) => ({ i, s: text.length })), tokens: passages.length });
}

export interface Sent {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A transport that answers from memory, one handler an exchange; the last one stays. */
export function scripted(...handlers: ((sent: Sent, signal: AbortSignal) => HttpResponse | Promise<HttpResponse>)[]) {
  const sent: Sent[] = [];
  const transport: Transport = async ({ url, method, headers, body }, init) => {
    const handler = handlers[Math.min(sent.length, handlers.length - 1)];
    const whole = bodyBytes(body);
    const text = typeof whole === 'string' ? whole : new TextDecoder().decode(whole);
    const request = { url, method, headers, body: text };
    sent.push(request);
    if (handler === undefined) throw new Error('The script has no answer.');
    return handler(request, abortSignalOf(init));
  };
  return { transport, sent };
}

/** Answers never, and does not listen to the signal. */
export const never = () => new Promise<HttpResponse>(() => {});

export const ranked = ({ body }: Sent) => rankByLength(body);
