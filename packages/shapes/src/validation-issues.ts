import { readField } from './read-field.ts';
import { readJson } from './read-json.ts';

/**
 * What FastAPI says is wrong with a request (`{ detail: [{ loc, msg, input }] }`, answered with 422), in one line:
 * `documents.0: Input should be a valid string`. Undefined for any other body. `input` repeats what was sent and is not read.
 */
export function readValidationIssues(body: string): string | undefined {
  const detail = readField(readJson(body), 'detail');
  if (!Array.isArray(detail)) return undefined;
  const [first, ...others] = detail.map(describe).filter((issue) => issue !== undefined);
  return others.length === 0 ? first : `${first} (and ${others.length} more)`;
}

function describe(issue: unknown): string | undefined {
  const message = readField(issue, 'msg');
  const location = readField(issue, 'loc');
  if (typeof message !== 'string') return undefined;
  const place = Array.isArray(location) ? location.filter((step) => step !== 'body').join('.') : '';
  return place === '' ? message : `${place}: ${message}`;
}
