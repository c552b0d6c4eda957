import { invalidInput, RerankError } from '@openrerank/core';
import { describe, expect, it } from 'vitest';
import type { DecodeContext } from '../../src/dialects/dialect.ts';
import { asSent } from '../support/as-sent.ts';
import { findIngress } from './find-ingress.ts';

const context: DecodeContext = { optionNames: () => new Set(['truncate']), dropUnknown: false };

function decode(path: string, body: unknown, given: Partial<DecodeContext> = {}) {
  const { ingress, params } = findIngress(path);
  const bytes = Buffer.from(JSON.stringify(body));
  return asSent(ingress.dialect.decode({ bytes }, { ...context, ...given }, { params, query: {} }));
}

/** Its code but for `invalid_request`, the field, and what is said about it. */
function refusal(path: string, body: unknown, given?: Partial<DecodeContext>): string {
  try {
    decode(path, body, given);
  } catch (error) {
    if (!(error instanceof RerankError)) throw error;
    expect(error.details.issues?.[0]?.path, error.message).toBe(/^\S+/.exec(error.message)?.[0]);
    return error.message;
  }
  throw new Error('Nothing was thrown.');
}

const optionNames = (...names: string[]) => ({ optionNames: () => new Set(names) });

describe('how many results', () => {
  const base = { model: 'm', query: 'q', documents: ['a'] };

  it.each([
    ['/jina/v1/rerank', 'top_n', base],
    ['/voyage/v1/rerank', 'top_k', base],
    ['/together/v1/rerank', 'top_n', base],
    ['/vllm/rerank', 'top_n', base],
    ['/infinity/rerank', 'top_n', base],
    ['/pinecone/rerank', 'top_n', base],
    ['/v1/models/rerank', 'top_n', base],
    ['/v1/reranking', 'top_k', { model: 'm', query: 'q', input: ['a'] }],
    ['/tei/m/rerank', 'top_n', { query: 'q', texts: ['a'] }],
    ['/v1/ranking', 'top_n', { model: 'm', query: { text: 'q' }, passages: [{ text: 'a' }] }],
    ['/v1/ranking', 'top_k', { model: 'm', query: { text: 'q' }, passages: [{ text: 'a' }] }],
    ['/_inference/rerank/m', 'top_n', { query: 'q', input: ['a'] }],
  ])('is said at %s by %s', (path, name, body) => {
    expect(decode(path, { ...body, [name]: 5 }).topN).toBe(5);
    expect(decode(path, { ...body, [name]: 0 }).topN).toBeUndefined();
    expect(refusal(path, { ...body, [name]: 1.5 })).toBe(
      `${name} must be an integer of at least 1, or 0 or null for all, not the number 1.5.`,
    );
  });

  it('is not said by the name of another vendor', () => {
    expect(refusal('/jina/v1/rerank', { ...base, top_k: 1 })).toContain('Did you mean top_n?');
    expect(refusal('/voyage/v1/rerank', { ...base, top_n: 1 })).toContain('Did you mean top_k?');
  });
});

describe('cutting texts that are too long', () => {
  const voyage = { model: 'm', query: 'q', documents: ['a'] };
  const nim = { model: 'm', query: { text: 'q' }, passages: [{ text: 'a' }] };
  const tei = { query: 'q', texts: ['a'] };

  it.each([
    ['/voyage/v1/rerank', { ...voyage, truncation: true }, true],
    ['/voyage/v1/rerank', { ...voyage, truncation: false }, false],
    ['/voyage/v1/rerank', voyage, undefined],
    ['/tei/m/rerank', { ...tei, truncate: true }, true],
    ['/v1/ranking', { ...nim, truncate: 'END' }, true],
    ['/v1/ranking', { ...nim, truncate: 'NONE' }, false],
    ['/pinecone/rerank', { ...voyage, parameters: { truncate: 'NONE' } }, false],
  ])('at %s, with %j, is left to each deployment to say: %s', (path, body, truncation) => {
    for (const names of [['truncation'], ['truncate'], ['truncate', 'truncation_direction'], []]) {
      expect(decode(path, body, optionNames(...names))).toMatchObject({ truncation, options: {} });
    }
  });

  it.each([
    ['/voyage/v1/rerank', { ...voyage, truncation: 'END' }, 'truncation must be true or false, not a string.'],
    ['/tei/m/rerank', { ...tei, truncate: 'END' }, 'truncate must be true or false, not a string.'],
    ['/v1/ranking', { ...nim, truncate: true }, 'truncate must be "NONE" or "END".'],
    ['/pinecone/rerank', { ...voyage, parameters: { truncate: true } }, 'parameters.truncate must be "NONE" or "END".'],
  ])('at %s takes the words of its vendor alone: %j', (path, body, message) => {
    expect(refusal(path, body)).toBe(message);
  });
});

