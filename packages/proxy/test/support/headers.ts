import type { HeaderList } from '../../src/http/headers.ts';

/** By name. Fails where one comes twice: a client would see one of them only, or both in one. */
export function toObject(list: HeaderList): Record<string, string> {
  const object: Record<string, string> = {};
  for (let place = 0; place < list.length; place += 2) {
    const name = list[place] as string;
    if (name in object) throw new Error(`${name} comes twice.`);
    object[name] = list[place + 1] as string;
  }
  return object;
}
