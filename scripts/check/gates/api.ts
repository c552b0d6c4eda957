import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../bootstrap.mjs';
import { type GateResult, type GateSettings, problemsResult } from '../gate.ts';
import { moduleEntries, workspacePackages } from '../workspace.ts';
import { type ApiEntry, apiReports } from './api-report.ts';

const committed = join(root, 'api');
const fresh = join(root, 'node_modules/.cache/gates/api');

/** `api/` holds the public surface of every entry, so that a review sees each change of it. */
export async function api({ update }: GateSettings): Promise<GateResult> {
  for (const folder of [committed, fresh]) mkdirSync(folder, { recursive: true });
  const entries = workspacePackages().flatMap(({ folder, path, manifest }) =>
    moduleEntries(manifest).map(
      ({ key, types }): ApiEntry => ({
        name: folder + key.slice(1).replaceAll('/', '.'),
        path,
        declarations: join(path, types),
      }),
    ),
  );
  const problems = apiReports(entries, { committed, fresh }, update)
    .filter(({ lines }) => lines.length > 0)
    .map(({ entry, lines }) => [`api/${entry.name}.api.md:`, ...lines].join('\n'));
  const files = entries.map(({ name }) => `${name}.api.md`);
  const stale = readdirSync(committed).filter((file) => file.endsWith('.api.md') && !files.includes(file));
  if (update) for (const file of stale) rmSync(join(committed, file));
  else problems.push(...stale.map((file) => `api/${file} describes an entry that is gone`));
  const advice = problems.length > 0 ? ['If the change is meant, run `npm run api` and commit api/.'] : [];
  return problemsResult([...problems, ...advice], `${entries.length} entries`);
}
