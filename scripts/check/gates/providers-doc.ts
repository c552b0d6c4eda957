import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { RerankProviderFactory } from '../../../packages/core/src/index.ts';
import { root } from '../../bootstrap.mjs';
import { type GateResult, type GateSettings, problemsResult } from '../gate.ts';
import { workspacePackages } from '../workspace.ts';
import { describeProviders, type ProvidersOf } from './describe-providers.ts';

const page = join(root, 'docs/providers.md');

/** What stands between these lines is written from the providers' own declarations. */
const marks = ['<!-- generated: npm run providers -->', '<!-- end of what is generated -->'] as const;

/** docs/providers.md lists every provider as it declares itself. */
export async function providersDoc({ update }: GateSettings): Promise<GateResult> {
  const providers = await loadProviders();
  const current = existsSync(page) ? readFileSync(page, 'utf8') : marks.join('\n');
  const wanted = fill(current, describeProviders(providers));
  if (wanted === undefined) return problemsResult([`docs/providers.md lacks the lines ${marks.join(' and ')}`]);
  if (update) writeFileSync(page, wanted);
  const isCurrent = update || wanted === current;
  return problemsResult(
    isCurrent ? [] : ['docs/providers.md is not what the providers declare: run `npm run providers` and commit it'],
    `${providers.flatMap(({ factories }) => factories).length} providers`,
  );
}

/** As they are built and published. */
async function loadProviders(): Promise<readonly ProvidersOf[]> {
  const packages = workspacePackages().filter(({ folder }) => folder.startsWith('provider-'));
  return Promise.all(
    packages.map(async ({ path, manifest }) => {
      const module: object = await import(pathToFileURL(join(path, 'dist/index.js')).href);
      return { packageName: manifest.name, factories: Object.values(module).filter(isFactory) };
    }),
  );
}

const isFactory = (value: unknown): value is RerankProviderFactory =>
  typeof value === 'function' && 'specVersion' in value && 'definition' in value;

/** The page with its generated part replaced. Undefined where it has no place for one. */
export function fill(text: string, generated: string): string | undefined {
  const [start, end] = marks.map((mark) => text.indexOf(mark)) as [number, number];
  if (start === -1 || end < start) return undefined;
  return `${text.slice(0, start + marks[0].length)}\n\n${generated}\n\n${text.slice(end)}`;
}
