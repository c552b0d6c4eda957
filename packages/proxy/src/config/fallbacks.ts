import { nearest } from '../nearest.ts';
import type { Path } from './config-error.ts';
import type { Findings } from './findings.ts';
import type { Fallbacks } from './schema.ts';

export interface FallbackRules {
  readonly fallbacks: { readonly value: Fallbacks; readonly path: Path } | undefined;
  readonly defaults: { readonly value: readonly string[]; readonly path: Path } | undefined;
}

interface ModelNames {
  readonly served: readonly string[];
  /** Names of entries that are not for this proxy: a shared file's rules about them are not wrong. */
  readonly skipped: ReadonlySet<string>;
}

/** LiteLLM's name for "any model" in a rule. */
const anyModel = '*';

/**
 * The models to try after each model, in order. A model's own rules come before those for any model. Circles are
 * harmless: the router follows only the rules of the model that was asked for.
 */
export function readFallbacks(
  { fallbacks, defaults }: FallbackRules,
  names: ModelNames,
  findings: Findings,
): ReadonlyMap<string, readonly string[]> {
  const rules = new Map<string, string[]>();
  const add = (group: string, targets: readonly string[], path: Path) => {
    const checked = targets.filter((target, index) => isServed(target, [...path, index], names, findings));
    rules.set(group, [...(rules.get(group) ?? []), ...checked]);
  };
  for (const [index, rule] of (fallbacks?.value ?? []).entries()) {
    for (const [group, targets] of Object.entries(rule)) {
      const path = [...(fallbacks?.path ?? []), index, group];
      if (names.skipped.has(group)) continue;
      if (group !== anyModel && !names.served.includes(group))
        findings.problem(path, noSuchModel(names.served, group), 'key');
      else add(group, targets, path);
    }
  }
  if (defaults !== undefined && !rules.has(anyModel)) add(anyModel, defaults.value, defaults.path);
  return new Map(
    names.served
      .map((group) => [group, rules.get(group) ?? rules.get(anyModel) ?? []] as const)
      .map(([group, targets]) => [group, [...new Set(targets)].filter((target) => target !== group)] as const)
      .filter(([, targets]) => targets.length > 0),
  );
}

function isServed(target: string, path: Path, { served, skipped }: ModelNames, findings: Findings): boolean {
  if (served.includes(target)) return true;
  if (skipped.has(target)) findings.warn(path, 'is left out, as this proxy does not serve the model of this name');
  else findings.problem(path, noSuchModel(served, target));
  return false;
}

function noSuchModel(served: readonly string[], name: string): string {
  const meant = nearest(name, served);
  return `no entry of model_list has this model_name; ${meant === undefined ? `expected ${served.join(', ')}` : `did you mean "${meant}"?`}`;
}
