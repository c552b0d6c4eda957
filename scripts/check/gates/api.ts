import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Extractor, ExtractorConfig, ExtractorLogLevel, type IConfigFile } from '@microsoft/api-extractor';
import { root } from '../../bootstrap.mjs';
import { type GateResult, type GateSettings, problemsResult } from '../gate.ts';
import { type ModuleEntry, moduleEntries, type WorkspacePackage, workspacePackages } from '../workspace.ts';

const reports = join(root, 'api');
const fresh = join(root, 'node_modules/.cache/gates/api');

/** `api/` holds the public surface of every entry, so that a review sees each change of it. */
export async function api({ update }: GateSettings): Promise<GateResult> {
  for (const folder of [reports, fresh]) mkdirSync(folder, { recursive: true });
  const entries = workspacePackages().flatMap((each) => moduleEntries(each.manifest).map((entry) => ({ each, entry })));
  const problems = entries.flatMap(({ each, entry }) => compare(each, entry, update));
  const known = entries.map(({ each, entry }) => `${reportName(each, entry)}.api.md`);
  const stale = readdirSync(reports).filter((file) => file.endsWith('.api.md') && !known.includes(file));
  if (update) for (const file of stale) rmSync(join(reports, file));
  else problems.push(...stale.map((file) => `api/${file} describes an entry that is gone`));
  const advice = problems.length > 0 ? ['If the change is meant, run `npm run api` and commit api/.'] : [];
  return problemsResult([...problems, ...advice], `${entries.length} entries`);
}

const reportName = ({ folder }: WorkspacePackage, { key }: ModuleEntry) => folder + key.slice(1).replaceAll('/', '.');

function compare(each: WorkspacePackage, entry: ModuleEntry, update: boolean): string[] {
  const declarations = join(each.path, entry.types);
  if (!existsSync(declarations)) return [`${entry.specifier}: ${declarations} has not been built`];
  const name = reportName(each, entry);
  const lines: string[] = [];
  const config = ExtractorConfig.prepare({
    configObject: extractorConfig(each, name, declarations),
    configObjectFullPath: undefined,
    packageJsonFullPath: join(each.path, 'package.json'),
  });
  const { succeeded, apiReportChanged } = Extractor.invoke(config, {
    localBuild: update,
    printApiReportDiff: !update,
    typescriptCompilerFolder: join(root, 'node_modules/typescript'),
    messageCallback: (message) => {
      message.handled = true;
      if (message.logLevel !== ExtractorLogLevel.Verbose && message.logLevel !== ExtractorLogLevel.None)
        lines.push(message.text);
    },
  });
  return succeeded && (update || !apiReportChanged) ? [] : [`${entry.specifier}:`, ...lines];
}

const extractorConfig = ({ path }: WorkspacePackage, reportFileName: string, declarations: string): IConfigFile => ({
  projectFolder: path,
  mainEntryPointFilePath: declarations,
  newlineKind: 'lf',
  compiler: {
    overrideTsconfig: {
      compilerOptions: {
        target: 'es2023',
        module: 'nodenext',
        lib: ['es2023', 'dom'],
        types: ['node'],
        strict: true,
        skipLibCheck: true,
      },
      files: [declarations],
    },
  },
  apiReport: {
    enabled: true,
    reportFileName,
    reportFolder: reports,
    reportTempFolder: fresh,
    includeForgottenExports: true,
  },
  docModel: { enabled: false },
  dtsRollup: { enabled: false },
  tsdocMetadata: { enabled: false },
  messages: {
    compilerMessageReporting: { default: { logLevel: ExtractorLogLevel.Error } },
    extractorMessageReporting: { default: { logLevel: ExtractorLogLevel.None } },
    tsdocMessageReporting: { default: { logLevel: ExtractorLogLevel.None } },
  },
});
