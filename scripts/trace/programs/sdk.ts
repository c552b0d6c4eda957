import { nvidiaNim } from '../../../packages/provider-nvidia-nim/src/index.ts';
import { createReranker } from '../../../packages/sdk/src/index.ts';
import { clock, recordCall } from './record.ts';
import { model, question, startUpstream } from './upstream.ts';

const upstream = await startUpstream();
const reranker = createReranker({ providers: [nvidiaNim({ baseUrl: upstream.url, apiKey: 'key' })], clock });

await recordCall(async () => {
  const { results } = await reranker.rerank({ model: `nvidia_nim/${model}`, ...question });
  if (results.length !== question.documents.length)
    throw new Error(`expected a place for each document, got ${results.length}`);
});

await reranker.close();
upstream.close();
