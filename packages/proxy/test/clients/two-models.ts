import { type NimProxyOptions, startNimProxy } from '../support/start-nim-proxy.ts';

/** Beside `nvidia-rerank`, which reports its tokens, one that reports nothing and has no options. */
const models: NonNullable<NimProxyOptions['models']> = (baseUrl) => ({
  'nvidia-rerank': [
    { id: 'nim', model: 'nvidia_nim/nvidia/llama-nemotron-rerank-1b-v2', baseUrl, apiKey: 'nvapi-test' },
  ],
  bm25: [{ id: 'local', model: 'local/bm25' }],
});

export const startWithTwoModels = () => startNimProxy({ models, emulator: { overrides: { usage: 'reported' } } });

/** What a client shows of a call that fails. */
export const thrownBy = (call: PromiseLike<unknown>): Promise<unknown> =>
  Promise.resolve(call).then(
    () => {
      throw new Error('Nothing was thrown.');
    },
    (error: unknown) => error,
  );

export const wrongKey = 'The API key is not valid.';
export const unknownModel = '"nobody" is not served here.';

/** A text inside an error's JSON, which some clients show as it is. */
export const asJson = (text: string): string => JSON.stringify(text).slice(1, -1);
