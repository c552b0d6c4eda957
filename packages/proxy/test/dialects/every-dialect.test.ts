import { RerankError } from '@openrerank/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { refuseDestination } from '../../src/dialects/destination.ts';
import type { DecodeContext, DecodedRequest, RequestTarget } from '../../src/dialects/dialect.ts';
import type { Ingress } from '../../src/dialects/ingress.ts';
import { asSent } from '../support/as-sent.ts';
import { findIngress, ingresses } from './find-ingress.ts';

type Body = Readonly<Record<string, unknown>>;

const context: DecodeContext = { optionNames: () => new Set(['truncate']), dropUnknown: false };
const documents = ['first', 'second'];

const destinations = [
  ...['api_base', 'api_key', 'api_version', 'apiKey', 'aws_region_name', 'aws_bedrock_runtime_endpoint', 'azure_scope'],
  ...['base_url', 'baseURL', 'baseUrl', 'accessToken', 'credentials', 'custom_llm_provider', 'extra_body', 'headers'],
  ...[
    'extra_headers',
    'gcs_bucket_name',
    'hf_token',
    'litellm_credential_name',
    'organization',
    'password',
    'region_name',
  ],
  ...['s3_bucket', 'client_secret', 'user_config', 'vertex_credentials', 'vertex_project', 'VERTEX_PROJECT'],
];
const source = (text: string) => ({ type: 'INLINE', inlineDocumentSource: { type: 'TEXT', textDocument: { text } } });

/** The same request at every ingress, and how it spells what may be wrong with it. */
const requests: readonly (readonly [
  path: string,
  body: Body,
  spelled: { readonly documents: string; readonly text?: string; readonly query: string },
])[] = [
  ...[
    '/rerank',
    '/v1/rerank',
    '/cohere/v1/rerank',
    '/cohere/v2/rerank',
    '/jina/v1/rerank',
    '/voyage/v1/rerank',
    '/together/v1/rerank',
  ].map((path) => [path, { model: 'm', query: 'q', documents }, { documents: 'documents', query: 'query' }] as const),
  ...['/vllm/rerank', '/infinity/rerank', '/v1/models/rerank', '/pinecone/rerank'].map(
    (path) => [path, { model: 'm', query: 'q', documents }, { documents: 'documents', query: 'query' }] as const,
  ),
  ['/v1/reranking', { model: 'm', query: 'q', input: documents }, { documents: 'input', query: 'query' }],
  ['/tei/m/rerank', { query: 'q', texts: documents }, { documents: 'texts', query: 'query' }],
  [
    '/v1/ranking',
    { model: 'm', query: { text: 'q' }, passages: documents.map((text) => ({ text })) },
    { documents: 'passages', query: 'query.text' },
  ],
  ['/v1/score', { model: 'm', text_1: 'q', text_2: documents }, { documents: 'text_2', query: 'text_1' }],
  [
    '/bedrock/rerank',
    {
      queries: [{ type: 'TEXT', textQuery: { text: 'q' } }],
      sources: documents.map(source),
      rerankingConfiguration: { bedrockRerankingConfiguration: { modelConfiguration: { modelArn: 'm' } } },
    },
    { documents: 'sources', text: 'inlineDocumentSource.textDocument.text', query: 'queries.0.textQuery.text' },
  ],
  [
    '/v1/projects/p/locations/l/rankingConfigs/c:rank',
    { model: 'm', query: 'q', records: documents.map((content) => ({ content })) },
    { documents: 'records', query: 'query' },
  ],
  ['/_inference/rerank/m', { query: 'q', input: documents }, { documents: 'input', query: 'query' }],
];

function decode(path: string, body: unknown, given: Partial<DecodeContext> = {}, query: RequestTarget['query'] = {}) {
  const { ingress, params } = findIngress(path);
  const bytes = Buffer.from(JSON.stringify(body));
  return asSent(ingress.dialect.decode({ bytes }, { ...context, ...given }, { params, query }));
}

function refusal(run: () => DecodedRequest) {
  try {
    run();
  } catch (error) {
    if (!(error instanceof RerankError)) throw error;
    return { code: error.code, message: error.message, param: error.details.issues?.[0]?.path };
  }
  throw new Error('Nothing was thrown.');
}

it('there is a request for every ingress', () => {
  const covered = new Set(requests.map(([path]) => findIngress(path).ingress));
  expect(ingresses.filter((ingress) => !covered.has(ingress)).map(({ paths }) => paths)).toEqual([]);
});

it('no path is served twice', () => {
  const paths = ingresses.flatMap((ingress: Ingress) => ingress.paths);
  expect(new Set(paths).size).toBe(paths.length);
});

