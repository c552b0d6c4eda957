import type { RerankProviderFactory } from '@openrerank/core';
import type { Entry } from './entry.ts';
import type { ProviderPackages } from './providers/provider-packages.ts';
import { isReference } from './references.ts';

export type ProviderOf =
  | {
      readonly outcome: 'found';
      readonly model: string;
      readonly prefix: string;
      readonly factory: RerankProviderFactory;
    }
  | { readonly outcome: 'problem'; readonly message: string }
  /** The entry is not for this proxy. */
  | { readonly outcome: 'skip'; readonly reason: string }
  /** The entry has no model, which is told already. */
  | { readonly outcome: 'none' };

const aReranker = 'If it is a reranker, say so: model_info: { mode: rerank }';
const notAReranker = 'If it is not a reranker, say so: model_info: { mode: chat }';

/**
 * The provider of an entry's model. LiteLLM's files hold chat models beside rerankers, and rarely say which is which: an
 * entry that leads to no installed provider and does not look like a reranker is skipped, any other must lead somewhere.
 */
export async function findProvider(
  { kind, model, name }: Entry,
  named: ReadonlyMap<string, RerankProviderFactory>,
  packages: ProviderPackages,
): Promise<ProviderOf> {
  if (kind === 'other') return { outcome: 'skip', reason: 'its model_info.mode is not rerank' };
  if (model === undefined || isReference(model)) return { outcome: 'none' };
  const problem = (message: string): ProviderOf => ({ outcome: 'problem', message });
  const unless = (reason: string, message = reason): ProviderOf =>
    kind === 'unknown' ? { outcome: 'skip', reason: `${reason}. ${aReranker}` } : problem(message);

  if (model.includes('*') || name?.includes('*')) {
    return unless('a wildcard (*) does not tell which of its models are rerankers; give each of them an entry');
  }
  const [, prefix] = /^([a-z0-9][\w.-]*)\/./i.exec(model) ?? [];
  if (prefix === undefined) {
    return unless(
      'its model names no provider',
      'expected <provider>/<model>, such as nvidia_nim/nvidia/llama-nemotron-rerank-1b-v2',
    );
  }
  const factory = named.get(prefix);
  if (factory !== undefined) return { outcome: 'found', model, prefix, factory };
  const found = await packages.find(prefix);
  if ('value' in found) return { outcome: 'found', model, prefix, factory: found.value };
  if (!found.missing) return problem(found.problem);
  const meant = await packages.suggest(prefix, named.keys());
  if (meant !== undefined) return problem(`no provider "${prefix}" is installed; did you mean "${meant}/…"?`);
  return unless(`no provider "${prefix}" is installed`, `${found.problem}. ${notAReranker}`);
}
