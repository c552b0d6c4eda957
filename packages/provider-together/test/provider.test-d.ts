import { createRegistry } from '@openrerank/core';
import { together } from '../src/index.ts';

const model = createRegistry({ providers: [together()] }).model('together_ai/m');
const request = { query: 'q', documents: ['a'] };

model.rerank({ ...request, options: {} });

// @ts-expect-error No option: documents go there as texts.
model.rerank({ ...request, options: { rank_fields: ['a'] } });
// @ts-expect-error A field of the request, not an option.
model.rerank({ ...request, options: { top_n: 3 } });