describe.each(requests)('at %s', (path, body, spelled) => {
  it('a request is understood', () => {
    const { model, query, documents: found, topN } = decode(path, body);
    const texts = found.map((document) =>
      typeof document === 'string' ? document : (document as { text: string }).text,
    );
    expect({ model, query, texts, topN }).toEqual({ model: 'm', query: 'q', texts: documents, topN: undefined });
  });

  it('null in any other field counts as absent', () => {
    const nulls = Object.fromEntries(
      ['top_n', 'top_k', 'topN', 'return_documents', 'truncate', 'rank_fields', 'nonsense', 'api_base'].map((name) => [
        name,
        null,
      ]),
    );
    const { verbatim: _, ...request } = decode(path, { ...nulls, ...body });
    expect(request).toEqual({ ...decode(path, body), verbatim: undefined });
  });

  it.each(destinations)('%s cannot be set, even where unknown fields are dropped', (name) => {
    expect(refusal(() => decode(path, { ...body, [name]: 'secret' }, { dropUnknown: true }))).toEqual({
      code: 'invalid_request',
      message: `${name} cannot be set by a request: the proxy decides where a call goes and with what key. Leave it out.`,
      param: name,
    });
  });

  it('a field that nobody knows is refused by its name, or dropped', () => {
    expect(refusal(() => decode(path, { ...body, nonsense: 'secret' }))).toMatchObject({
      code: 'invalid_request',
      param: 'nonsense',
      message: expect.not.stringContaining('secret'),
    });
    expect(decode(path, { ...body, nonsense: 1 }, { dropUnknown: true }).options).toEqual({});
  });

  it('an option of the model goes on', () => {
    const given = { optionNames: () => new Set(['depth']) };
    expect(decode(path, { ...body, depth: 3 }, given).options).toEqual({ depth: 3 });
  });

  it('the model that is asked for is the one whose options count', () => {
    const asked: string[] = [];
    decode(path, body, { optionNames: (model) => new Set([`${asked.push(model)}`]) });
    expect(new Set(asked)).toEqual(new Set(['m']));
  });

  it.each(['documents', 'query'] as const)('what is wrong with %s is said in its own words', (name) => {
    const top = spelled[name].split('.')[0] as string;
    const missing = Object.fromEntries(Object.entries(body).filter(([field]) => field !== top));
    expect(refusal(() => decode(path, missing)).param?.split('.')[0]).toBe(top);
    const { code, message } = refusal(() => decode(path, { ...body, [top]: 7 }));
    expect({ code, message }).toEqual({
      code: 'invalid_request',
      message: expect.stringMatching(new RegExp(`^${top}`)),
    });
  });

  it('what is wrong with a field of ours is told in its own words', () => {
    const { dialect } = findIngress(path).ingress;
    const form = decode(path, body).form;
    const spell = (own: string) => dialect.spell?.(own, form) ?? own;
    expect(spell('documents')).toBe(spelled.documents);
    expect(spell('documents.3.text')).toBe(`${spelled.documents}.3.${spelled.text ?? 'text'}`);
    expect(spell('documents_of_others')).toBe('documents_of_others');
    expect(spell('query')).toBe(spelled.query);
    expect(spell('truncate')).toBe('truncate');
  });

  it('any body is decoded, or refused with an error of ours', () => {
    const names = ['model', 'query', 'queries', 'top_n', 'rank_fields', 'parameters', 'task_settings', '__proto__'];
    const inner = ['text', 'content', 'type', 'value', 'textQuery', 'modelConfiguration', 'title'];
    const value = fc.oneof(
      fc.jsonValue(),
      fc.array(fc.dictionary(fc.constantFrom(...inner), fc.jsonValue())),
      fc.dictionary(fc.constantFrom(...inner), fc.jsonValue()),
    );
    const field = fc.constantFrom(...names, ...Object.keys(body));
    fc.assert(
      fc.property(fc.dictionary(field, value), fc.boolean(), fc.boolean(), (fields, dropUnknown, isWhole) => {
        try {
          decode(path, isWhole ? { ...body, ...fields } : fields, { dropUnknown });
        } catch (error) {
          expect(error).toBeInstanceOf(RerankError);
        }
      }),
    );
  });

  it('any bytes are decoded, or refused with an error of ours', () => {
    const { ingress, params } = findIngress(path);
    const text = JSON.stringify(body);
    fc.assert(
      fc.property(fc.nat(text.length), fc.string({ unit: 'binary' }), (place, insert) => {
        const bytes = Buffer.from(text.slice(0, place) + insert + text.slice(place + insert.length));
        try {
          ingress.dialect.decode({ bytes }, context, { params, query: {} });
        } catch (error) {
          expect(error).toBeInstanceOf(RerankError);
        }
      }),
    );
  });
});

it('no field of an API and no option of a provider that a request may set is taken for a destination', () => {
  const own = ingresses.flatMap(({ schemas }) => {
    const { request, ignored } = schemas();
    const { properties = {} } = z.toJSONSchema(request, { unrepresentable: 'any', io: 'input' });
    return [...Object.keys(properties), ...ignored];
  });
  const options = [
    ...['truncate_prompt_tokens', 'max_tokens_per_doc', 'max_tokens_per_query', 'max_chunks_per_doc', 'service_tier'],
    ...['additionalModelRequestFields', 'task_settings', 'inference_timeout', 'cache_salt', 'top_logprobs', 'dtype'],
  ];
  for (const name of [...own, ...options]) {
    expect(() => refuseDestination(new Map([[name, 1]]), new Set()), name).not.toThrow();
  }
});

describe('a model that the body does not name', () => {
  const optional = requests.filter(([path]) => findIngress(path).ingress.readsTarget === true);

  it.each(optional.filter(([path]) => !path.includes('/m')))(
    'at %s is the one of the query, or the only one',
    (path, { model: _, ...body }) => {
      expect(decode(path, body, {}, { model: 'n' }).model).toBe('n');
      expect(decode(path, body, { onlyModel: 'o' }).model).toBe('o');
      expect(decode(path, body, { onlyModel: 'o' }, { model: ['a', 'b'] }).model).toBe('o');
      expect(refusal(() => decode(path, body))).toMatchObject({
        param: 'model',
        message: expect.stringContaining('is required, since more than one model is served here'),
      });
    },
  );

  it('is asked for where the vendor asks for it, though there is only one', () => {
    for (const path of ['/rerank', '/v1/rerank', '/voyage/v1/rerank', '/jina/v1/rerank', '/pinecone/rerank']) {
      const body = { query: 'q', documents };
      expect(refusal(() => decode(path, body, { onlyModel: 'o' })).message).toContain('model is required and must be');
    }
  });
});
