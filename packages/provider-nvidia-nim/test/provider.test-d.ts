import { createRegistry } from '@openrerank/core';
import { expectTypeOf } from 'vitest';
import { type NvidiaNimOptions, nvidiaNim } from '../src/index.ts';

const registry = createRegistry({
  providers: [nvidiaNim(), nvidiaNim({ id: 'nim', baseUrl: 'http://localhost:8000' })],
});
const hosted = registry.model('nvidia_nim/nvidia/llama-nemotron-rerank-vl-1b-v2');
const request = { query: 'q', documents: ['a'] };

expectTypeOf<NonNullable<NvidiaNimOptions['truncate']>>().toEqualTypeOf<'NONE' | 'END'>();

hosted.rerank({ ...request, options: { truncate: 'END' } });
hosted.rerank({ ...request, options: { truncate: undefined } });
registry.model('nim/ranking/my/model').rerank({ ...request, options: { truncate: 'NONE' } });

// @ts-expect-error A NIM cuts at the end or not at all.
hosted.rerank({ ...request, options: { truncate: 'START' } });
// @ts-expect-error top_k is answered with 400.
hosted.rerank({ ...request, options: { top_k: 3 } });
// @ts-expect-error Typed under another id too.
registry.model('nim/ranking/my/model').rerank({ ...request, options: { truncate: 'START' } });
// @ts-expect-error No such provider is registered.
registry.model('nvidia/llama-nemotron-rerank-vl-1b-v2');
