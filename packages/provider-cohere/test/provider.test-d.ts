import { createRegistry } from '@openrerank/core';
import { azureAi, cohere } from '../src/index.ts';

const registry = createRegistry({ providers: [cohere(), azureAi({ baseUrl: 'https://acme.services.ai.azure.com' })] });
const request = { query: 'q', documents: ['a'] };

registry.model('cohere/m').rerank({ ...request, options: { max_tokens_per_doc: 512, priority: 1 } });
registry.model('azure_ai/m').rerank({ ...request, options: { max_chunks_per_doc: undefined } });

// @ts-expect-error A number.
registry.model('cohere/m').rerank({ ...request, options: { max_tokens_per_doc: '512' } });
// @ts-expect-error No option of Cohere's.
registry.model('cohere/m').rerank({ ...request, options: { top_n: 3 } });
// @ts-expect-error No such provider is registered.
registry.model('azure/m');
