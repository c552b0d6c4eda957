import { RerankError } from '../errors.ts';
import type { Capabilities, RerankEndpoint } from '../provider.ts';

/** What an endpoint says that it can do with a model, in a form that can be relied on. */
export function capabilitiesOf({ capabilities }: RerankEndpoint, model: string): Capabilities {
  const declared = typeof capabilities === 'function' ? capabilities(model) : capabilities;
  const { maxDocuments = 1 } = declared;
  if (Number.isInteger(maxDocuments) && maxDocuments >= 1) return declared;
  throw new RerankError('unsupported', 'The provider declares a maxDocuments that is not an integer of at least 1.');
}
