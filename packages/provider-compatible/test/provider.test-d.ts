import { createRegistry } from '@openrerank/core';
import { compatible, infinity, litellmProxy } from '../src/index.ts';

const registry = createRegistry({ providers: [compatible({ id: 'search' }), infinity(), litellmProxy()] });
const request = { query: 'q', documents: ['a'] };

registry.model('search/tei/m').rerank({ ...request, options: { raw_scores: true } });
registry.model('infinity/m').rerank({ ...request, options: { raw_scores: true } });
registry.model('litellm_proxy/m').rerank(request);
// @ts-expect-error: mounted under another id.
registry.model('compatible/m');
// @ts-expect-error: not registered.
registry.model('llama_cpp/m');
// @ts-expect-error: options are fields of an object.
registry.model('infinity/m').rerank({ ...request, options: 'raw_scores' });
