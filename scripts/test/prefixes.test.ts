import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { officialPackage } from '../../packages/create-openrerank-provider/src/official.ts';
import { packageNames } from '../../packages/proxy/src/config/providers/installed.ts';
import { workspacePackages } from '../check/workspace.ts';

// The proxy and the generator may not import each other, and each has the prefixes whose package is called otherwise.
const prefixes = await Promise.all(
  workspacePackages()
    .filter(({ folder }) => folder.startsWith('provider-'))
    .map(async ({ path, manifest }) => {
      const module: object = await import(pathToFileURL(join(path, 'src/index.ts')).href);
      return Object.values(module).flatMap((value) =>
        typeof value === 'function' && 'definition' in value ? [[value.definition.id as string, manifest.name]] : [],
      );
    }),
);

describe('the prefix of a provider of ours', () => {
  it.each(prefixes.flat())('%s leads the proxy to %s, and the generator knows whose it is', (prefix, name) => {
    expect(packageNames(prefix as string)[0]).toBe(name);
    // One that is called by the convention and not listed is only not warned of.
    expect([name, undefined]).toContain(officialPackage(prefix as string));
  });

  it('is listed by the generator where it is called otherwise', () => {
    const odd = prefixes
      .flat()
      .filter(([prefix, name]) => name !== `@openrerank/provider-${prefix?.replaceAll('_', '-')}`);
    expect(odd.length).toBeGreaterThan(10);
    for (const [prefix, name] of odd) expect(officialPackage(prefix as string)).toBe(name);
  });
});
