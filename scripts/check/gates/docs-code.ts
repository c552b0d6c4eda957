import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { root } from '../../bootstrap.mjs';
import { type GateResult, problemsResult } from '../gate.ts';
import { moduleEntries, workspacePackages } from '../workspace.ts';

/** A `ts` block of a page. */
export interface CodeBlock {
  /** Relative to the root. */
  readonly page: string;
  /** The page's line on which the code begins, from 1. */
  readonly line: number;
  readonly code: string;
}

/** What a block without imports may take for granted, and declare anew: a page's fragments stand below its programs. */
const prelude = [
  `import { nvidiaNim } from '@openrerank/provider-nvidia-nim';`,
  `import { createReranker } from '@openrerank/sdk';`,
  `const reranker = createReranker({ providers: [nvidiaNim()] });`,
  `const [query, documents] = ['', ['']];`,
].join(' ');

/** Every TypeScript example of the READMEs and of docs/ compiles, as a program of its own, against the sources. */
export async function docsCode(): Promise<GateResult> {
  const blocks = documentedPages().flatMap((page) => codeBlocks(page, readFileSync(join(root, page), 'utf8')));
  if (blocks.length === 0) return problemsResult(['no page has a ts block']);
  return problemsResult(typeErrors(blocks), `${blocks.length} blocks`);
}

function documentedPages(): readonly string[] {
  const folders = ['packages', 'examples'].flatMap((parent) =>
    readdirSync(join(root, parent)).map((folder) => `${parent}/${folder}/README.md`),
  );
  const docs = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' }).map((file) => `docs/${file}`);
  return ['README.md', 'CONTRIBUTING.md', ...docs, ...folders].filter(
    (page) => page.endsWith('.md') && existsSync(join(root, page)),
  );
}

export function codeBlocks(page: string, markdown: string): readonly CodeBlock[] {
  return [...markdown.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(({ index, 1: code = '' }) => ({
    page,
    line: markdown.slice(0, index).split('\n').length + 1,
    code,
  }));
}

/** One line per error, with the place on the page. */
export function typeErrors(blocks: readonly CodeBlock[]): readonly string[] {
  const sources = new Map(blocks.map((block) => [join(root, `${block.page}.${block.line}.ts`), toProgram(block)]));
  const options = compilerOptions();
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile } = host;
  host.getCurrentDirectory = () => root;
  host.fileExists = (file) => sources.has(file) || fileExists(file);
  host.readFile = (file) => sources.get(file) ?? readFile(file);
  host.getSourceFile = (file, language, ...rest) => {
    const source = sources.get(file);
    return source === undefined
      ? getSourceFile(file, language, ...rest)
      : ts.createSourceFile(file, source, language, true);
  };
  const program = ts.createProgram({ rootNames: [...sources.keys()], options, host });
  return [...program.getOptionsDiagnostics(), ...[...sources.keys()].flatMap((file) => diagnosticsOf(program, file))]
    .map(describe)
    .toSorted();
}

/** A fragment stands on the program's second line, in a scope of its own. */
const toProgram = ({ code }: CodeBlock) => (/^import /m.test(code) ? `\n${code}` : `${prelude}{\n${code}}`);

function diagnosticsOf(program: ts.Program, file: string): readonly ts.Diagnostic[] {
  const source = program.getSourceFile(file);
  return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
}

function describe({ file, start = 0, messageText }: ts.Diagnostic): string {
  const message = ts.flattenDiagnosticMessageText(messageText, '\n');
  const [, page, first] = file?.fileName.slice(root.length + 1).match(/^(.*)\.(\d+)\.ts$/) ?? [];
  if (!file || !page) return message;
  return `${page}:${Number(first) + file.getLineAndCharacterOfPosition(start).line - 1}: ${message}`;
}

/** The workspace's own, but that an example need not use all that it names. */
function compilerOptions(): ts.CompilerOptions {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.base.json'), ts.sys.readFile);
  const entries = workspacePackages().flatMap(({ path, manifest }) =>
    moduleEntries(manifest).map(({ specifier, source }) => [specifier, [join(path, source)]] as const),
  );
  return {
    ...ts.convertCompilerOptionsFromJson(config.compilerOptions, root).options,
    noUnusedLocals: false,
    noUnusedParameters: false,
    // The root and docs/ are no packages, so nothing of ours is installed for them.
    paths: Object.fromEntries(entries.map(([specifier, source]) => [specifier, [...source]])),
  };
}
