import type { ProfileSettings } from './profiles.ts';

/** What a container says of a bad request. Fields and limits are named, what was sent is not repeated. */
export interface Wording {
  notJson(): string;
  unknownField(path: string, expected: readonly string[]): string;
  missing(path: string): string;
  wrongType(path: string, expected: string): string;
  tooShort(path: string): string;
  tooLong(path: string, limit: number): string;
  noneOf(path: string, expected: readonly string[]): string;
  invalid(path: string, reason: string): string;
}

/**
 * Of these NVIDIA documents one, 2.x's unknown field (as BerriAI/litellm #34165 quotes it). The others follow its form
 * in 2.x, and pydantic's sentences in 1.x.
 */
export const wordings: Readonly<Record<ProfileSettings['runtime'], Wording>> = {
  rust: {
    notJson: () => 'Failed to parse the request body as JSON',
    unknownField: (path, expected) => `${path}: unknown field, expected one of ${expected.join(', ')}`,
    missing: (path) => `${path}: missing field`,
    wrongType: (path, expected) => `${path}: invalid type, expected ${expected}`,
    tooShort: (path) => `${path}: must not be empty`,
    tooLong: (path, limit) => `${path}: must not be longer than ${limit}`,
    noneOf: (path, expected) => `${path}: unknown variant, expected one of ${expected.join(', ')}`,
    invalid: (path, reason) => `${path}: ${reason}`,
  },
  fastapi: {
    notJson: () => 'body: JSON decode error',
    unknownField: (path) => `${path}: Extra inputs are not permitted`,
    missing: (path) => `${path}: Field required`,
    wrongType: (path, expected) => `${path}: Input should be ${expected}`,
    tooShort: (path) => `${path}: Should have at least 1 item or character`,
    tooLong: (path, limit) => `${path}: Should have at most ${limit} items or characters`,
    noneOf: (path, expected) => `${path}: Input should be ${expected.map((value) => `'${value}'`).join(' or ')}`,
    invalid: (path, reason) => `${path}: Value error, ${reason}`,
  },
};
