import { nvidiaNim } from '@openrerank/provider-nvidia-nim';
import { createReranker } from '@openrerank/sdk';

/**
 * Ranks three documents. Resolves to the order in which they came back and the transport that the request took: the gate
 * compares both.
 *
 * @param {string} baseUrl
 */
export async function rank(baseUrl) {
  let fetches = 0;
  const { fetch } = globalThis;
  globalThis.fetch = (...request) => {
    fetches++;
    return fetch(...request);
  };
  const reranker = createReranker({ providers: [nvidiaNim({ baseUrl })] });
  try {
    const { results } = await reranker.rerank({
      model: 'nvidia_nim/ranking/nvidia/llama-3.2-nv-rerankqa-1b-v2',
      query: 'Which is the longest?',
      documents: ['bb', 'a', 'ccc'],
    });
    return { order: results.map(({ index }) => index), transport: fetches > 0 ? 'fetch' : 'undici' };
  } finally {
    await reranker.close();
    globalThis.fetch = fetch;
  }
}