describe('documents', () => {
  const docs = (documents: unknown) => ({ model: 'm', query: 'q', documents });

  it.each([
    ['/tei/m/rerank', { query: 'q', texts: ['a', { text: 'b' }] }, 'texts.1 must be a string, not an object.'],
    ['/tei/m/rerank', { query: 'q', texts: [null] }, 'texts.0 must be a string, not null.'],
    [
      '/v1/ranking',
      { model: 'm', query: { text: 'q' }, passages: [{ text: 'a' }, {}] },
      'passages.1 must have a text, an image, or both.',
    ],
    ['/v1/ranking', { model: 'm', query: { text: 'q' }, passages: [7] }, 'passages.0 must be an object, not a number.'],
    [
      '/v1/ranking',
      { model: 'm', query: { words: 'q' }, passages: [] },
      'query.text is required and must be a string.',
    ],
    [
      '/vllm/rerank',
      docs([{ content: [{ type: 'audio_url' }] }]),
      'documents.0.content.0.type must be "text" or "image_url".',
    ],
    ['/vllm/rerank', docs([{ content: [] }]), 'documents.0.content must not be empty.'],
    ['/vllm/rerank', { ...docs(['a']), query: { text: 'q' } }, 'query must be a string, not an object.'],
    ['/vllm/rerank', { model: 'm', documents: ['a'] }, 'query is required and must be a string.'],
    [
      '/vllm/rerank',
      { ...docs(['a']), query: { content: [{ type: 'image_url', image_url: 'x' }] } },
      'query.content must hold text alone.',
    ],
    ['/vllm/rerank', docs([{ content: 'a' }]), 'documents.0.content must be an array, not a string.'],
    [
      '/vllm/rerank',
      docs([
        {
          content: [
            { type: 'image_url', image_url: 'x' },
            { type: 'image_url', image_url: 'y' },
          ],
        },
      ]),
      'documents.0.content must hold one image at most.',
    ],
    [
      '/vllm/rerank',
      docs([{ content: [{ type: 'image_url', image_url: {} }] }]),
      'documents.0.content.0.image_url.url is required and must be a string.',
    ],
    [
      '/pinecone/rerank',
      docs([{ text: 'a' }, { body: 'b' }]),
      'documents.1 has none of the fields that are to be ranked: see rank_fields.',
    ],
    [
      '/together/v1/rerank',
      { ...docs([{ text: 'a' }]), rank_fields: ['constructor'] },
      'documents.0 has none of the fields that are to be ranked: see rank_fields.',
    ],
    [
      '/together/v1/rerank',
      { ...docs(['a']), rank_fields: [] },
      'rank_fields must be an array of strings, not an array.',
    ],
    [
      '/v1/projects/p/locations/l/rankingConfigs/c:rank',
      { model: 'm', query: 'q', records: [{ id: '1' }] },
      'records.0 must have a title, a content, or both.',
    ],
    [
      '/v1/projects/p/locations/l/rankingConfigs/c:rank',
      { model: 'm', query: 'q', records: [{ id: '1', content: 7 }] },
      'records.0.content must be a string, not a number.',
    ],
    ['/_inference/rerank/m', { query: 'q', input: [7] }, 'input.0 must be a string or an object, not a number.'],
    [
      '/_inference/rerank/m',
      { query: 'q', input: [{ type: 'audio', value: 'a' }] },
      'input.0.type must be "text" or "image".',
    ],
    ['/_inference/rerank/m', { query: 'q', input: {} }, 'input.value is required and must be a string.'],
    ['/_inference/rerank/m', { query: { type: 'image', value: 'x' }, input: 'a' }, 'query.type must be "text".'],
    [
      '/v1/score',
      { model: 'm', text_1: 'q' },
      expect.stringContaining('text_2 is required: what is scored comes in pairs'),
    ],
    ['/v1/score', { model: 'm' }, expect.stringContaining('text_1 is required')],
    [
      '/v1/score',
      { model: 'm', queries: ['q', 'r'], items: ['a', 'b'] },
      'queries must be one query: several different ones are several requests.',
    ],
    ['/v1/score', { model: 'm', queries: [], items: ['a'] }, 'queries must not be empty.'],
    [
      '/v1/score',
      { model: 'm', queries: ['q', 'q'], documents: ['a', 'b', 'c'] },
      'queries must be one query, or as many as there are documents (3), not 2.',
    ],
    ['/v1/score', { model: 'm', text_1: { a: 1 }, text_2: ['a'] }, 'text_1 must be a string, not an object.'],
  ])('at %s: %j', (path, body, message) => {
    expect(refusal(path, body)).toEqual(message);
  });

  it('in a list of one kind stay bytes where the fields to be ranked are the text', () => {
    const bytes = Buffer.from(JSON.stringify({ ...docs([{ text: 'a' }]), rank_fields: ['text'] }));
    const { dialect } = findIngress('/together/v1/rerank').ingress;
    expect(dialect.decode({ bytes }, context)).toMatchObject({
      verbatim: { form: 'text-object' },
      originals: undefined,
    });
  });

  it('are ranked by several fields where their text is one of them', () => {
    const { documents, originals } = decode('/together/v1/rerank', {
      ...docs([{ text: 'a' }, { text: 'b' }]),
      rank_fields: ['title', 'text'],
    });
    expect(originals).toHaveLength(2);
    expect(documents).toHaveLength(2);
  });

  it.each([
    '/jina/v1/rerank',
    '/voyage/v1/rerank',
    '/together/v1/rerank',
    '/vllm/rerank',
    '/infinity/rerank',
    '/pinecone/rerank',
    '/v1/models/rerank',
    '/cohere/v2/rerank',
  ])('are not decoded at %s', (path) => {
    const bytes = Buffer.from(JSON.stringify(docs(['a', 'b'])));
    expect(findIngress(path).ingress.dialect.decode({ bytes }, context).verbatim?.form).toBe('string');
  });
});

