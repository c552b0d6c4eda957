import type { Capabilities } from '@openrerank/core';
import { show } from './json.ts';

/** What is wrong with declared abilities, in words. */
export function capabilitiesProblem(capabilities: Capabilities): string | undefined {
  const { maxDocuments, maxTokens, modalities, scoring, scoreScale } = capabilities;
  if (!isLimit(maxDocuments)) return `maxDocuments ${show(maxDocuments)}`;
  if (!isLimit(maxTokens)) return `maxTokens ${show(maxTokens)}`;
  if (!Array.isArray(modalities) || !modalities.includes('text')) return `modalities ${show(modalities)}`;
  const known = modalities.every((modality) => modality === 'text' || modality === 'image');
  if (!known) return `modalities ${show(modalities)}`;
  if (scoring !== 'pointwise' && scoring !== 'listwise') return `scoring ${show(scoring)}`;
  return isScale(scoreScale) ? undefined : `scoreScale ${show(scoreScale)}`;
}

const isLimit = (limit: number | undefined): boolean => limit === undefined || (Number.isInteger(limit) && limit >= 1);

/** Written in JavaScript, a scale may be anything. */
function isScale(scale: Capabilities['scoreScale'] | undefined): boolean {
  const { kind, boundary } = scale ?? {};
  if (kind !== 'logit' && kind !== 'unit' && kind !== 'unknown') return false;
  if (boundary === undefined) return true;
  return Number.isFinite(boundary) && (kind !== 'unit' || (boundary >= 0 && boundary <= 1));
}
