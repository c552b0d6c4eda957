import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { servingProblems, traceProblems } from '../check/gates/standalone.ts';

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'openrerank-standalone-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

const program = (text: string) => join(folderWith({ 'cli.mjs': text }), 'cli.mjs');

const server = (status: number) => `
import { createServer } from 'node:http';
const server = createServer((request, response) => request.resume().on('end', () => response.writeHead(${status}).end()));
server.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ url: 'http://127.0.0.1:' + server.address().port })));
`;

describe('servingProblems', () => {
  it('finds nothing wrong with a program that answers', async () => {
    expect(await servingProblems(program(server(200)))).toEqual([]);
  });

  it('tells of one that answers otherwise', async () => {
    expect(await servingProblems(program(server(500)))).toEqual([expect.stringContaining('with 500')]);
  });

  it('shows what a program says that imports what is not there', async () => {
    const problems = await servingProblems(program("import 'not-in-any-folder';"));
    expect(problems).toEqual([expect.stringContaining("Cannot find package 'not-in-any-folder'")]);
  });
});

describe('traceProblems', () => {
  const readable = '\nasync function createProxy() {}\nasync function loadConfig() {}\nasync function serve() {}\n';

  it('finds nothing wrong with whole names and a map for each script', () => {
    const dist = folderWith({ 'cli.js': '', 'cli.js.map': '', 'chunks/a.js': readable, 'chunks/a.js.map': '' });
    expect(traceProblems(dist)).toEqual([]);
  });

  it('misses names and maps', () => {
    expect(traceProblems(folderWith({ 'cli.js': readable.replaceAll('\n', '') }))).toEqual([
      'cli.js has no source map',
      ...['createProxy', 'loadConfig', 'serve'].map((name) => expect.stringContaining(name)),
    ]);
  });
});
