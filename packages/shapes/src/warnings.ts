import type { RerankWarning } from '@openrerank/core';
import { readField } from './read-field.ts';

/** What Cohere and those who took over its answers have to say beside the ranking: `meta.warnings`, each a text. */
export function readWarnings(answer: unknown): readonly RerankWarning[] {
  const warnings = readField(readField(answer, 'meta'), 'warnings');
  return Array.isArray(warnings)
    ? warnings.filter((message) => typeof message === 'string').map((message) => ({ code: 'other', message }))
    : [];
}
