import type { IForbiddenRuleType, IRegularForbiddenRuleType } from 'dependency-cruiser';
import { describeLayer, folderPattern, type Layer } from '../layers.ts';

/** What holds in every package, and in the private folders that use them. */
const commonRules: readonly IForbiddenRuleType[] = [
  {
    name: 'resolvable',
    comment: 'it is not installed, or not in the exports of its package',
    from: {},
    to: { couldNotResolve: true },
  },
  {
    name: 'no-reaching-in',
    comment: 'another package is imported by its name, never by a path into it',
    from: { path: '^((?:packages|examples)/[^/]+|bench)/' },
    to: { path: '^packages/', pathNot: '^$1/', dependencyTypes: ['local'] },
  },
  {
    name: 'declared',
    comment: 'published code needs it, so it belongs in dependencies',
    from: { path: '^packages/' },
    to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['npm-peer'] },
  },
  {
    name: 'no-cycle',
    comment: 'the files import each other in a circle',
    from: {},
    to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
  },
];

/** The layers table as rules for dependency-cruiser: one a row, and one for its exceptions. */
export function importRules(layers: readonly Layer[]): readonly IForbiddenRuleType[] {
  return [...commonRules, ...layers.flatMap(layerRules)];
}

function layerRules(layer: Layer): readonly IForbiddenRuleType[] {
  const { folder, except } = layer;
  const sources = `^(packages/${folderPattern(layer)})/src/`;
  const comment = describeLayer(layer);
  if (!except) return [{ name: folder, comment, from: { path: sources }, to: beyond(layer) }];
  const exceptions = `${sources}(?:${except.files.map(literally).join('|')})$`;
  return [
    { name: folder, comment, from: { path: sources, pathNot: exceptions }, to: beyond(layer) },
    {
      name: except.files.join(', '),
      comment,
      from: { path: exceptions },
      to: beyond({ ...layer, ...except, node: true }),
    },
  ];
}

/** Everything but what the row allows. `$1` is the importing package's own folder. */
function beyond({ ours, libraries, never = [], node }: Layer): IRegularForbiddenRuleType['to'] {
  const anyBut = `node_modules/(?!${['\\.pnpm', ...never.map(literally)].join('/|')}/)`;
  const npm = libraries === 'declared' ? [anyBut] : libraries.map((name) => `node_modules/${literally(name)}/`);
  return {
    pathNot: ['^$1/', ...ours.map((name) => `^packages/${name}/src/`), ...npm],
    couldNotResolve: false,
    ...(node && { dependencyTypesNot: ['core'] }),
  };
}

const literally = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
