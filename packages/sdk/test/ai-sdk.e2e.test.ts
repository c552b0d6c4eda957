import { type NimEmulator, startNimEmulator } from '@openrerank/nim-emulator';
import { nvidiaNim } from '@openrerank/provider-nvidia-nim';
import { rerank } from 'ai';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { toAiSdkModel } from '../src/ai-sdk.ts';
import { createReranker, type Reranker } from '../src/index.ts';

const id = 'nvidia_nim/nvidia/llama-nemotron-rerank-vl-1b-v2';
const query = 'rain in the city';
const documents = ['rain', 'rain falls on the city', 'a sunny day'];

let emulator: NimEmulator;
let reranker: Reranker<readonly [ReturnType<typeof nvidiaNim>]>;
beforeAll(async () => {
  emulator = await startNimEmulator({ profile: 'hosted', apiKeys: ['nvapi-test'] });
  reranker = createReranker({ providers: [nvidiaNim({ baseUrl: emulator.url, apiKey: 'nvapi-test' })] });
});
beforeEach(() => emulator.reset());
afterAll(async () => {
  await reranker.close();
  await emulator.close();
});

describe('rerank() of the AI SDK over a NIM', () => {
  it('ranks with the options and headers of the call', async () => {
    const { ranking, response } = await rerank({
      model: toAiSdkModel(reranker.registry.model(id)),
      query,
      documents,
      topN: 2,
      headers: { 'x-team': 'search' },
      providerOptions: { nvidia_nim: { truncate: 'END' } },
    });
    expect(ranking.map(({ originalIndex }) => originalIndex)).toEqual([1, 0]);
    expect(ranking[0]?.document).toBe(documents[1]);
    expect(response.id).toEqual(expect.any(String));
    expect(emulator.requests[0]).toMatchObject({ headers: { 'x-team': 'search' }, body: { truncate: 'END' } });
  });

  it('tries again where the service is busy, and no more often than the AI SDK says', async () => {
    const model = toAiSdkModel(reranker.registry.model(id));
    emulator.inject({ status: 503, retryAfter: 0, times: 2 });
    expect((await rerank({ model, query, documents })).ranking).toHaveLength(3);
    expect(emulator.requests.map(({ status }) => status)).toEqual([503, 503, 200]);
    emulator.reset();
    emulator.inject({ status: 503, retryAfter: 0, times: 'always' });
    await expect(rerank({ model, query, documents, maxRetries: 1 })).rejects.toThrow('Failed after 2 attempts');
    expect(emulator.requests).toHaveLength(2);
  });

  it('gives up the request with the signal', async () => {
    emulator.inject({ delayMs: 60_000 });
    const controller = new AbortController();
    const model = toAiSdkModel(reranker.registry.model(id), {
      onEvent: ({ type }) => type === 'attempt' && controller.abort(),
    });
    await expect(rerank({ model, query, documents, abortSignal: controller.signal })).rejects.toThrow(
      expect.objectContaining({ name: 'AbortError' }),
    );
  });
});
