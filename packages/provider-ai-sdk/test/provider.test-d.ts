import { createCohere } from '@ai-sdk/cohere';
import type { ProviderV3, RerankingModelV3 } from '@ai-sdk/provider';
import { createRegistry, type RerankProvider } from '@openrerank/core';
import { createReranker } from '@openrerank/sdk';
import { toAiSdkModel } from '@openrerank/sdk/ai-sdk';
import { createProviderRegistry, customProvider } from 'ai';
import { expectTypeOf } from 'vitest';
import { type AiSdkOptions, type AiSdkRerankingModel, aiSdk } from '../src/index.ts';

declare const model: RerankingModelV3;
declare const anyProvider: ProviderV3;
const cohere = createCohere();

export async function providers() {
  expectTypeOf(model).toExtend<AiSdkRerankingModel>();
  aiSdk({ id: 'acme', provider: cohere });
  aiSdk({ id: 'acme', provider: createProviderRegistry({ cohere }) });
  aiSdk({ id: 'acme', provider: customProvider({ rerankingModels: { small: model } }) });
  aiSdk({ id: 'acme', models: { small: cohere.reranking('rerank-v3.5'), large: model } });
  expectTypeOf(aiSdk({ id: 'acme', models: { small: model, large: model } })).toEqualTypeOf<
    RerankProvider<'acme', AiSdkOptions, 'small' | 'large'>
  >();
  expectTypeOf(aiSdk({ id: 'acme', provider: cohere })).toEqualTypeOf<RerankProvider<'acme', AiSdkOptions>>();
  // @ts-expect-error: it may have no reranking models
  aiSdk({ id: 'acme', provider: anyProvider });
  // @ts-expect-error: no model at all
  aiSdk({ id: 'acme' });
  // @ts-expect-error: a language model does not rank
  aiSdk({ id: 'acme', models: { chat: cohere('command-a-03-2025') } });
  // @ts-expect-error: what is ranked is text
  aiSdk({ id: 'acme', provider: cohere, capabilities: { modalities: ['image'] } });

  const { rerank, registry } = createReranker({ providers: [aiSdk({ id: 'acme', provider: cohere })] });
  await rerank({ model: 'acme/rerank-v3.5', query: 'q', documents: ['a'], options: { cohere: { priority: 1 } } });
  // @ts-expect-error: options go by provider
  await rerank({ model: 'acme/rerank-v3.5', query: 'q', documents: ['a'], options: { priority: 1 } });
  // @ts-expect-error: the provider is not registered
  await rerank({ model: 'cohere/rerank-v3.5', query: 'q', documents: ['a'] });
  createRegistry({ providers: [aiSdk({ id: 'back', models: { m: toAiSdkModel(registry.model('acme/m')) } })] });
}
