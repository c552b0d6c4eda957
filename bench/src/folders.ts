import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const benchFolder = dirname(dirname(fileURLToPath(import.meta.url)));
export const rootFolder = dirname(benchFolder);
/** Whatever the benchmark makes or installs for itself; git ignores it. */
export const cacheFolder = join(benchFolder, '.cache');
