import type { Environment } from '@openrerank/core';
import { formatPath, type Path } from './config-error.ts';
import type { Findings } from './findings.ts';

const prefix = 'os.environ/';

/** LiteLLM's way to name an environment variable, as any value: `os.environ/NVIDIA_NIM_API_KEY`. */
export const isReference = (value: unknown): boolean => typeof value === 'string' && value.startsWith(prefix);

/** Looks up what a part of the file refers to. */
export interface References {
  /**
   * The value with every reference in it looked up and every empty mapping entry (`key:` or `key: null`) left out. What
   * is not set is a problem, and the reference stays.
   */
  resolve(value: unknown, path: Path, findings: Findings): unknown;
  /** The variable that the value at a path was taken from. */
  variableAt(path: Path): string | undefined;
}

export function createReferences(env: Environment): References {
  const variables = new Map<string, string>();

  const lookUp = (reference: string, path: Path, findings: Findings): string => {
    const name = reference.slice(prefix.length).trim();
    if (name === '') {
      findings.problem(path, `expected the name of an environment variable after "${prefix}"`);
      return reference;
    }
    const value = env[name];
    if (value === undefined || value === '') {
      findings.problem(path, `the environment variable ${name} is ${value === '' ? 'empty' : 'not set'}`);
      return reference;
    }
    if (isReference(value)) {
      findings.problem(path, `the environment variable ${name} holds a reference itself; expected a value`);
      return reference;
    }
    variables.set(formatPath(path), name);
    return value;
  };

  const resolve = (value: unknown, path: Path, findings: Findings): unknown => {
    if (typeof value === 'string') return isReference(value) ? lookUp(value, path, findings) : value;
    if (Array.isArray(value)) return value.map((item, index) => resolve(item, [...path, index], findings));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, item]) => item !== null)
        .map(([key, item]) => [key, resolve(item, [...path, key], findings)]),
    );
  };

  return { resolve, variableAt: (path) => variables.get(formatPath(path)) };
}

/**
 * The environment with the file's `environment_variables` under it: as with LiteLLM, a variable that is set wins over
 * the file. A value may itself be a reference.
 */
export function extendEnvironment(env: Environment, own: Readonly<Record<string, string>>): Environment {
  return { ...own, ...Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined)) };
}
