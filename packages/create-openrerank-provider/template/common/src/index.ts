export type { __Options__ } from './options.ts';
export { __factory__ } from './provider.ts';
