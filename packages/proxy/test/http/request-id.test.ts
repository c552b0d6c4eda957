import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { requestIdOf } from '../../src/http/request-id.ts';

const idOf = (headers: IncomingMessage['headers']) => requestIdOf({ headers } as IncomingMessage);
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

describe('requestIdOf', () => {
  it.each(['abc', '7c9e6679-7425-40de-944b-e07fc1f90ae7', 'Root=1-67891233:ab/c+d=', 'x'.repeat(128)])(
    'keeps %s',
    (id) => {
      expect(idOf({ 'x-request-id': id })).toBe(id);
      expect(idOf({ 'x-litellm-call-id': id })).toBe(id);
    },
  );

  it.each(['', 'a b', 'a\nb', 'ä', 'x'.repeat(129), '{"a":1}'])('replaces %j', (id) => {
    expect(idOf({ 'x-request-id': id })).toMatch(uuid);
  });

  it('makes one where there is none', () => {
    expect(idOf({})).toMatch(uuid);
  });
});
