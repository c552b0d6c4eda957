import { describe, expect, it } from 'vitest';
import { chooseHost } from '../../src/cli/host.ts';

const withKey = { masterKey: 'sk-12345678' };
const withoutKey = { masterKey: undefined };

describe('the address to listen on', () => {
  it('is every one with a master key, and this machine’s own without', () => {
    expect(chooseHost(withKey, {})).toBe('0.0.0.0');
    expect(chooseHost(withoutKey, {})).toBe('127.0.0.1');
    expect(chooseHost(withoutKey, { host: '' })).toBe('127.0.0.1');
  });

  it('is every one without a key where the operator says so', () => {
    expect(chooseHost(withoutKey, { allowUnauthenticated: true })).toBe('0.0.0.0');
    expect(chooseHost(withoutKey, { allowUnauthenticated: true, host: '::' })).toBe('::');
  });

  it.each(['127.0.0.1', '127.1.2.3', '::1', 'localhost', '::ffff:127.0.0.1'])('may be %s without a key', (host) => {
    expect(chooseHost(withoutKey, { host })).toBe(host);
  });

  it.each(['0.0.0.0', '::', '10.0.0.1', '192.168.1.1', 'example.com', '127.0.0.1.example.com', '1.127.0.0', '::2'])(
    'may be %s only with one',
    (host) => {
      expect(() => chooseHost(withoutKey, { host })).toThrow(/without a master key/);
      expect(chooseHost(withKey, { host })).toBe(host);
    },
  );
});