describe("Bedrock's configuration", () => {
  const body = (configuration: unknown, sources: readonly unknown[] = []) => ({
    queries: [{ type: 'TEXT', textQuery: { text: 'q' } }],
    sources,
    rerankingConfiguration: { bedrockRerankingConfiguration: configuration },
  });
  const own = 'rerankingConfiguration.bedrockRerankingConfiguration';
  const arn = { modelArn: 'arn:aws:bedrock:us-east-1::foundation-model/m' };

  it.each([
    [body(undefined), `${own} is required and must be an object.`],
    [body({}), `${own}.modelConfiguration is required and must be an object.`],
    [
      body({ modelConfiguration: {} }),
      `${own}.modelConfiguration.modelArn is required and must be an ARN or a model name from GET /v1/models.`,
    ],
    [
      body({ modelConfiguration: { modelArn: 7 } }),
      `${own}.modelConfiguration.modelArn must be an ARN or a model name from GET /v1/models, not a number.`,
    ],
    [
      body({ modelConfiguration: arn, numberOfResults: -1 }),
      `${own}.numberOfResults must be at least 1, or 0 or null for all, not the number -1.`,
    ],
    [
      body({ modelConfiguration: { ...arn, additionalModelRequestFields: { api_key: 'secret' } } }),
      expect.stringContaining(
        `${own}.modelConfiguration.additionalModelRequestFields.api_key cannot be set by a request`,
      ),
    ],
    [{ ...body({ modelConfiguration: arn }), queries: [] }, 'queries must hold one query, not 0.'],
    [{ ...body({ modelConfiguration: arn }), nextToken: 'x' }, expect.stringContaining('nextToken is not a field')],
    [
      body({ modelConfiguration: arn }, [{ inlineDocumentSource: {} }]),
      'sources.0.inlineDocumentSource.textDocument is required and must be an object.',
    ],
  ])('%j', (value, message) => {
    expect(refusal('/bedrock/rerank', value)).toEqual(message);
  });

  it('has the whole of additionalModelRequestFields for Bedrock itself, and what it knows for any other', () => {
    const additionalModelRequestFields = { max_tokens_per_doc: 9, depth: 1, odd: null };
    const value = body({ modelConfiguration: { ...arn, additionalModelRequestFields } });
    const optionsAt = (...names: string[]) => decode('/bedrock/rerank', value, optionNames(...names)).options;
    expect(optionsAt('additionalModelRequestFields', 'depth')).toEqual({
      additionalModelRequestFields: { max_tokens_per_doc: 9, depth: 1 },
    });
    expect(optionsAt('depth')).toEqual({ depth: 1 });
    expect(optionsAt()).toEqual({});
  });

  it('blames the ARN for a model that nobody serves', () => {
    const given = {
      optionNames: () => {
        throw invalidInput('model', 'is not served here', {}, 'invalid_model');
      },
    };
    const run = () => decode('/bedrock/rerank', body({ modelConfiguration: arn }), given);
    expect(run).toThrow(expect.objectContaining({ code: 'invalid_model', message: 'model is not served here.' }));
  });

  it('lets an error that nobody foresees through', () => {
    const given = {
      optionNames: () => {
        throw new TypeError('x');
      },
    };
    expect(() => decode('/bedrock/rerank', body({ modelConfiguration: arn }), given)).toThrow(TypeError);
  });
});

