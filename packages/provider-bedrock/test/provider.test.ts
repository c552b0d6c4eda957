import { createRegistry, type EncodedRequest, type Transport } from '@openrerank/core';
import { describe, expect, test } from 'vitest';
import { bedrock } from '../src/index.ts';

const baseUrl = 'https://bedrock-agent-runtime.us-west-2.amazonaws.com';

interface Body {
  readonly nextToken?: string;
  readonly sources: readonly { inlineDocumentSource: { textDocument: { text: string } } }[];
  readonly rerankingConfiguration: { bedrockRerankingConfiguration: { numberOfResults: number } };
}
const bodyOf = ({ body }: EncodedRequest): Body => JSON.parse(body as string);

function open(answer: (body: Body) => object) {
  const requests: EncodedRequest[] = [];
  const transport: Transport = async (request) => {
    requests.push(request);
    const headers = { 'x-amzn-requestid': `aws-${requests.length}` };
    return { status: 200, headers, body: JSON.stringify(answer(bodyOf(request))) };
  };
  const registry = createRegistry({ providers: [bedrock({ apiKey: 'AKID:secret', baseUrl })], transport });
  return { requests, model: registry.resolve('bedrock/cohere.rerank-v3-5:0') };
}

/** Two results a page, the best last. */
function paged({ nextToken = '0', sources, rerankingConfiguration }: Body) {
  const start = Number(nextToken);
  const { numberOfResults } = rerankingConfiguration.bedrockRerankingConfiguration;
  const order = sources
    .map((_, index) => index)
    .reverse()
    .slice(0, numberOfResults);
  const results = order.slice(start, start + 2).map((index) => ({ index, relevanceScore: index / 10 }));
  return { results, ...(start + 2 < order.length && { nextToken: String(start + 2) }) };
}

describe('an answer in pages', () => {
  test('is asked for to its end, each page signed', async () => {
    const { model, requests } = open(paged);
    const { results, meta, usage } = await model.rerank({ query: 'q', documents: ['a', 'b', 'c', 'd', 'e'] });
    expect(results.map(({ document }) => document)).toEqual(['e', 'd', 'c', 'b', 'a']);
    expect(requests.map((request) => bodyOf(request).nextToken)).toEqual([undefined, '2', '4']);
    expect(requests.every(({ headers }) => headers['authorization']?.startsWith('AWS4-HMAC'))).toBe(true);
    expect(meta).toMatchObject({ upstreamRequestId: 'aws-1', attempts: 1, scoreScale: { kind: 'unit' } });
    expect(usage).toBeUndefined();
  });

  test('is not asked for beyond topN, whatever token comes with it', async () => {
    const { model, requests } = open((body) => ({ ...paged(body), nextToken: 'more' }));
    const { results } = await model.rerank({ query: 'q', documents: ['a', 'b', 'c'], topN: 2 });
    expect(results).toHaveLength(2);
    expect(requests).toHaveLength(1);
  });
});

describe('a list', () => {
  test('of more than a thousand documents is split', async () => {
    const { model, requests } = open(({ sources }) => ({
      results: sources.map((_, index) => ({ index, relevanceScore: 0 })),
    }));
    const documents = Array.from({ length: 1001 }, () => 'a');
    await model.rerank({ query: 'q', documents });
    expect(requests.map((request) => bodyOf(request).sources.length)).toEqual([500, 501]);
  });

  test('comes back as the caller’s own documents, though Bedrock is never asked to echo them', async () => {
    const { model, requests } = open(paged);
    const documents = [{ text: 'a', id: 1 }, { title: 'b' }];
    const { results } = await model.rerank({ query: 'q', documents });
    expect(results.map(({ document }) => document)).toEqual([documents[1], documents[0]]);
    expect(results[0]!.document).toBe(documents[1]);
    const texts = bodyOf(requests[0]!).sources.map((source) => source.inlineDocumentSource.textDocument.text);
    expect(texts).toEqual(['a', '{"title":"b"}']);
  });
});

describe('an answer of another shape is refused', () => {
  test.each([
    [{}, 'no list "results"'],
    [{ results: [{ relevanceScore: 1 }] }, 'no index in result 0'],
    [{ results: [{ index: 0, relevance_score: 1 }] }, 'no number "relevanceScore" in result 0'],
  ])('%j', async (answer, message) => {
    const { model } = open(() => answer);
    await expect(model.rerank({ query: 'q', documents: ['a'] })).rejects.toMatchObject({
      code: 'invalid_response',
      message: expect.stringContaining(message),
    });
  });
});

describe('options', () => {
  const refuse = (options: object) => open(paged).model.rerank({ query: 'q', documents: ['a'], options });

  test.each(['aws_access_key_id', 'aws_secret_access_key', 'aws_session_token'])(
    'never hold a secret: %s',
    async (name) => {
      const error = await refuse({ [name]: 'hush-hush' }).catch((reason: Error) => reason);
      expect(error).toMatchObject({ code: 'invalid_options' });
      expect((error as Error).message).toMatch(/options hold no secrets.*AWS_ACCESS_KEY_ID.*apiKey/);
      expect((error as Error).message).not.toContain('hush-hush');
    },
  );

  test('leave profiles and roles to AWS’s own settings', async () => {
    await expect(refuse({ aws_profile_name: 'p' })).rejects.toThrow(/AWS_PROFILE.*AWS_ROLE_ARN/);
  });

  test('that nobody knows are refused with those that there are', async () => {
    await expect(refuse({ region: 'us-west-2' })).rejects.toThrow(
      'only aws_region_name, aws_default_region, additionalModelRequestFields',
    );
    await expect(refuse({ aws_region_name: 'evil.example/' })).rejects.toThrow('must be an AWS region');
  });
});

test('the time limit holds though AWS does not answer', async () => {
  const transport: Transport = () => new Promise(() => {});
  const { rerank } = createRegistry({ providers: [bedrock({ apiKey: 'AKID:secret', baseUrl })], transport }).resolve(
    'bedrock/m.x',
  );
  const call = rerank({ query: 'q', documents: ['a'] }, { timeoutMs: 1, maxRetries: 0 });
  await expect(call).rejects.toMatchObject({ code: 'timeout' });
});

test('an exception with a name that every object has a member of is an ordinary one', async () => {
  const transport: Transport = async () => ({
    status: 400,
    headers: { 'x-amzn-errortype': 'constructor' },
    body: '{"message":"no"}',
  });
  const { rerank } = createRegistry({ providers: [bedrock({ apiKey: 'AKID:secret', baseUrl })], transport }).resolve(
    'bedrock/m.x',
  );
  await expect(rerank({ query: 'q', documents: ['a'] })).rejects.toThrow('The upstream answered 400: no.');
});

test('a ValidationException without words is a rejection', async () => {
  const transport: Transport = async () => ({
    status: 400,
    headers: { 'x-amzn-errortype': 'ValidationException' },
    body: '',
  });
  const { rerank } = createRegistry({ providers: [bedrock({ apiKey: 'AKID:secret', baseUrl })], transport }).resolve(
    'bedrock/m.x',
  );
  await expect(rerank({ query: 'q', documents: ['a'] })).rejects.toMatchObject({ code: 'rejected' });
});
