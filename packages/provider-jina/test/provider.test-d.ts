import { createRegistry } from '@openrerank/core';
import { jina } from '../src/index.ts';

const model = createRegistry({ providers: [jina()] }).model('jina_ai/m');
const request = { query: 'q', documents: ['a'] };

model.rerank({ ...request, options: {} });

// @ts-expect-error No option of Jina’s.
model.rerank({ ...request, options: { truncation: true } });
// @ts-expect-error A field of the request, not an option.
model.rerank({ ...request, options: { top_n: 3 } });
