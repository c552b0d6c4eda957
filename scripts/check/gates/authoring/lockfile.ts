/** As much of a package-lock.json as is looked at. */
export interface Lockfile {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

interface LockedPackage {
  readonly version?: string;
  readonly resolved?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

const registry = 'https://registry.npmjs.org/';

/** `node_modules/a/node_modules/@b/c` is of `@b/c`. */
const nameOf = (place: string): string => place.replace(/^.*node_modules\//, '');

const isOurs = (place: string): boolean => nameOf(place).startsWith('@openrerank/');

/**
 * The lockfile as it can be committed, of one that was written with tarballs of ours: without our packages, which change with
 * every commit, and with the public registry's address of all others, whatever mirror they came from.
 */
export function withoutOurs<Lock extends Lockfile>(lock: Lock, { dependencies, devDependencies }: LockedPackage): Lock {
  const kept = Object.entries(lock.packages)
    .filter(([place]) => !isOurs(place))
    .map(([place, locked]) => [
      place,
      place === '' ? { ...locked, dependencies, devDependencies } : fromRegistry(place, locked),
    ]);
  return { ...lock, packages: Object.fromEntries(kept) };
}

function fromRegistry(place: string, locked: LockedPackage): LockedPackage {
  if (locked.version === undefined) return locked;
  const name = nameOf(place);
  const { version, resolved: _, ...rest } = locked;
  const resolved = `${registry}${name}/-/${name.replace(/^.*\//, '')}-${version}.tgz`;
  return { version, resolved, ...rest };
}

/** One line per entry that another machine could do nothing with. */
export const lockfileProblems = ({ packages }: Lockfile): readonly string[] =>
  Object.entries(packages).flatMap(([place, { resolved }]) => {
    if (place === '') return [];
    if (isOurs(place)) return [`package-lock.json holds ${place}, which is packed anew for every test`];
    return resolved?.startsWith(registry)
      ? []
      : [`package-lock.json has ${place} from ${resolved ?? 'nowhere'}, not from ${registry}`];
  });

/** One line per direct dependency that was not installed in the version that is locked. */
export const driftProblems = (manifest: LockedPackage, locked: Lockfile, installed: Lockfile): readonly string[] =>
  Object.keys({ ...manifest.dependencies, ...manifest.devDependencies })
    .filter((name) => !isOurs(name))
    .flatMap((name) => {
      const [then, now] = [locked, installed].map(
        ({ packages }) => packages[`node_modules/${name}`]?.version ?? 'none',
      );
      return then === now
        ? []
        : [`package-lock.json has ${name} ${then}, and npm installed ${now}: write it anew with --update`];
    });
