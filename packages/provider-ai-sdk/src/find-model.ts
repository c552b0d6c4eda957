import { RerankError } from '@openrerank/core';
import { toFailure } from './failure.ts';
import type { AiSdkProvider, AiSdkRerankingModel } from './model.ts';

/** Where models come from: a provider that has one for every name, or a list of them by names of the user's own. */
export type ModelSource =
  | { readonly provider: AiSdkProvider; readonly models?: undefined }
  | { readonly models: Readonly<Record<string, AiSdkRerankingModel>>; readonly provider?: undefined };

/** Gives the model of a name, or throws `invalid_model`. Throws `invalid_request` at once for a source that is none. */
export function modelFinder({ provider, models }: ModelSource): (name: string) => AiSdkRerankingModel {
  if ((provider === undefined) === (models === undefined)) {
    throw invalid('provider', 'Pass either provider or models.');
  }
  if (provider !== undefined) {
    if (typeof provider.rerankingModel !== 'function') {
      throw invalid(
        'provider',
        'provider has no rerankingModel: it is no provider of the AI SDK with reranking models.',
      );
    }
    return (name) => checked(ask(provider, name), 'The model that the provider returned');
  }
  for (const [name, model] of Object.entries(models)) checked(model, `models.${name}`);
  return (name) => {
    const model = Object.hasOwn(models, name) ? models[name] : undefined;
    if (model !== undefined) return model;
    const message = `There is no model "${name}". There are: ${Object.keys(models).join(', ') || 'none'}.`;
    throw new RerankError('invalid_model', message, { model: name });
  };
}

function ask(provider: AiSdkProvider, name: string): AiSdkRerankingModel {
  try {
    return provider.rerankingModel(name);
  } catch (error) {
    throw toFailure(error);
  }
}

function checked(model: AiSdkRerankingModel, what: string): AiSdkRerankingModel {
  if (typeof model?.doRerank === 'function') return model;
  throw invalid('models', `${what} is no reranking model of the AI SDK: it has no doRerank.`);
}

const invalid = (path: string, message: string): RerankError =>
  new RerankError('invalid_request', message, { issues: [{ path, message }] });