describe('options inside an object', () => {
  const pinecone = { model: 'm', query: 'q', documents: ['a'] };
  const elastic = { query: 'q', input: ['a'] };

  it('are options of the model', () => {
    const given = optionNames('depth');
    expect(decode('/pinecone/rerank', { ...pinecone, parameters: { depth: 1, x: null } }, given).options).toEqual({
      depth: 1,
    });
    expect(decode('/_inference/rerank/m', { ...elastic, task_settings: { depth: 1 } }, given).options).toEqual({
      depth: 1,
    });
  });

  it('go as a whole to a provider of that very API, and elsewhere as far as they are known', () => {
    const body = { ...elastic, task_settings: { depth: 1, odd: 2, top_n: 1, return_documents: false } };
    const decodeWith = (...names: string[]) => decode('/_inference/rerank/m', body, optionNames(...names));
    expect(decodeWith('task_settings')).toMatchObject({
      options: { task_settings: { depth: 1, odd: 2 } },
      topN: 1,
      returnDocuments: false,
    });
    expect(decodeWith('depth').options).toEqual({ depth: 1 });
    expect(decodeWith().options).toEqual({});
  });

  it('give way to fields of the request itself', () => {
    const settings = { task_settings: { top_n: 1, return_documents: true } };
    const request = decode('/_inference/rerank/m', { ...elastic, ...settings, top_n: 2, return_documents: false });
    expect(request).toMatchObject({ topN: 2, returnDocuments: false });
  });

  it.each([
    [
      '/pinecone/rerank',
      { ...pinecone, parameters: { api_base: 'x' } },
      'parameters.api_base cannot be set by a request',
    ],
    ['/pinecone/rerank', { ...pinecone, parameters: { depth: 1 } }, 'parameters.depth is not a field of this API'],
    ['/pinecone/rerank', { ...pinecone, parameters: 'x' }, 'parameters must be an object, not a string.'],
    [
      '/_inference/rerank/m',
      { ...elastic, task_settings: { api_key: 'x' } },
      'task_settings.api_key cannot be set by a request',
    ],
  ])('at %s are refused where they make no sense: %j', (path, body, message) => {
    expect(refusal(path, body)).toContain(message);
  });
});

