import { join } from 'node:path';
import {
  CompilerState,
  ConsoleMessageId,
  Extractor,
  ExtractorConfig,
  ExtractorLogLevel,
  ExtractorMessageCategory,
  type IConfigFile,
} from '@microsoft/api-extractor';
import { root } from '../../bootstrap.mjs';

/** What the report of one entry is made of. */
export interface ApiEntry {
  /** The file's name without `.api.md`. */
  readonly name: string;
  /** The package's folder. */
  readonly path: string;
  /** The built declarations of the entry. */
  readonly declarations: string;
}

export interface ReportFolders {
  /** Holds the committed reports. */
  readonly committed: string;
  readonly fresh: string;
}

const typescriptCompilerFolder = join(root, 'node_modules/typescript');

/**
 * Compares the committed report of each entry with one of the built declarations, or writes it anew.
 *
 * The lines for an entry show what differs; there are none where nothing does.
 */
export function apiReports(
  entries: readonly ApiEntry[],
  folders: ReportFolders,
  update: boolean,
): readonly { readonly entry: ApiEntry; readonly lines: readonly string[] }[] {
  const files = entries.map(({ declarations }) => declarations);
  const configs = entries.map((entry) => ({ entry, config: extractorConfig(entry, files, folders) }));
  const [first] = configs;
  if (!first) return [];
  // One compilation serves all entries: it is most of the work.
  const compilerState = CompilerState.create(first.config, { additionalEntryPoints: files, typescriptCompilerFolder });
  return configs.map(({ entry, config }) => ({ entry, lines: report(config, compilerState, update) }));
}

function report(config: ExtractorConfig, compilerState: CompilerState, update: boolean): readonly string[] {
  const lines: string[] = [];
  const { succeeded, apiReportChanged } = Extractor.invoke(config, {
    compilerState,
    localBuild: update,
    printApiReportDiff: !update,
    messageCallback: (message) => {
      message.handled = true;
      const { category, logLevel, messageId, text } = message;
      const isFinding = category !== ExtractorMessageCategory.Console && logLevel === ExtractorLogLevel.Error;
      if (isFinding || messageId === ConsoleMessageId.ApiReportDiff) lines.push(text);
    },
  });
  if (succeeded && (update || !apiReportChanged)) return [];
  return lines.length > 0 ? lines : ['there is no report of it'];
}

function extractorConfig(entry: ApiEntry, files: readonly string[], folders: ReportFolders): ExtractorConfig {
  const { name, path, declarations } = entry;
  const options = { target: 'es2023', module: 'nodenext', lib: ['es2023', 'dom'], types: ['node'], strict: true };
  const configObject: IConfigFile = {
    projectFolder: path,
    mainEntryPointFilePath: declarations,
    newlineKind: 'lf',
    compiler: { overrideTsconfig: { compilerOptions: { ...options, skipLibCheck: true }, files } },
    apiReport: {
      enabled: true,
      reportFileName: name,
      reportFolder: folders.committed,
      reportTempFolder: folders.fresh,
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
  };
  const packageJsonFullPath = join(path, 'package.json');
  return ExtractorConfig.prepare({ configObject, configObjectFullPath: undefined, packageJsonFullPath });
}
