export { type UndiciTransportOptions, undiciTransport } from '@openrerank/core/undici';
