import { createRegistry } from '@openrerank/core';
import { zeroentropy } from '../src/index.ts';

const model = createRegistry({ providers: [zeroentropy()] }).model('zeroentropy/m');
const request = { query: 'q', documents: ['a'] };

model.rerank({ ...request, options: { latency: 'slow' } });

// @ts-expect-error Fast or slow.
model.rerank({ ...request, options: { latency: 'medium' } });
// @ts-expect-error A field of the request, not an option.
model.rerank({ ...request, options: { top_n: 3 } });
