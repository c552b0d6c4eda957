export type { AcmeOptions } from './options.ts';
export { acme } from './provider.ts';
