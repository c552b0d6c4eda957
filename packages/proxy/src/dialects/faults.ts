import { describeIssues, RerankError, type RerankIssue } from '@openrerank/core';
import { quote } from '../nearest.ts';

/** `path` of an issue is the client's own name for the field. Problems name kinds of values, never the values. */
export const invalid = (issues: readonly RerankIssue[]): RerankError =>
  new RerankError('invalid_request', describeIssues(issues, plainName), { issues });

/** One thing that is wrong with one field. */
export const fault = (path: string, problem: string): RerankError => invalid([{ path, problem }]);

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function asObject(value: unknown, path: string): Readonly<Record<string, unknown>> {
  if (isObject(value)) return value;
  throw wrongKind(value, path, 'an object');
}

export function asList(value: unknown, path: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw wrongKind(value, path, 'an array');
}

export function asString(value: unknown, path: string): string {
  if (typeof value === 'string') return value;
  throw wrongKind(value, path, 'a string');
}

/** The kind of a value, for messages that must not show the value itself. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  if (value === '') return 'an empty string';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

function wrongKind(value: unknown, path: string, what: string): RerankError {
  const isAbsent = value === undefined || value === null;
  return fault(path, isAbsent ? `is required and must be ${what}.` : `must be ${what}, not ${kindOf(value)}.`);
}

/** A client may name a field anything; a name that is not plain is quoted and cut. */
export const plainName = (name: string): string => (/^[\w.-]{1,128}$/.test(name) ? name : quote(name));