describe('a model whose name LiteLLM has changed in the body', () => {
  const path = '/v1/retrieval/nvidia/rerank_1b/reranking';
  const body = { model: 'nvidia/rerank.1b', query: { text: 'q' }, passages: [{ text: 'a' }] };
  const serving = (...models: string[]): Partial<DecodeContext> => ({
    optionNames: (model) => {
      if (models.includes(model)) return new Set();
      throw invalidInput('model', 'is not served here', {}, 'invalid_model');
    },
  });

  it('is the one of the path where only that is served', () => {
    expect(decode(path, body, serving('nvidia/rerank_1b')).model).toBe('nvidia/rerank_1b');
    expect(decode(path, body, serving('nvidia/rerank.1b', 'nvidia/rerank_1b')).model).toBe('nvidia/rerank.1b');
    expect(refusal(path, body, serving('other'))).toBe('model is not served here.');
  });

  it('is not looked for where something else is wrong', () => {
    const optionNames = () => {
      throw new TypeError('x');
    };
    expect(() => decode(path, body, { optionNames })).toThrow(TypeError);
  });
});

describe('whose request it is at /v1/rerank', () => {
  const base = { model: 'm', query: 'q', documents: ['a'] };

  it.each([
    [{ top_k: 1 }, 'voyage'],
    [{ top_k: 1, truncation: true }, 'voyage'],
    [{ truncation: true }, 'voyage'],
    [{ truncation: true, return_documents: true }, 'voyage'],
    [{ truncation: true, max_doc_length: 9 }, undefined],
    [{ truncation: true, user: 'u' }, undefined],
    [{ truncation: true, rank_fields: ['text'] }, undefined],
    [{ truncation: true, top_n: 1 }, undefined],
    [{ top_k: 1, top_n: 1 }, undefined],
    [{ return_documents: true }, undefined],
  ])('is told by its fields: %j', (fields, form) => {
    expect(decode('/v1/rerank', { ...base, ...fields }, optionNames('truncation', 'max_doc_length')).form).toBe(form);
  });
});

describe('rank_fields', () => {
  const documents = [{ title: 'a', body: 'b', id: 1 }];

  it.each(['/rerank', '/v1/rerank', '/v2/rerank', '/cohere/v1/rerank', '/cohere/v2/rerank'])(
    'say at %s what is ranked',
    (path) => {
      const request = decode(path, { model: 'm', query: 'q', documents, rank_fields: ['title'] });
      expect(request).toMatchObject({ documents: ['a'], originals: documents, warnings: [] });
    },
  );
});

describe('documents in the answer', () => {
  const base = { model: 'm', query: 'q', documents: ['a'] };

  it.each([
    ['/rerank', true],
    ['/v1/rerank', true],
    ['/v2/rerank', true],
    ['/cohere/v1/rerank', false],
    ['/cohere/v2/rerank', false],
    ['/vllm/rerank', true],
  ])('are at %s by default: %s', (path, byDefault) => {
    expect(decode(path, base).returnDocuments).toBe(byDefault);
    expect(decode(path, { ...base, return_documents: !byDefault }).returnDocuments).toBe(!byDefault);
  });
});

describe('a path of Vertex', () => {
  it.each([
    '/v1/projects/p/locations/l/rankingConfigs/c%3Arank',
    '/v1/projects/p/locations/l/rankingConfigs/c%3arank',
    '/v1alpha/projects/p/locations/l/rankingConfigs/c:rank',
    '/vertex/v1beta/projects/p/locations/l/rankingConfigs/c:rank',
  ])('may be %s', (path) => {
    expect(findIngress(path).ingress.name).toBe('Vertex');
  });
});
