import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Plugin } from 'esbuild';

/** Writes the licences of the packages that a bundle holds into a file beside it, as most of them ask for. */
export function thirdParty(file: string): Plugin {
  return {
    name: 'third-party',
    setup(build) {
      build.initialOptions.metafile = true;
      build.onEnd(({ metafile }) => {
        const inputs = Object.values(metafile?.outputs ?? {}).flatMap((output) => Object.entries(output.inputs));
        // What a plugin makes up has a path like `name:path`.
        const used = inputs.flatMap(([path, { bytesInOutput }]) =>
          bytesInOutput > 0 && !/^[\w-]{2,}:/.test(path) ? path : [],
        );
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, notices(used.map((path) => resolve(path))));
      });
    },
  };
}

/** By the files of the packages, one part for each package. Throws where one comes without a licence. */
export function notices(files: readonly string[]): string {
  const folders = new Set(files.flatMap((file) => packageFolder(file) ?? []));
  return [...folders]
    .map(notice)
    .sort((a, b) => (a < b ? -1 : 1))
    .join(`\n\n${'-'.repeat(80)}\n\n`)
    .concat('\n');
}

/** Of an installed package. Ours have none, being linked to where their sources are. */
const packageFolder = (file: string): string | undefined =>
  /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(file)?.[0];

function notice(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const text = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  if (text === undefined && license === undefined) throw new Error(`${name} is bundled and names no licence`);
  const words = text === undefined ? '' : `\n\n${readFileSync(join(folder, text), 'utf8').trim()}`;
  return `${name} ${version} (${license})${words}`;
}
