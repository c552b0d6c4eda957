import { createRegistry } from '@openrerank/core';
import { fireworks } from '../src/index.ts';

const model = createRegistry({ providers: [fireworks()] }).model('fireworks_ai/m');
const request = { query: 'q', documents: ['a'] };

model.rerank({ ...request, options: { task: 'Retrieve what answers' } });

// @ts-expect-error A text.
model.rerank({ ...request, options: { task: 1 } });
// @ts-expect-error A field of the request, not an option.
model.rerank({ ...request, options: { top_n: 3 } });
