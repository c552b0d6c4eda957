/** What the sources of a package may import. Tests and devDependencies are free. */
export interface Layer {
  /** A folder in `packages/`; a final `*` stands for any ending but those with a row of their own. */
  readonly folder: string;
  /** Packages of ours, by folder. */
  readonly ours: readonly string[];
  /** Libraries from npm: these only, or whatever the manifest declares. */
  readonly libraries: readonly string[] | 'declared';
  /** Libraries that not even a declaration allows. */
  readonly never?: readonly string[];
  /** Whether Node's own modules may be imported. Where not, the package runs in browsers, workers, Deno and Bun too. */
  readonly node: boolean;
  /** Folders of the row that run in Node alone though they import none of its modules: their libraries do. */
  readonly boundToNode?: readonly string[];
  /** Entries that run everywhere though the package as a whole is for Node. */
  readonly neutralEntries?: readonly string[];
  /** Files below `src` that may import Node's own modules and these libraries. */
  readonly except?: { readonly files: readonly string[]; readonly libraries: readonly string[] };
}

/** The architecture: one row a package. A new provider needs no row of its own. */
export const layers: readonly Layer[] = [
  {
    folder: 'core',
    ours: [],
    libraries: [],
    node: false,
    except: { files: ['transport/undici.ts', 'instrumentation/diagnostics.ts'], libraries: ['undici'] },
  },
  { folder: 'shapes', ours: ['core'], libraries: [], node: false },
  {
    folder: 'provider-*',
    ours: ['core', 'shapes'],
    libraries: 'declared',
    never: ['undici'],
    node: false,
    // A cloud's requests are signed by its own library.
    boundToNode: ['provider-bedrock', 'provider-vertex', 'provider-watsonx'],
  },
  {
    folder: 'provider-local',
    ours: ['core'],
    libraries: 'declared',
    never: ['undici'],
    // Its neural models run on Node's threads, which the entries reach by an import that leads elsewhere without Node.
    node: true,
    neutralEntries: ['.', './bm25'],
  },
  { folder: 'conformance', ours: ['core'], libraries: 'declared', node: true },
  { folder: 'create-openrerank-provider', ours: [], libraries: 'declared', node: true },
  {
    folder: 'sdk',
    ours: ['core'],
    // Core's optional peer: who installs the sdk gets it.
    libraries: ['undici'],
    node: false,
    except: { files: ['undici.ts'], libraries: ['undici'] },
  },
  // The emulator may not borrow from the provider that is tested against it: the two must not share a mistake.
  { folder: 'nim-emulator', ours: ['core', 'provider-local'], libraries: 'declared', node: true },
  { folder: 'proxy', ours: ['core', 'provider-local'], libraries: 'declared', node: true },
];

/** The row of a package, by its folder in `packages/`. */
export const layerOf = (folder: string): Layer | undefined => layers.find((layer) => covers(layer, folder));

/** The source of a regular expression that matches the folders of a row. */
export function folderPattern(layer: Layer): string {
  if (!layer.folder.includes('*')) return layer.folder;
  const others = layers.filter((other) => other !== layer && anyEnding(layer).test(other.folder));
  const excluded = others.map(({ folder }) => `(?!${folder}(?:/|$))`);
  return `${excluded.join('')}${layer.folder.replace('*', '[^/]+')}`;
}

const covers = (layer: Layer, folder: string): boolean => new RegExp(`^${folderPattern(layer)}$`).test(folder);

const anyEnding = ({ folder }: Layer): RegExp => new RegExp(`^${folder.replace('*', '[^/]+')}$`);

/** The row as a sentence, for whoever has just run into it. */
export function describeLayer({ folder, ours, libraries, never = [], node }: Layer): string {
  const packages = ours.length > 0 ? ours.join(' and ') : 'no package of ours';
  const npm = libraries === 'declared' ? 'the libraries in its dependencies' : libraries.join(', ') || 'no library';
  const but = never.length > 0 ? ` but ${never.join(', ')}` : '';
  const builtIn = node ? '' : ", and none of Node's own modules";
  return `${folder} may use ${packages}, ${npm}${but}${builtIn} (scripts/check/layers.ts)`;
}
