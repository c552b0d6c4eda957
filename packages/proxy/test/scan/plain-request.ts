import { maxDepth, maxFields } from '../../src/scan/scanned-request.ts';

const quoteByte = 0x22;
const backslashByte = 0x5c;

/**
 * Whether a body, of which `value` is what JSON.parse reads, has nothing that would excuse a scanner from taking it. Says
 * so only of bodies without a backslash: in these each quote opens or closes a string that `value` has too, unless a
 * later key of the same name took its place.
 */
export function mustBeEligible(body: Uint8Array, value: unknown): boolean {
  if (body.includes(backslashByte) || typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const quotes = body.reduce((count, byte) => (byte === quoteByte ? count + 1 : count), 0);
  const keys = Object.keys(value);
  const isWithinLimits = keys.length <= maxFields && depthOf(value) <= maxDepth;
  const hasPlainKeys = quotes === 2 * countStrings(value) && keys.every((key) => /^[ -~]*$/.test(key));
  return isWithinLimits && hasPlainKeys && areUniformDocuments((value as { readonly documents?: unknown }).documents);
}

function areUniformDocuments(documents: unknown): boolean {
  if (!Array.isArray(documents) || documents.length === 0) return false;
  return documents.every((one) => typeof one === 'string') || documents.every(isTextObject);
}

function isTextObject(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.keys(value).join() === 'text' && typeof (value as { text: unknown }).text === 'string';
}

/** All strings in a value, keys included. */
function countStrings(value: unknown): number {
  if (typeof value === 'string') return 1;
  if (typeof value !== 'object' || value === null) return 0;
  const members = Object.values(value).reduce((count: number, member) => count + countStrings(member), 0);
  return members + (Array.isArray(value) ? 0 : Object.keys(value).length);
}

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}
