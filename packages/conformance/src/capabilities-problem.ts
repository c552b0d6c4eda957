import type { Capabilities } from '@openrerank/core';
import { show } from './json.ts';

/** What is wrong with declared abilities, in words. */
export function capabilitiesProblem(capabilities: Capabilities): string | undefined {
  const { maxDocuments, modalities, scoring, scoreScale } = capabilities;
  const isLimit = maxDocuments === undefined || (Number.isInteger(maxDocuments) && maxDocuments >= 1);
  if (!isLimit) return `maxDocuments ${show(maxDocuments)}`;
  if (!Array.isArray(modalities) || !modalities.includes('text')) return `modalities ${show(modalities)}`;
  const known = modalities.every((modality) => modality === 'text' || modality === 'image');
  if (!known) return `modalities ${show(modalities)}`;
  if (scoring !== 'pointwise' && scoring !== 'listwise') return `scoring ${show(scoring)}`;
  if (!['logit', 'unit', 'unknown'].includes(scoreScale)) return `scoreScale ${show(scoreScale)}`;
  return undefined;
}
