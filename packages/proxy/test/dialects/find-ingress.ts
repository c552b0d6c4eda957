import { createIngresses, type Ingress } from '../../src/dialects/ingress.ts';
import { createPathPattern } from '../../src/http/path-pattern.ts';

export const ingresses = createIngresses();

/** The ingress that serves a path, and what the path has for its pattern. */
export function findIngress(path: string): { readonly ingress: Ingress; readonly params: Record<string, string> } {
  for (const ingress of ingresses) {
    for (const own of ingress.paths) {
      const params = own === path ? {} : createPathPattern(own)?.(path);
      if (params !== undefined) return { ingress, params };
    }
  }
  throw new Error(`Nothing serves ${path}.`);
}
