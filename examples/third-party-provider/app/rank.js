import { createReranker } from '@openrerank/sdk';
import { acme } from 'openrerank-provider-acme';

const reranker = createReranker({ providers: [acme()] }); // the key is in ACME_API_KEY

const { results } = await reranker.rerank({
  model: 'acme/acme-rerank-1',
  query: 'Where do giant pandas live?',
  documents: [
    'Polar bears live on the ice of the Arctic Ocean.',
    'Giant pandas live in the bamboo forests of central China.',
    'Koalas live in the eucalyptus forests of Australia.',
  ],
  topN: 1,
});

for (const { relevanceScore, document } of results) console.log(relevanceScore, document);
await reranker.close();
