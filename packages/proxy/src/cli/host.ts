import { BlockList, isIP } from 'node:net';
import type { ProxyConfig } from '../config/config.ts';
import { ConfigError } from '../config/config-error.ts';

interface Wanted {
  readonly host?: string | undefined;
  readonly allowUnauthenticated?: boolean | undefined;
}

/** Without a key only this machine may call, unless the operator says otherwise. Throws where host and key do not fit. */
export function chooseHost(
  { masterKey }: Pick<ProxyConfig, 'masterKey'>,
  { host, allowUnauthenticated }: Wanted,
): string {
  const isOpen = masterKey !== undefined || allowUnauthenticated === true;
  if (host === undefined || host === '') return isOpen ? '0.0.0.0' : '127.0.0.1';
  if (isOpen || isLoopback(host)) return host;
  const message = `without a master key, everybody who reaches ${host} could use the models: set OPENRERANK_MASTER_KEY (or general_settings.master_key in the configuration), or pass --allow-unauthenticated`;
  throw new ConfigError([{ file: '--host', path: '', message }]);
}

function isLoopback(host: string): boolean {
  const loopback = new BlockList();
  loopback.addSubnet('127.0.0.0', 8);
  loopback.addAddress('::1', 'ipv6');
  return host === 'localhost' || (isIP(host) !== 0 && loopback.check(host, isIP(host) === 6 ? 'ipv6' : 'ipv4'));
}
