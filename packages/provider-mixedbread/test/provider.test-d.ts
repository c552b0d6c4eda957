import { createRegistry } from '@openrerank/core';
import { mixedbread } from '../src/index.ts';

const model = createRegistry({ providers: [mixedbread()] }).model('mixedbread/m');
const request = { query: 'q', documents: ['a'] };

model.rerank({ ...request, options: { rewrite_query: true } });

// @ts-expect-error Yes or no.
model.rerank({ ...request, options: { rewrite_query: 'yes' } });
// @ts-expect-error A field of the request, not an option.
model.rerank({ ...request, options: { top_n: 3 } });
