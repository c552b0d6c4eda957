import { createRegistry } from '@openrerank/core';
import { voyage } from '../src/index.ts';

const model = createRegistry({ providers: [voyage()] }).model('voyage/m');
const request = { query: 'q', documents: ['a'] };

model.rerank({ ...request, options: { truncation: false } });

// @ts-expect-error Yes or no.
model.rerank({ ...request, options: { truncation: 'no' } });
// @ts-expect-error A field of the request, not an option.
model.rerank({ ...request, options: { top_n: 3 } });
