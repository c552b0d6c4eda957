import { createRegistry } from '@openrerank/core';
import { vllm } from '../src/index.ts';

const registry = createRegistry({ providers: [vllm(), vllm({ id: 'gpu', baseUrl: 'http://h' })] });
const request = { query: 'q', documents: ['a'] };

registry.model('hosted_vllm/score/m').rerank({ ...request, options: { truncate_prompt_tokens: -1 } });
registry.model('gpu/m').rerank({ ...request, options: { truncation_side: 'left' } });
// @ts-expect-error: it is cut at one of two sides.
registry.model('gpu/m').rerank({ ...request, options: { truncation_side: 'middle' } });
// @ts-expect-error: no option of vLLM.
registry.model('hosted_vllm/m').rerank({ ...request, options: { truncate: 'END' } });
// @ts-expect-error: the prefix is hosted_vllm.
registry.model('vllm/m');
