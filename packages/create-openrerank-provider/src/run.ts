import { isAbsolute, relative, resolve } from 'node:path';
import { Command, CommanderError, Option } from 'commander';
import { baseUrlProblem, docsProblem, idProblem, type WireShape, wireShapes } from './answers.ts';
import { packageNameOf } from './names.ts';
import { packageFiles } from './package-files.ts';
import { Cancelled, type Questions } from './questions.ts';
import { ownManifest } from './ranges.ts';
import { folderProblem, writePackage } from './write-package.ts';

/** What the command needs of a process, so that a test can be one. */
export interface Terminal {
  readonly cwd: string;
  /** Undefined where nobody is there to answer. */
  readonly questions: Questions | undefined;
  out(text: string): void;
  err(text: string): void;
}

interface Flags {
  readonly id?: string;
  readonly baseUrl?: string;
  readonly shape?: WireShape;
  readonly docs?: string;
  readonly folder?: string;
  readonly yes?: boolean;
}

/** Exit codes: 0; 1 where nothing was written; 2 for a wrong command line. */
type ExitCode = 0 | 1 | 2;

/** Writes the package that the arguments, and the answers to questions about the rest, describe. */
export async function run(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const program = createProgram(terminal);
  try {
    program.parse(args, { from: 'user' });
    await create(program.opts<Flags>(), terminal);
    return 0;
  } catch (error) {
    // Help and version end as errors too, with code 0; the text is out already.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (error === Cancelled) return 1;
    if (!(error instanceof Error)) throw error;
    terminal.err(error.message);
    return 1;
  }
}

function createProgram({ out, err }: Terminal): Command {
  return new Command('create-openrerank-provider')
    .description('Writes an OpenRerank provider package that builds and passes the conformance kit as it is.')
    .version(ownManifest.version)
    .option('--id <id>', 'what model strings begin with, such as acme')
    .option('--base-url <url>', 'where the API is, such as https://api.acme.example')
    .addOption(new Option('--shape <shape>', 'what requests look like').choices(wireShapes))
    .option('--docs <url>', 'the page that describes the API, for fixtures and comments')
    .option('--folder <folder>', 'where to write it (default: openrerank-provider-<id>)')
    .option('-y, --yes', 'ask nothing: --id and --base-url are needed, and --shape is cohere by default')
    .exitOverride()
    .configureOutput({ writeOut: (text) => out(text.trimEnd()), writeErr: (text) => err(text.trimEnd()) });
}

async function create(flags: Flags, { cwd, questions, out }: Terminal): Promise<void> {
  const ask = flags.yes ? undefined : questions;
  // What is given and wrong is said before anything is asked.
  refuse(flags.id, idProblem);
  refuse(flags.baseUrl, baseUrlProblem);
  refuse(flags.docs, docsProblem);
  const folderProblemHere = (name: string) => folderProblem(resolve(cwd, name));
  refuse(flags.folder, folderProblemHere);
  const id = flags.id ?? (await (ask ?? missing('--id')).id());
  const baseUrl = flags.baseUrl ?? (await (ask ?? missing('--base-url')).baseUrl());
  const shape = flags.shape ?? (await ask?.shape()) ?? 'cohere';
  const folder = flags.folder ?? (await ask?.folder(packageNameOf(id), folderProblemHere)) ?? packageNameOf(id);
  const files = packageFiles({ id, baseUrl, shape, docs: flags.docs });
  const target = resolve(cwd, folder);
  const shown = relative(cwd, target);
  const place = shown === '' ? '.' : shown.startsWith('..') || isAbsolute(shown) ? target : shown;
  writePackage(target, files);
  out(report(place, files.length));
}

function refuse<Value>(value: Value | undefined, problemOf: (value: Value) => string | undefined): void {
  const problem = value === undefined ? undefined : problemOf(value);
  if (problem !== undefined) throw new TypeError(problem);
}

function missing(flag: string): never {
  throw new TypeError(`${flag} is missing, and nothing is asked here: see --help.`);
}

const report = (folder: string, count: number): string =>
  `Wrote ${count} files to ${folder}. It passes its tests as it is:

  cd ${folder}
  npm install
  npm test

Then make it the vendor's: README.md says what to check before the first release.`;
