export { type Answers, type WireShape, wireShapes } from './answers.ts';
export { packageFiles } from './package-files.ts';
export type { PackageFile } from './template.ts';
export { writePackage } from './write-package.ts';
