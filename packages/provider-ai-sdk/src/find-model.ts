import { invalidInput, RerankError } from '@openrerank/core';
import { toFailure } from './failure.ts';
import type { AiSdkProvider, AiSdkRerankingModel } from './model.ts';

/** Where models come from: a provider that has one for every name, or a list of them by names of the user's own. */
export type ModelSource<Names extends string = string> =
  | { readonly provider: AiSdkProvider; readonly models?: undefined }
  | { readonly models: Readonly<Record<Names, AiSdkRerankingModel>>; readonly provider?: undefined };

/** Gives the model of a name, or throws `invalid_model`. Throws `invalid_request` at once for a source that is none. */
export function modelFinder({ provider, models }: ModelSource): (name: string) => AiSdkRerankingModel {
  if ((provider === undefined) === (models === undefined)) {
    const given = provider === undefined ? 'missing, and so is models' : 'set beside models';
    throw invalidInput('provider', `is ${given}: pass one of the two`);
  }
  if (provider !== undefined) {
    if (typeof provider.rerankingModel !== 'function') {
      const problem = 'must be a provider of the AI SDK with reranking models: it has no method rerankingModel';
      throw invalidInput('provider', problem);
    }
    return (name) => checked(ask(provider, name), 'provider', `must return a reranking model for "${name}"`);
  }
  for (const [name, model] of Object.entries(models))
    checked(model, `models.${name}`, 'must be a reranking model of the AI SDK');
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

function checked(model: AiSdkRerankingModel, path: string, expected: string): AiSdkRerankingModel {
  if (typeof model?.doRerank === 'function') return model;
  throw invalidInput(path, `${expected}, which has a method doRerank, not ${kindOf(model)}`);
}

const kindOf = (value: unknown): string =>
  typeof value === 'object' && value !== null
    ? 'an object without one'
    : value === undefined
      ? 'nothing'
      : `a ${typeof value}`;
