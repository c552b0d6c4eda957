import {
  type Capabilities,
  defineRerankProvider,
  type LocalEndpoint,
  type RerankProvider,
  type RerankProviderFactory,
  type RerankUsage,
  type RerankWarning,
} from '@openrerank/core';
import { toFailure } from './failure.ts';
import { type ModelSource, modelFinder } from './find-model.ts';
import type { AiSdkAnswer, AiSdkWarning } from './model.ts';
import { type AiSdkOptions, optionsSchema } from './options.ts';

/** What is known of the models. The AI SDK tells none of it. */
export type AiSdkCapabilities = Partial<Pick<Capabilities, 'maxDocuments' | 'scoring' | 'scoreScale'>>;

/** Models of the AI SDK, and what OpenRerank is to know of them. */
export type AiSdkSettings<Id extends string, Names extends string = string> = ModelSource<Names> & {
  /** The model string's first segment, as in `acme/…`. */
  readonly id: Id;
  /**
   * Default: no limit to the documents, scores that depend on the whole list (`listwise`) and tell no more than the order
   * (`unknown`). Lists are split where `scoring` is `pointwise` and `maxDocuments` is named.
   */
  readonly capabilities?: AiSdkCapabilities | ((model: string) => AiSdkCapabilities) | undefined;
  /** What the upstream counted, where a model tells it in its metadata or its raw answer. */
  readonly readUsage?: ((answer: AiSdkAnswer) => RerankUsage | undefined) | undefined;
};

/**
 * Mounts reranking models of the AI SDK:
 *
 * ```ts
 * createReranker({ providers: [aiSdk({ id: 'acme', provider: createAcme() })] }); // acme/<any model of theirs>
 * createReranker({ providers: [aiSdk({ id: 'acme', models: { small: model } })] }); // acme/small
 * ```
 *
 * The models keep what they were made with: keys, base URLs and headers of OpenRerank do not reach them. OpenRerank
 * retries; a model of the AI SDK makes one attempt. Throws `invalid_request` for what is no model or provider.
 */
export const aiSdk = <const Id extends string, Names extends string = string>(
  settings: AiSdkSettings<Id, Names>,
): RerankProvider<Id, AiSdkOptions, Names> => defineAiSdkProvider(settings)();

/** The same as a factory, for a package of its own that the proxy loads by its name. */
export function defineAiSdkProvider<const Id extends string, Names extends string = string>(
  settings: AiSdkSettings<Id, Names>,
): RerankProviderFactory<Id, AiSdkOptions, Names> {
  const { id, models } = settings;
  return defineRerankProvider({
    id,
    about: models && {
      title: 'AI SDK',
      docs: 'https://ai-sdk.dev/docs/ai-sdk-core/reranking',
      models: Object.keys(models) as Names[],
    },
    optionsSchema,
    // By the names of the AI SDK's providers, which are the user's to choose.
    optionNames: [],
    openOptions: true,
    endpoints: { rerank: endpointOf(settings) },
  });
}

function endpointOf({ capabilities = {}, readUsage, ...source }: AiSdkSettings<string>): LocalEndpoint<AiSdkOptions> {
  const find = modelFinder(source);
  return {
    capabilities(model): Capabilities {
      find(model);
      const known = typeof capabilities === 'function' ? capabilities(model) : capabilities;
      return { modalities: ['text'], scoring: 'listwise', scoreScale: { kind: 'unknown' }, cutsTopN: true, ...known };
    },
    async rank({ model, query, passages, topN, options }, { signal }) {
      try {
        const answer = await find(model).doRerank({
          query,
          documents: { type: 'text', values: passages.map(({ text = '' }) => text) },
          ...(topN !== undefined && { topN }),
          providerOptions: options,
          abortSignal: signal,
        });
        const { ranking, warnings = [] } = answer;
        return { ranking, usage: readUsage?.(answer), warnings: warnings.map(toWarning) };
      } catch (error) {
        throw toFailure(error);
      }
    },
  };
}

function toWarning({ type, feature, details, message }: AiSdkWarning): RerankWarning {
  const said = type === 'unsupported' ? `${feature} is not supported.` : `${feature} is used in a compatibility mode.`;
  return { code: 'other', message: message ?? [said, details].filter(Boolean).join(' ') };
}
