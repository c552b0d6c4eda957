import { expect, it } from 'vitest';
import { listModels } from '../../src/http/models.ts';

it("lists models in OpenAI's shape, in the configuration's order", () => {
  expect(listModels(['b', 'a'], 1_700_000_000_999)).toEqual({
    object: 'list',
    data: [
      { id: 'b', object: 'model', created: 1_700_000_000, owned_by: 'openrerank' },
      { id: 'a', object: 'model', created: 1_700_000_000, owned_by: 'openrerank' },
    ],
  });
});
