import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** What an editor asks TypeScript about one file beside the tests, which is not on disk. */
export interface Editor {
  /** The names offered where the code has a `|`, in the code without it. */
  complete(code: string): readonly string[];
  /** The errors of the code, as sentences. */
  errors(code: string): readonly string[];
}

/** An editor whose file begins with `preamble`. Packages are read from their sources, as this package's tsconfig says. */
export function createEditor(preamble: string): Editor {
  const file = join(root, 'test/in-the-editor.ts');
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile).config,
    ts.sys,
    root,
  );
  let content = '';
  let version = 0;
  const read = (name: string) => (name === file ? content : ts.sys.readFile(name));
  const service = ts.createLanguageService({
    getCompilationSettings: () => ({ ...options, noUnusedLocals: false }),
    getScriptFileNames: () => [file],
    getScriptVersion: (name) => (name === file ? String(version) : '0'),
    getScriptSnapshot(name) {
      const text = read(name);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => root,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    readFile: read,
    fileExists: (name) => name === file || ts.sys.fileExists(name),
    directoryExists: ts.sys.directoryExists,
    realpath: (name) => (name === file ? file : (ts.sys.realpath?.(name) ?? name)),
  });
  const write = (code: string) => {
    content = `${preamble}\n${code}`;
    version++;
  };
  return {
    complete(code) {
      const cursor = code.indexOf('|');
      write(code.replace('|', ''));
      const found = service.getCompletionsAtPosition(file, preamble.length + 1 + cursor, {});
      return found?.entries.map(({ name }) => name) ?? [];
    },
    errors(code) {
      write(code);
      return service
        .getSemanticDiagnostics(file)
        .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
    },
  };
}
