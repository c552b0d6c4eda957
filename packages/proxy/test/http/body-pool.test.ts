import { describe, expect, it } from 'vitest';
import { createBodyPool } from '../../src/http/body-pool.ts';
import { appendChunk, createBody, releaseBody } from '../../src/http/received-body.ts';

const kib = 1024;

describe('a pool', () => {
  it.each([
    [1, 64 * kib],
    [64 * kib, 64 * kib],
    [64 * kib + 1, 128 * kib],
    [16 * 1024 * kib, 16 * 1024 * kib],
    [16 * 1024 * kib + 1, 16 * 1024 * kib + 1],
  ])('gives %d bytes as %d', (bytes, size) => {
    expect(createBodyPool({ maxIdleBytes: 0 }).take(bytes).length).toBe(size);
  });

  it('gives again what came back, to one at a time', () => {
    const pool = createBodyPool({ maxIdleBytes: 1024 * kib });
    const buffer = pool.take(100 * kib);
    pool.give(buffer);
    expect(pool.idleBytes).toBe(128 * kib);
    expect(pool.take(128 * kib)).toBe(buffer);
    expect(pool.take(128 * kib)).not.toBe(buffer);
    expect(pool.idleBytes).toBe(0);
  });

  it('keeps no more than it may, and none of the largest', () => {
    const pool = createBodyPool({ maxIdleBytes: 200 * kib });
    const [one, two] = [pool.take(128 * kib), pool.take(128 * kib)];
    pool.give(one);
    pool.give(two);
    expect(pool.idleBytes).toBe(128 * kib);
    const roomy = createBodyPool({ maxIdleBytes: 1e9 });
    roomy.give(roomy.take(17 * 1024 * kib));
    expect(roomy.idleBytes).toBe(0);
  });
});

describe('a body', () => {
  const setUp = () => {
    const pool = createBodyPool({ maxIdleBytes: 1e9 });
    return { pool, body: createBody() };
  };

  it('in one chunk is that chunk', () => {
    const { pool, body } = setUp();
    const chunk = Buffer.from('abc');
    appendChunk(body, chunk, 3, pool);
    expect(body.bytes).toBe(chunk);
  });

  it('of a length that nobody knows is copied a few times, however many chunks it comes in', () => {
    const { pool, body } = setUp();
    const memory = new Set<unknown>();
    const chunk = Buffer.alloc(64 * kib, 'x');
    for (let place = 0; place < 640; place++) {
      appendChunk(body, chunk, 0, pool);
      memory.add(body.bytes.buffer);
    }
    expect(body.length).toBe(40 * 1024 * kib);
    expect(memory.size).toBeLessThan(12);
  });

  it('of no chunk is empty', () => {
    expect(setUp().body.bytes).toHaveLength(0);
  });

  it.each([0, 6])('in several is exactly what came, though the buffer held more before (expected: %d)', (expected) => {
    const { pool, body } = setUp();
    const used = pool.take(1);
    used.fill('z');
    pool.give(used);
    for (const chunk of ['ab', 'cd', 'ef']) appendChunk(body, Buffer.from(chunk), expected, pool);
    expect(Buffer.from(body.bytes).toString()).toBe('abcdef');
    expect(body.length).toBe(6);
  });

  it('that outgrows its buffer keeps what came, and gives the smaller one back', () => {
    const { pool, body } = setUp();
    const part = (letter: string) => Buffer.alloc(50 * kib, letter);
    for (const letter of ['a', 'b', 'c']) appendChunk(body, part(letter), 0, pool);
    expect(Buffer.compare(body.bytes, Buffer.concat(['a', 'b', 'c'].map(part)))).toBe(0);
    expect(pool.idleBytes).toBe(128 * kib);
  });

  it('throws once it is released, whose buffer goes back once', () => {
    const { pool, body } = setUp();
    for (const chunk of ['ab', 'cd']) appendChunk(body, Buffer.from(chunk), 4, pool);
    releaseBody(body, pool);
    releaseBody(body, pool);
    expect(() => body.bytes).toThrow('must not be read');
    expect(pool.idleBytes).toBe(64 * kib);
  });
});
